package io.sealwright.engine.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sealwright.engine.clearing.Basis;
import io.sealwright.engine.clearing.ChainFacts;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.ClusterFacts;
import io.sealwright.engine.clearing.PathFiles;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.duty.DutyStep;
import io.sealwright.engine.duty.WindowDuty;
import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.removal.Decision;
import io.sealwright.engine.removal.Intent;
import io.sealwright.engine.removal.Way;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.sending.miner.Haste;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.serving.ActionRefused;
import io.sealwright.engine.serving.ClusterActions;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.engine.standing.Due;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.TrashName;
import io.sealwright.engine.store.AttachmentTable.Attachment;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.work.Dispatcher;
import io.sealwright.engine.work.RealWorker;
import io.sealwright.engine.work.WorkerRuntime;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.TerminationFee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A miner with a worker, real files and a real database, on a dev chain moved by hand. */
final class DriverTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Wish CLEAN_UP = new Wish(Intent.CLEAN_UP);
  private static final Wish END = new Wish(Intent.END);
  private static final Wish END_UNSEEN =
      new Wish(Intent.END, TokenAmount.ZERO, Set.of(Wish.ELSEWHERE));

  @TempDir private Path folder;
  private DevMiner miner;
  private Database database;
  private WorkerRuntime worker;
  private Dispatcher dispatcher;
  private Driver driver;
  private WindowDuty duty;
  private ClusterActions actions;

  @BeforeEach
  void open() throws Exception {
    miner = DevMiner.in(folder.resolve("chain"));
    miner.advance(3);
    begin("db");
  }

  private void begin(String records) throws Exception {
    database = Database.open(DatabaseAddress.file(folder.resolve(records), "test", ""));
    worker = RealWorker.start(database, folder);
    dispatcher = RealWorker.dispatcher(database);
    RealMiner real = new RealMiner(database, miner.node(), CLOCK);
    MinerSender sender = real.sender();
    actions = actions(database, real.chain(), sender);
    driver = real.driver(sender, UUID::randomUUID);
    duty = real.duty(sender, 3);
  }

  private ClusterActions actions(Database records, MinerChain chain, MinerSender sender) {
    return new ClusterActions(
        new ClusterFacts(
            records,
            chain,
            new ChainFacts(miner.node(), DevMiner.MINER, DevMiner.RULES),
            new PathFiles(records.paths(), RealWorker.HOST),
            DevMiner.PROOF),
        sender,
        RealMiner.PLEDGE,
        1,
        new Haste(),
        CLOCK);
  }

  @AfterEach
  void close() throws Exception {
    end();
    miner.close();
  }

  private void end() throws Exception {
    duty.stop();
    worker.close();
    database.close();
  }

  private SectorId pledge() {
    return RealMiner.pledge(database, DevMiner.PROOF);
  }

  private SectorState state(SectorId sector) {
    return database.sectors().find(sector).orElseThrow().state();
  }

  /** One epoch: all that can be done at a head is done. */
  private void epoch() throws Exception {
    Instant end = CLOCK.instant().plusSeconds(30);
    do {
      driver.step();
      dispatcher.step();
      Thread.sleep(5);
      assertThat(CLOCK.instant()).isBefore(end);
    } while (!database.tasks().all().isEmpty());
    prove();
  }

  /** What comes of windows, and the next head. */
  private void prove() throws Exception {
    for (int i = 0; i < 200; i++) {
      if (duty.step() instanceof DutyStep.Wait(_, String why) && !why.contains("being proven")) {
        break;
      }
      Thread.sleep(2);
    }
    miner.advance(1);
  }

  private void until(SectorId sector, Class<? extends SectorState> state) throws Exception {
    for (int i = 0; i < 200 && !state.isInstance(state(sector)); i++) {
      epoch();
    }
    assertThat(state(sector)).isInstanceOf(state);
  }

  @Test
  void pledgedSectorsComeToProvingAndLostOnesAreMadeAgain() throws Exception {
    SectorId first = pledge();
    SectorId second = pledge();
    SectorId rotten = pledge();

    until(rotten, SectorState.Proving.class);
    until(second, SectorState.Proving.class);
    until(first, SectorState.Proving.class);

    assertThat(state(first).known().isProofWithheld()).isTrue();
    Path sealed = folder.resolve("store/sealed").resolve(first.fileName());
    assertThat(sealed).hasSize(2048);
    byte[] replica = Files.readAllBytes(sealed);

    Path otherSealed = home(FileType.SEALED, second);
    byte[] otherReplica = Files.readAllBytes(otherSealed);

    Path rottenSealed = home(FileType.SEALED, rotten);
    byte[] rottenReplica = Files.readAllBytes(rottenSealed);
    Files.write(rottenSealed, new byte[rottenReplica.length]);
    Files.delete(sealed);
    mistake(second, false);
    ClearingPlan removed = actions.plan(second, CLEAN_UP);
    actions.rescue(second, Way.Kind.RECOVER, CLEAN_UP, removed.basis());
    for (int i = 0; i < 200 && !Files.exists(sealed); i++) {
      epoch();
    }
    assertThat(Files.readAllBytes(sealed)).isEqualTo(replica);
    until(first, SectorState.Proving.class);
    assertThat(database.sectors().log(first).entries())
        .extracting(SectorLog.Entry::state)
        .contains("Faulty")
        .doesNotContain("FaultReported");
    until(second, SectorState.Proving.class);
    assertThat(Files.readAllBytes(otherSealed)).isEqualTo(otherReplica);
    until(rotten, SectorState.Recovering.class);
    until(rotten, SectorState.Proving.class);
    assertThat(Files.readAllBytes(rottenSealed)).isEqualTo(rottenReplica);
    assertThat(database.sectors().log(rotten).entries())
        .as("stored when it was sealed, and when it was made again")
        .filteredOn(entry -> entry.event() instanceof SectorEvent.Stored)
        .hasSize(2);

    List<String> messages =
        database.outbox(DevMiner.MINER).pending().stream()
            .map(OutboxRecord::purpose)
            .map(Object::toString)
            .toList();
    assertThat(messages).contains("PRE_COMMIT", "PROVE_COMMIT", "DECLARE_RECOVERY");
  }

  @Test
  void filesThatTheMinersHostDoesNotSeeAreToldAndNotTakenForLost() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.Proving.class);
    assertThat(driver.unseenFiles()).isEmpty();
    StoragePath.Id store = new StoragePath.Id("store");
    String at = folder.resolve("store").toString();
    database.attachments().say(RealWorker.HOST, new Attachment(store, at, false), CLOCK.instant());
    driver.step();
    for (int i = 0; i < 1000 && driver.unseenFiles().isEmpty(); i++) {
      Thread.sleep(10); // What was moved to the store goes from the bench a moment later.
      driver.step();
    }
    assertThat(driver.unseenFiles())
        .hasValueSatisfying(finding ->
            assertThat(finding.words()).contains(RealWorker.HOST.toString(), "1 on store"));
    assertThat(state(sector)).isInstanceOf(SectorState.Proving.class);
    database.attachments().say(RealWorker.HOST, new Attachment(store, at, true), CLOCK.instant());
    database
        .paths()
        .look(
            RealWorker.HOST,
            List.of(RealWorker.path(folder, "store", Role.STORE)),
            CLOCK.instant());
    driver.step();
    assertThat(driver.unseenFiles()).isEmpty();
  }

  @Test
  void whatTheChainHasWithoutARecordIsTold() throws Exception {
    List<SectorNumber> missing = LongStream.range(7, 13).mapToObj(SectorNumber::new).toList();
    AtomicBoolean failed = new AtomicBoolean();
    MinerRuntime.Missing survey =
        () -> {
          if (failed.compareAndSet(false, true)) {
            throw new IOException("no answer to the first question");
          }
          return missing;
        };
    MinerRuntime.Parts parts =
        new MinerRuntime.Parts(
            driver, dispatcher, duty, survey, () -> {}, database.claim(DevMiner.MINER), () -> {});
    try (MinerRuntime runtime = new MinerRuntime(parts, Duration.ofMillis(10), CLOCK)) {
      for (int i = 0; i < 1000 && !runtime.troubles().containsKey("records"); i++) {
        Thread.sleep(10);
      }
      assertThat(runtime.troubles().get("records"))
          .startsWith("the chain has sectors of which there is no record here: 7, 8, 9, 10, 11 and")
          .contains(" 1 more");
      assertThat(runtime.troubles()).doesNotContainKey("survey");
    }
  }

  @Test
  void whatWasToldIsNewsOnlyWithSomethingMore() {
    Finding one = new Finding(Set.of("7", "8"), "7 and 8");
    assertThat(one.isNewsAfter(null)).isTrue();
    assertThat(new Finding(Set.of("8"), "8").isNewsAfter(one)).isFalse();
    assertThat(new Finding(Set.of("8", "9"), "8 and 9").isNewsAfter(one)).isTrue();
  }

  @Test
  void aStepThatFailsElsewhereIsInTheLogOfTheMinerOnce() throws Exception {
    SectorId sector = pledge();
    Trouble trouble = new Trouble(Trouble.Kind.HOST, "no room on bench");
    FailedStep step = FailedStep.of(state(sector), trouble.kind()).orElseThrow();
    database.sectors().append(sector, new SectorEvent.StepFailed(step, trouble), CLOCK.instant());
    Logger logger = (Logger) LoggerFactory.getLogger(Driver.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.WARN);
    try {
      driver.step();
      driver.step();
      assertThat(lines.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .singleElement()
          .asString()
          .contains(sector.toString(), "no room on bench");
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(null);
    }
  }

  @Test
  void filesThatAreBackBeforeTheyAreMadeAgainCallItOff() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.Proving.class);
    Path sealed = home(FileType.SEALED, sector);
    Path aside = folder.resolve("aside");
    Files.move(sealed, aside);
    driver.step();
    driver.step();
    assertThat(state(sector)).isInstanceOf(SectorState.Faulty.class);
    assertThat(database.tasks().all()).hasSize(1);
    Files.move(aside, sealed);
    driver.step();
    assertThat(state(sector)).isInstanceOf(SectorState.Proving.class);
    assertThat(database.tasks().all()).isEmpty();
  }

  @Test
  void aFaultThatIsDeclaredBeforeTheFilesAreMadeAgainIsRecoveredAfterThat() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.Proving.class);
    Path sealed = home(FileType.SEALED, sector);
    byte[] replica = Files.readAllBytes(sealed);
    Files.delete(sealed);
    for (int i = 0; i < 200 && !(state(sector) instanceof SectorState.FaultReported); i++) {
      driver.step();
      prove();
    }
    assertThat(state(sector)).isInstanceOf(SectorState.FaultReported.class);
    assertThat(database.tasks().all()).as("no worker has taken it yet").hasSize(1);
    until(sector, SectorState.Recovering.class);
    assertThat(Files.readAllBytes(sealed)).isEqualTo(replica);
    until(sector, SectorState.Proving.class);
  }

  @Test
  void aRemovedSectorLeavesNothingInItsPlaces() throws Exception {
    SectorId sector = pledge();
    while (state(sector).known().find(Evidence.Labelled.class).isEmpty()) {
      driver.step();
      dispatcher.step();
    }
    Path layers = folder.resolve("bench/cache").resolve(sector.fileName());
    assertThat(layers).exists();

    database.sectors().append(sector, new SectorEvent.Remove(Reason.OPERATOR), CLOCK.instant());
    until(sector, SectorState.Removed.class);

    assertThat(layers).doesNotExist();
  }

  /**
   * What elsewhere is the common mistake: a sector is removed that the chain has. Here it takes
   * somebody who tells the record that it has ended.
   */
  private void mistake(SectorId sector, boolean isTrashed) throws IOException {
    for (SectorEvent event :
        List.of(
            new SectorEvent.Ended(miner.head(), true),
            new SectorEvent.Remove(Reason.OPERATOR),
            new SectorEvent.Removed())) {
      database.sectors().append(sector, event, CLOCK.instant());
    }
    assertThat(state(sector)).isInstanceOf(SectorState.Removed.class);
    PathLayout store = new PathLayout(folder.resolve("store"));
    for (FileType type : List.of(FileType.SEALED, FileType.CACHE)) {
      TrashName name = new TrashName(CLOCK.instant().plusSeconds(600), type, sector);
      Path to = isTrashed ? store.trash(name) : folder.resolve("lost").resolve(type.wireName());
      Files.createDirectories(to.resolveSibling(""));
      Files.move(home(type, sector), to);
    }
  }

  private Path home(FileType type, SectorId sector) {
    return new PathLayout(folder.resolve("store")).file(type, sector);
  }

  /** By the rule of the network's version, from what the node says of the sector. */
  private TokenAmount fee(SectorId sector, ClearingPlan plan) throws Exception {
    Sector known =
        miner
            .node()
            .ask(
                miner
                    .node()
                    .api()
                    .miner()
                    .sectorGetInfo()
                    .ask(Address.of(DevMiner.MINER), sector.number(), TipsetKey.HEAD))
            .orElseThrow();
    return TerminationFee.byPledge(
        known.initialPledge(),
        plan.head().since(known.activation()),
        plan.bill().orElseThrow().faultFee());
  }

  private static List<Way.Kind> open(ClearingPlan plan) {
    return plan.ways().stream().filter(Way::open).map(Way::kind).toList();
  }

  @Test
  void aLiveSectorIsRemovedByNobodyAndEndedForItsFee() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.Proving.class);
    ClearingPlan well = actions.plan(sector, CLEAN_UP);
    assertThat(well.decision()).isEqualTo(Decision.NEVER);
    assertThat(well.reason()).isEqualTo(io.sealwright.engine.removal.Reason.HEALTHY);
    assertThatThrownBy(() -> actions.remove(sector))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("the chain expects proofs of it, and its files are there");

    ClearingPlan end = actions.plan(sector, END);
    assertThat(end.decision()).isEqualTo(Decision.TERMINATE_FIRST);
    assertThat(end.bill().orElseThrow().fee())
        .isEqualTo(fee(sector, end))
        .isNotEqualTo(TokenAmount.ZERO);
    assertThat(actions.carryOut(sector, END, end.basis())).containsExactly("terminate_miner");
    until(sector, SectorState.TerminateFinality.class);
    assertThat(actions.plan(sector, CLEAN_UP).decision()).isEqualTo(Decision.WAIT);
  }

  @Test
  void aProvenSectorIsNotTakenBackByAReset() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.Proving.class);
    SectorState proving = state(sector);
    for (RestartPoint point : RestartPoint.values()) {
      assertThatThrownBy(() -> actions.reset(sector, point))
          .hasMessageContaining("is in Proving and has not failed");
    }
    database.sectors().append(sector, new SectorEvent.Stop(Reason.OPERATOR), CLOCK.instant());
    for (var at : EnumSet.complementOf(EnumSet.of(RestartPoint.COMMIT, RestartPoint.MEND))) {
      assertThatThrownBy(() -> actions.reset(sector, at)).isInstanceOf(ActionRefused.class);
    }
    actions.reset(sector, RestartPoint.COMMIT);
    until(sector, SectorState.Proving.class);
    assertThat(state(sector)).as("the chain has its proof, and none is sent").isEqualTo(proving);
  }

  @Test
  void whatTheChainWantsNextOfASectorHasItsEpoch() throws Exception {
    SectorId sector = pledge();
    assertThat(due(sector)).isEqualTo(Due.NOTHING);
    until(sector, SectorState.WaitSeed.class);
    Epoch landed = state(sector).known().find(Evidence.PreCommitted.class).orElseThrow().landed();
    assertThat(due(sector).kind()).isEqualTo(Due.Kind.DEPOSIT);
    assertThat(due(sector).epoch()).contains(landed.plus(DevMiner.RULES.proveCommitWindow()));
    until(sector, SectorState.Proving.class);
    assertThat(due(sector).kind()).isEqualTo(Due.Kind.WINDOW);
    assertThat(actions.outlook(sector).reason()).isEqualTo(Reason.ON_DUTY);
    assertThat(due(sector).time())
        .hasValueSatisfying(time -> assertThat(time).isAfter(CLOCK.instant().minusSeconds(3600)));
  }

  private Due due(SectorId sector) throws Exception {
    StoredSector stored = database.sectors().find(sector).orElseThrow();
    return actions.due(List.of(stored)).getOrDefault(sector, Due.UNKNOWN);
  }

  /** Its fee is due where a plan has shown it. */
  @Test
  void aStoppedSectorIsNotEndedByWayOfAReset() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.Proving.class);
    database.sectors().append(sector, new SectorEvent.Stop(Reason.OPERATOR), CLOCK.instant());
    assertThatThrownBy(() -> actions.reset(sector, RestartPoint.TERMINATE))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("is not being ended");
    assertThat(state(sector)).isInstanceOf(SectorState.FailedUnrecoverable.class);
  }

  @Test
  void aSectorRemovedTooEarlyIsBroughtBackWithItsFiles() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.Proving.class);
    Path sealed = folder.resolve("store/sealed").resolve(sector.fileName());
    byte[] replica = Files.readAllBytes(sealed);
    Basis before = actions.plan(sector, CLEAN_UP).basis();

    mistake(sector, true);
    assertThat(actions.removedTooEarly()).containsExactly(sector.number());
    ClearingPlan trashed = actions.plan(sector, CLEAN_UP);
    assertThat(trashed.decision()).isEqualTo(Decision.TERMINATE_FIRST);
    assertThat(trashed.reason()).isEqualTo(io.sealwright.engine.removal.Reason.REMOVED_FIRST);
    assertThat(open(trashed)).contains(Way.Kind.RESTORE).doesNotContain(Way.Kind.ADOPT);
    assertThatThrownBy(() -> actions.rescue(sector, Way.Kind.RESTORE, CLEAN_UP, before))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("record: was Proving at store, is Removed");
    actions.rescue(sector, Way.Kind.RESTORE, CLEAN_UP, trashed.basis());
    assertThat(Files.readAllBytes(sealed)).isEqualTo(replica);
    until(sector, SectorState.Proving.class);

    mistake(sector, false);
    assertThat(open(actions.plan(sector, CLEAN_UP)))
        .contains(Way.Kind.RECOVER)
        .doesNotContain(Way.Kind.RESTORE, Way.Kind.ADOPT);
    for (FileType type : List.of(FileType.SEALED, FileType.CACHE)) {
      Files.move(folder.resolve("lost").resolve(type.wireName()), home(type, sector));
    }
    ClearingPlan found = actions.plan(sector, CLEAN_UP);
    assertThat(open(found)).contains(Way.Kind.ADOPT);
    actions.rescue(sector, Way.Kind.ADOPT, CLEAN_UP, found.basis());
    until(sector, SectorState.Proving.class);
  }

  /** A database that was restored from an older dump, or is new: the files are all there is. */
  @Test
  void aSectorWhoseRecordIsLostIsTakenUpWithItsFilesAndCanBeMadeAgain() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.Proving.class);
    Evidence.Ticketed made = state(sector).known().find(Evidence.Ticketed.class).orElseThrow();
    Path sealed = home(FileType.SEALED, sector);
    byte[] replica = Files.readAllBytes(sealed);
    end();
    begin("restored");

    assertThat(actions.removedTooEarly()).containsExactly(sector.number());
    assertThat(adoption(sector).reason())
        .isEqualTo(io.sealwright.engine.removal.Reason.ACTIVATION_NOT_FINAL);
    miner.advance(DevMiner.RULES.finality().epochs());
    ClearingPlan plan = actions.plan(sector, CLEAN_UP);
    assertThat(plan.reason()).isEqualTo(io.sealwright.engine.removal.Reason.RECORD_LOST);
    assertThat(open(plan)).contains(Way.Kind.ADOPT);
    Files.write(sealed, new byte[replica.length]);
    assertThatThrownBy(() -> actions.rescue(sector, Way.Kind.ADOPT, CLEAN_UP, plan.basis()))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("are not the replica that the chain has");
    assertThat(database.sectors().find(sector)).isEmpty();
    Files.write(sealed, replica);
    miner.forget("StateSectorPreCommitInfo");
    actions.rescue(sector, Way.Kind.ADOPT, CLEAN_UP, plan.basis());
    miner.heal();

    assertThat(state(sector)).isInstanceOf(SectorState.FaultReported.class);
    assertThat(state(sector).known().find(Evidence.Adopted.class).flatMap(Evidence.Adopted::seal))
        .contains(new Evidence.Seal(made.ticket(), made.epoch(), Optional.empty()));
    assertThat(state(sector).known().isProofWithheld()).isTrue();
    until(sector, SectorState.Proving.class);
    assertThat(actions.removedTooEarly()).isEmpty();
    assertThat(actions.pledge().number().number()).isGreaterThan(sector.number().number());

    Files.delete(sealed);
    for (int i = 0; i < 200 && !Files.exists(sealed); i++) {
      epoch();
    }
    assertThat(Files.readAllBytes(sealed)).isEqualTo(replica);
    until(sector, SectorState.Proving.class);
  }

  private Way adoption(SectorId sector) throws Exception {
    return actions.plan(sector, CLEAN_UP).ways().stream()
        .filter(way -> way.kind() == Way.Kind.ADOPT)
        .findFirst()
        .orElseThrow();
  }

  /** What was sent before the records were lost lands all the same: from the pool, or the head. */
  @Test
  void aPromisedSectorIsNotTakenUpWhileAProofOfItIsWithTheNode() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.SubmitCommitAggregate.class);
    driver.step();
    assertThat(state(sector)).isInstanceOf(SectorState.CommitAggregateWait.class);
    end();
    begin("restored");
    assertThat(adoption(sector).reason())
        .isEqualTo(io.sealwright.engine.removal.Reason.MESSAGE_IN_FLIGHT);
    miner.advance(1);
    assertThat(adoption(sector).reason())
        .isEqualTo(io.sealwright.engine.removal.Reason.MESSAGE_IN_FLIGHT);
    miner.advance(1);
    assertThat(adoption(sector).reason())
        .isEqualTo(io.sealwright.engine.removal.Reason.ACTIVATION_NOT_FINAL);
  }

  /** Its deposit is at stake; its files lie where it was sealed, or are made from its promise. */
  @Test
  void aPromisedSectorWhoseRecordIsLostIsProvenWithItsFilesOrFromItsBeginning() throws Exception {
    SectorId whole = pledge();
    SectorId lost = pledge();
    until(whole, SectorState.WaitSeed.class);
    until(lost, SectorState.WaitSeed.class);
    Evidence.PreCommitted promise =
        state(whole).known().find(Evidence.PreCommitted.class).orElseThrow();
    PathLayout bench = new PathLayout(folder.resolve("bench"));
    Files.delete(bench.file(FileType.SEALED, lost));
    end();
    begin("restored");

    assertThat(actions.removedTooEarly()).containsExactly(whole.number(), lost.number());
    ClearingPlan found = actions.plan(whole, CLEAN_UP);
    assertThat(open(found)).containsExactly(Way.Kind.ADOPT);
    actions.rescue(whole, Way.Kind.ADOPT, CLEAN_UP, found.basis());
    Evidence.PreCommitted again =
        state(whole).known().find(Evidence.PreCommitted.class).orElseThrow();
    assertThat(again.replicated().labelled().ticketed().order())
        .isEqualTo(promise.replicated().labelled().ticketed().order());
    assertThat(again.replicated().commR()).isEqualTo(promise.replicated().commR());
    assertThat(again.landed()).isEqualTo(promise.landed());
    assertThat(again.deposit()).isEqualTo(promise.deposit());
    assertThat(again.place()).isEqualTo(promise.place());
    assertThat(again.message()).as("which message it was is not known").isEmpty();

    assertThat(open(actions.plan(lost, CLEAN_UP))).isEmpty();
    Wish nowhere = new Wish(Intent.CLEAN_UP, TokenAmount.ZERO, Set.of(Wish.ELSEWHERE));
    ClearingPlan gone = actions.plan(lost, nowhere);
    assertThat(open(gone)).containsExactly(Way.Kind.RECOVER);
    actions.rescue(lost, Way.Kind.RECOVER, nowhere, gone.basis());
    assertThat(state(lost)).isInstanceOf(SectorState.Packing.class);
    assertThat(actions.removedTooEarly()).isEmpty();
    database.sectors().append(lost, new SectorEvent.Stop(Reason.NUMBER_TAKEN), CLOCK.instant());
    assertThat(actions.removedTooEarly()).containsExactly(lost.number());
    database
        .sectors()
        .append(
            lost, new SectorEvent.Retry(RestartPoint.PACKING, Reason.OPERATOR), CLOCK.instant());
    until(whole, SectorState.Proving.class);
    until(lost, SectorState.Proving.class);
    assertThat(home(FileType.SEALED, lost)).exists();
  }

  /** Asks for a plan about a sector that there is no record of, when it may be acted on. */
  @FunctionalInterface
  private interface Forgetful {
    void act(ClusterActions actions, ClearingPlan plan) throws Exception;
  }

  private void withoutRecord(SectorId sector, Forgetful act) throws Exception {
    try (Database empty = Database.open(DatabaseAddress.memory("empty" + UUID.randomUUID()))) {
      RealMiner stranger = new RealMiner(empty, miner.node(), CLOCK);
      ClusterActions forgetful = actions(empty, stranger.chain(), stranger.sender());
      ClearingPlan unknown = forgetful.plan(sector, END);
      assertThat(unknown.decision()).isEqualTo(Decision.UNDETERMINED);
      assertThat(open(unknown)).containsExactly(Way.Kind.DECLARE);
      assertThatThrownBy(() -> forgetful.terminate(sector))
          .isInstanceOf(ActionRefused.class)
          .hasMessageContaining("place unrecorded");
      ClearingPlan plan = forgetful.plan(sector, END_UNSEEN);
      while (!open(plan).contains(Way.Kind.TERMINATE)) {
        assertThat(plan.steps().getFirst().action()).isEqualTo("await_deadline");
        epoch();
        plan = forgetful.plan(sector, END_UNSEEN);
      }
      assertThat(open(plan)).containsExactly(Way.Kind.DECLARE, Way.Kind.TERMINATE);
      act.act(forgetful, plan);
    }
  }

  /** Whoever has no record of it can still end it, if he says that its files are nowhere. */
  @Test
  void aSectorWithoutARecordIsEndedByAMessage() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.Proving.class);
    withoutRecord(
        sector,
        (forgetful, plan) -> {
          forgetful.rescue(sector, Way.Kind.TERMINATE, END_UNSEEN, plan.basis());
          assertThat(forgetful.plan(sector, END).decision()).isEqualTo(Decision.WAIT);
        });
    until(sector, SectorState.FaultedFinal.class);
  }

  /** Or say that it is faulty; its own miner then sees a fault that it has not declared. */
  @Test
  void theFaultOfASectorWithoutARecordIsDeclaredByAMessage() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.Proving.class);
    withoutRecord(
        sector, (forgetful, plan) -> forgetful.rescue(sector, Way.Kind.DECLARE, END, plan.basis()));
    until(sector, SectorState.FaultReported.class);
    assertThat(home(FileType.SEALED, sector)).exists();
    until(sector, SectorState.Proving.class);
  }
}
