package io.sealwright.engine.driver;

import static io.sealwright.engine.removal.Way.Kind.ADOPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.clearing.ChainFacts;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.ClusterFacts;
import io.sealwright.engine.clearing.PathFiles;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.removal.Intent;
import io.sealwright.engine.removal.Way;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.sending.miner.Haste;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.serving.ActionRefused;
import io.sealwright.engine.serving.ClusterActions;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.store.AttachmentTable.Attachment;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.work.Dispatcher;
import io.sealwright.engine.work.RealWorker;
import io.sealwright.engine.work.WorkerRuntime;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborWriter;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A miner with a worker and real files, on a dev chain that goes back further than is counted on.
 */
final class ChainTroubleTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Wish CLEAN_UP = new Wish(Intent.CLEAN_UP);

  @TempDir private Path folder;
  private DevMiner miner;
  private Database database;
  private WorkerRuntime worker;
  private Dispatcher dispatcher;
  private Driver driver;
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
    driver = real.driver(sender, UUID::randomUUID);
    actions =
        new ClusterActions(facts(RealWorker.HOST), sender, RealMiner.PLEDGE, 1, new Haste(), CLOCK);
  }

  private ClusterFacts facts(Host.Name host) {
    return new ClusterFacts(
        database,
        new RealMiner(database, miner.node(), CLOCK).chain(),
        new ChainFacts(miner.node(), DevMiner.MINER, DevMiner.RULES),
        new PathFiles(database.paths(), host),
        DevMiner.PROOF);
  }

  @AfterEach
  void close() throws Exception {
    end();
    miner.close();
  }

  private void end() throws Exception {
    worker.close();
    database.close();
  }

  private SectorId pledge(SealProof proof) {
    return RealMiner.pledge(database, proof);
  }

  private SectorState state(SectorId sector) {
    return database.sectors().find(sector).orElseThrow().state();
  }

  private void until(SectorId sector, String state) throws Exception {
    for (int i = 0; i < 200 && !state(sector).name().equals(state); i++) {
      everythingAtThisHead();
      miner.advance(1);
    }
    assertThat(state(sector).name()).isEqualTo(state);
  }

  private void everythingAtThisHead() throws Exception {
    Instant end = CLOCK.instant().plusSeconds(30);
    do {
      driver.step();
      dispatcher.step();
      Thread.sleep(5);
      assertThat(CLOCK.instant()).isBefore(end);
    } while (!database.tasks().all().isEmpty());
  }

  @Test
  void aStoredSectorIsProvenAgainFromItsRecordAndItsFilesAreLeftAlone() throws Exception {
    SectorId sector = pledge(DevMiner.PROOF);
    until(sector, "SubmitCommitAggregate");
    Tipset before = miner.chain().chain().head();
    until(sector, "Proving");
    Path sealed = new PathLayout(folder.resolve("store")).file(FileType.SEALED, sector);
    byte[] replica = Files.readAllBytes(sealed);
    Sent first = commit(sector);

    miner.chain().chain().moveTo(before);
    everythingAtThisHead();
    assertThat(state(sector))
        .as("its proof may land again")
        .isInstanceOf(SectorState.Proving.class);
    takeNonceOf(first);
    miner.advance(DevMiner.RULES.finality().epochs() + 2);
    until(sector, "CommitAggregateWait");
    until(sector, "Proving");

    assertThat(commit(sector)).isNotEqualTo(first);
    assertThat(state(sector).known().place().orElseThrow().path()).isEqualTo("store");
    assertThat(Files.readAllBytes(sealed)).isEqualTo(replica);
    assertThat(database.sectors().log(sector).entries())
        .extracting(SectorLog.Entry::event)
        .filteredOn(event ->
            event instanceof SectorEvent.Trimmed
                || event instanceof SectorEvent.Stored
                || event instanceof SectorEvent.Labelled)
        .as("it was sealed, trimmed and stored once")
        .hasSize(3);
  }

  /** Since the network's seventh version no sector is promised with the first seal proofs. */
  @Test
  void aPreCommitThatCanNeverSucceedIsNotTriedAgain() throws Exception {
    SectorId sector = pledge(new SealProof(SealFamily.V1, DevMiner.PROOF.size()));
    until(sector, "FailedUnrecoverable");
    assertThat(state(sector))
        .isInstanceOfSatisfying(
            SectorState.FailedUnrecoverable.class,
            stopped -> assertThat(stopped.reason()).isEqualTo(Reason.REFUSED_FOR_GOOD));
    assertThat(database.sectors().log(sector).entries())
        .extracting(SectorLog.Entry::event)
        .filteredOn(SectorEvent.StepFailed.class::isInstance)
        .singleElement()
        .asString()
        .contains("unsupported seal proof type");
    assertThat(database.outbox(DevMiner.MINER).pending()).isEmpty();
  }

  /** A database of another time: it has the number as one that nothing became of. */
  @Test
  void aSectorThatWasGivenUpHereAndThatTheChainHasIsTakenUpWithItsFiles() throws Exception {
    SectorId sector = pledge(DevMiner.PROOF);
    until(sector, "WaitSeed");
    end();
    begin("other");
    assertThat(pledge(DevMiner.PROOF)).isEqualTo(sector);
    database.sectors().append(sector, new SectorEvent.Stop(Reason.NUMBER_TAKEN), CLOCK.instant());

    ClearingPlan plan = actions.plan(sector, CLEAN_UP);
    assertThat(plan.basis().texts()).containsEntry("record", "blank FailedUnrecoverable");
    assertThat(plan.ways()).filteredOn(Way::open).extracting(Way::kind).containsExactly(ADOPT);
    send(MinerMethod.PROVE_COMMIT_SECTORS_NI, sector);
    assertThat(actions.plan(sector, CLEAN_UP).ways())
        .extracting(Way::reason)
        .contains(io.sealwright.engine.removal.Reason.MESSAGE_IN_FLIGHT);
    miner.advance(3);

    actions.rescue(sector, ADOPT, CLEAN_UP, plan.basis());
    assertThat(state(sector)).isInstanceOf(SectorState.WaitSeed.class);
    assertThat(database.sectors().log(sector).entries().getLast().event())
        .isInstanceOf(SectorEvent.Adopted.class);
    until(sector, "Proving");
  }

  /** A record without its ticket stays so: only what a node has forgotten is taken for unknown. */
  @Test
  void aNodeThatDoesNotSayIsNotTakenForOneThatHasForgottenAndWhatWasAdoptedCanBeReset()
      throws Exception {
    SectorId sector = pledge(DevMiner.PROOF);
    until(sector, "Proving");
    Evidence.Ticketed made = state(sector).known().find(Evidence.Ticketed.class).orElseThrow();
    end();
    begin("other");
    miner.advance(DevMiner.RULES.finality().epochs() + 1);
    ClearingPlan plan = actions.plan(sector, CLEAN_UP);
    for (Map<String, String> troubles :
        List.of(
            Map.of("StateSectorPreCommitInfo", "on strike"),
            Map.of(
                "StateSectorPreCommitInfo", DevMiner.FORGOTTEN,
                "StateListMessages", "on strike",
                "ChainGetParentMessages", "on strike"),
            Map.of("ChainGetMessagesInTipset", "on strike"),
            Map.of("StateGetRandomness*", "on strike"))) {
      miner.answer(troubles);
      assertThatThrownBy(() -> actions.rescue(sector, ADOPT, CLEAN_UP, plan.basis()))
          .as("%s", troubles)
          .isInstanceOf(ActionRefused.class)
          .hasMessageContaining("on strike");
      assertThat(database.sectors().find(sector)).as("%s", troubles).isEmpty();
    }
    miner.heal();
    actions.rescue(sector, ADOPT, CLEAN_UP, plan.basis());
    assertThat(state(sector).known().sealTicket()).contains(made.ticket());

    SectorState adopted = state(sector);
    database.sectors().append(sector, new SectorEvent.Stop(Reason.OPERATOR), CLOCK.instant());
    assertThat(actions.plan(sector, CLEAN_UP).rescue())
        .anyMatch(line -> line.action().equals("set_back") && line.about().contains("mend"));
    actions.reset(sector, RestartPoint.MEND);
    assertThat(state(sector)).isEqualTo(adopted);
  }

  @Test
  void aPathThatIsDetachedIsShownInPlansWithTheFolderThatItHad() throws Exception {
    SectorId sector = pledge(DevMiner.PROOF);
    until(sector, "Proving");
    String store = folder.resolve("store").toString();
    database
        .attachments()
        .say(
            RealWorker.HOST,
            new Attachment(new StoragePath.Id("store"), store, false),
            CLOCK.instant());
    ClearingPlan plan = actions.plan(sector, CLEAN_UP);
    assertThat(plan.reason()).isEqualTo(io.sealwright.engine.removal.Reason.PATHS_UNREACHABLE);
    assertThat(plan.folders())
        .containsExactly(new ClearingPlan.Folder("store", RealWorker.HOST.name(), store));
  }

  /** A miner that asked the wrong node has to come back from that. */
  @Test
  void aSectorThatAnotherChainDidNotKnowGoesOnWhereItWasAndSendsNothing() throws Exception {
    SectorId sector = pledge(DevMiner.PROOF);
    until(sector, "Proving");
    SectorState proving = state(sector);
    database
        .sectors()
        .append(sector, new SectorEvent.Stop(Reason.FORGOTTEN_BY_CHAIN), CLOCK.instant());
    assertThat(actions.plan(sector, CLEAN_UP).rescue())
        .anyMatch(line -> line.action().equals("set_back") && line.about().contains("commit"));
    assertThat(actions.resetObjection(sector, RestartPoint.WAIT_SEED))
        .hasValueSatisfying(why -> assertThat(why).contains("its proof is on the chain"));
    assertThat(actions.resetObjection(sector, RestartPoint.COMMIT)).isEmpty();
    actions.reset(sector, RestartPoint.COMMIT);
    until(sector, "Proving");
    assertThat(state(sector)).isEqualTo(proving);
  }

  /** It reads what has its fault already, and does not judge files on a path it has not. */
  @Test
  void theOutlookRestsOnTheSameLookAtFilesAsTheMinersOwnDecision() throws Exception {
    SectorId sector = pledge(DevMiner.PROOF);
    until(sector, "Proving");
    for (SectorEvent event :
        List.of(
            new SectorEvent.FaultFound("gone"), new SectorEvent.FaultReported(Optional.empty()))) {
      database.sectors().append(sector, event, CLOCK.instant());
    }
    assertThat(actions.outlook(sector).reason()).isEqualTo(Reason.FILES_BACK);
    Path sealed = new PathLayout(folder.resolve("store")).file(FileType.SEALED, sector);
    Files.write(sealed, new byte[(int) Files.size(sealed)]);
    assertThat(actions.outlook(sector).reason()).isEqualTo(Reason.FILES_LOST);
    assertThat(facts(new Host.Name("without-paths")).outlook(sector, CLOCK.instant()))
        .hasValueSatisfying(
            outlook -> assertThat(outlook.reason()).isEqualTo(Reason.FILES_UNKNOWN));
  }

  /** A call that names the sector and no more, so that it fails where it lands. */
  private void send(MinerMethod method, SectorId sector) throws Exception {
    FullNode node = miner.node();
    Address from = node.ask(node.api().wallet().list().ask()).getFirst();
    CborWriter params = new CborWriter();
    params.array(1);
    params.array(1);
    params.array(4);
    for (int i = 0; i < 4; i++) {
      params.unsigned(sector.number().number());
    }
    Message message =
        new Message(
            Address.of(DevMiner.MINER),
            from,
            node.ask(node.api().mpool().getNonce().ask(from)),
            TokenAmount.ZERO,
            10_000_000,
            TokenAmount.ofAtto(1_000_000_000),
            TokenAmount.ofAtto(200_000),
            method.number(),
            ByteString.of(params.toBytes()));
    node.ask(
        node.api()
            .mpool()
            .push()
            .ask(node.ask(node.api().wallet().signMessage().ask(from, message))));
  }

  private Sent commit(SectorId sector) {
    return state(sector)
        .known()
        .find(Evidence.Activated.class)
        .flatMap(Evidence.Activated::message)
        .orElseThrow();
  }

  /** Another message of the same sender, and the dearer one, lands in the place of the first. */
  private void takeNonceOf(Sent sent) throws Exception {
    OutboxRecord record =
        database.outbox(DevMiner.MINER).pending().stream()
            .filter(pending -> pending.sent().equals(sent))
            .findFirst()
            .orElseThrow();
    Message old = record.signed().message();
    Message other =
        new Message(
            old.to(),
            old.from(),
            old.nonce(),
            TokenAmount.ZERO,
            old.gasLimit(),
            old.gasFeeCap().times(2),
            old.gasPremium().times(2),
            new MethodNumber(0),
            ByteString.EMPTY);
    FullNode node = miner.node();
    node.ask(
        node.api()
            .mpool()
            .push()
            .ask(node.ask(node.api().wallet().signMessage().ask(old.from(), other))));
  }
}
