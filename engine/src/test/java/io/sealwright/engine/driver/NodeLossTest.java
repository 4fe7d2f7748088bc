package io.sealwright.engine.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.clearing.ChainFacts;
import io.sealwright.engine.clearing.ClusterFacts;
import io.sealwright.engine.clearing.PathFiles;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.next.FileCondition;
import io.sealwright.engine.life.next.Outlook;
import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.standing.MinerFacts;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.work.Dispatcher;
import io.sealwright.engine.work.RealWorker;
import io.sealwright.engine.work.WorkerRuntime;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.epoch.EpochSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A miner with a worker and real files, whose node is lost for a while. */
final class NodeLossTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private DevMiner miner;
  private Database database;
  private WorkerRuntime worker;
  private Dispatcher dispatcher;
  private RealMiner real;
  private Driver driver;

  /** How far the clock is ahead of the chain's head. */
  private Duration ahead = Duration.ZERO;

  @BeforeEach
  void open() throws Exception {
    miner = DevMiner.in(folder.resolve("chain"));
    miner.advance(3);
    database = Database.open(DatabaseAddress.file(folder.resolve("db"), "test", ""));
    worker = RealWorker.start(database, folder);
    dispatcher = RealWorker.dispatcher(database);
    real = new RealMiner(database, miner.node(), () -> miner.now().plus(ahead));
    driver = real.driver(real.sender(), UUID::randomUUID);
  }

  @AfterEach
  void close() throws Exception {
    worker.close();
    database.close();
    miner.close();
  }

  private SectorId pledge() {
    return RealMiner.pledge(database, DevMiner.PROOF);
  }

  private StoredSector stored(SectorId sector) {
    return database.sectors().find(sector).orElseThrow();
  }

  private void until(SectorId sector, Class<? extends SectorState> state) throws Exception {
    Instant end = CLOCK.instant().plus(PATIENCE);
    for (int round = 1; !state.isInstance(stored(sector).state()); round++) {
      assertThat(CLOCK.instant()).as(stored(sector).state().name()).isBefore(end);
      driver.step();
      dispatcher.step();
      if (round % 4 == 0) {
        miner.advance(1);
      }
      Thread.sleep(5);
    }
  }

  private void withoutNodeUntil(SectorId sector, Class<? extends SectorState> state)
      throws Exception {
    miner.fail("*");
    Instant end = CLOCK.instant().plus(PATIENCE);
    while (!state.isInstance(stored(sector).state())) {
      assertThat(CLOCK.instant()).as(stored(sector).state().name()).isBefore(end);
      assertThatThrownBy(driver::step).isInstanceOf(RpcException.class);
      dispatcher.step();
      Thread.sleep(5);
    }
  }

  @Test
  void whatNeedsNoWordOfTheChainGoesOnAndWhatNeedsOneWaits() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.PreCommit1.class);
    withoutNodeUntil(sector, SectorState.SubmitPreCommitBatch.class);
    standsStill(sector, SectorState.SubmitPreCommitBatch.class);
    assertThat(database.outbox(DevMiner.MINER).pending()).isEmpty();

    miner.heal();
    until(sector, SectorState.Commit1.class);
    withoutNodeUntil(sector, SectorState.SubmitCommitAggregate.class);
    standsStill(sector, SectorState.SubmitCommitAggregate.class);

    miner.heal();
    until(sector, SectorState.FinalizeSector.class);
    withoutNodeUntil(sector, SectorState.Proving.class);
    standsStill(sector, SectorState.Proving.class);
  }

  private void standsStill(SectorId sector, Class<? extends SectorState> state) throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(driver::step).isInstanceOf(RpcException.class);
    }
    assertThat(stored(sector).state()).isInstanceOf(state);
    assertThat(database.tasks().all()).isEmpty();
  }

  @Test
  void operatorsAreToldThatASectorWaitsForTheNode() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.PreCommit1.class);
    withoutNodeUntil(sector, SectorState.SubmitPreCommitBatch.class);
    miner.heal();
    MinerChain chain = real.chain();
    chain.facts(new MinerChain.Question(Set.of(), DevMiner.PROOF, List.of(), Map.of()));
    miner.fail("*");
    ClusterFacts facts =
        new ClusterFacts(
            database,
            chain,
            new ChainFacts(miner.node(), DevMiner.MINER, DevMiner.RULES),
            new PathFiles(database.paths(), RealWorker.HOST),
            DevMiner.PROOF);
    assertThat(facts.outlook(sector, miner.now()))
        .hasValueSatisfying(outlook -> {
          assertThat(outlook.step()).isEqualTo(Outlook.Step.WAIT);
          assertThat(outlook.reason()).isEqualTo(Reason.CHAIN_UNKNOWN);
        });
  }

  @Test
  void aMessageOfWhichNothingIsLearnedCountsAsOneThatMayLand() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.PreCommitBatchWait.class);
    MinerChain.Question question =
        new MinerChain.Question(
            Set.of(sector.number()),
            DevMiner.PROOF,
            database.outbox(DevMiner.MINER).pending(),
            Map.of());
    MinerChain chain = real.chain();
    assertThat(chain.unasked(question, miner.now())).as("no head was seen").isEmpty();
    chain.facts(question);
    MinerFacts unasked = chain.unasked(question, miner.now()).orElseThrow();
    StoredSector stored = stored(sector);
    MinerFacts.Own own =
        new MinerFacts.Own(
            stored.changed(),
            stored.failures(),
            MinerFacts.sent(stored.state()),
            FileCondition.UNKNOWN);
    assertThat(unasked.of(sector.number(), own, miner.now()).underWay())
        .containsOnlyKeys(Request.Purpose.PRE_COMMIT);
  }

  /** What a day has made worthless is not worked on, and is not given up unseen either. */
  @Test
  void aTicketThatMayBeTooOldIsNotWorkedOn() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.PreCommit1.class);
    driver.step();
    workUntilPreCommit2(sector);
    miner.fail("*");
    ahead = DevMiner.RULES.duration(DevMiner.RULES.ticketLifetime().plus(new EpochSpan(100)));
    standsStill(sector, SectorState.PreCommit2.class);
    ahead = Duration.ZERO;
    assertThatThrownBy(driver::step).isInstanceOf(RpcException.class);
    assertThat(database.tasks().all())
        .singleElement()
        .satisfies(row -> assertThat(row.task().type()).isEqualTo(TaskType.PC2));
  }

  private void workUntilPreCommit2(SectorId sector) throws InterruptedException {
    Instant end = CLOCK.instant().plus(PATIENCE);
    while (!(stored(sector).state() instanceof SectorState.PreCommit2)
        || !database.tasks().all().isEmpty()) {
      assertThat(CLOCK.instant()).isBefore(end);
      dispatcher.step();
      Thread.sleep(5);
    }
  }

  @Test
  void aMinerThatCannotGiveTheNodeItsMessagesAgainDrivesItsSectorsAllTheSame() throws Exception {
    SectorId sector = pledge();
    until(sector, SectorState.PreCommit1.class);
    driver.step();
    workUntilPreCommit2(sector);
    miner.fail("*");
    MinerSender sender = real.sender();
    MinerRuntime.Parts parts =
        new MinerRuntime.Parts(
            driver,
            dispatcher,
            real.duty(sender, 3),
            List::of,
            () -> {},
            database.claim(DevMiner.MINER),
            () -> {});
    try (MinerRuntime runtime = new MinerRuntime(parts, Duration.ofMillis(10), CLOCK)) {
      Instant end = CLOCK.instant().plus(PATIENCE);
      while (!(stored(sector).state() instanceof SectorState.SubmitPreCommitBatch)) {
        assertThat(CLOCK.instant()).as(stored(sector).state().name()).isBefore(end);
        Thread.sleep(10);
      }
      assertThat(Optional.ofNullable(runtime.troubles().get("driver"))).isPresent();
    }
  }
}
