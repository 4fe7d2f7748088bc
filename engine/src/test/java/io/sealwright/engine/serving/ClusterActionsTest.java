package io.sealwright.engine.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.clearing.Basis;
import io.sealwright.engine.clearing.ChainFacts;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.ClusterFacts;
import io.sealwright.engine.clearing.Fact;
import io.sealwright.engine.clearing.PathFiles;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.removal.Decision;
import io.sealwright.engine.removal.Intent;
import io.sealwright.engine.removal.Reason;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.sending.miner.Haste;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.sending.miner.SenderSettings;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.engine.standing.Line;
import io.sealwright.engine.standing.MemoryOutbox;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.PathTable.Mount;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.engine.work.RealWorker;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import io.sealwright.protocol.network.TerminationFeeRule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acts on sectors with a chain in view. */
final class ClusterActionsTest {
  private static final Pledge PLEDGE =
      new Pledge(DevMiner.MINER, DevMiner.PROOF, new EpochSpan(1_555_200));

  /** The chain is further: there was an upgrade while the miner ran. */
  private static final NetworkRules STARTED_AT = DevMiner.RULES.at(new NetworkVersion(24));

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Host.Name HERE = new Host.Name("here");
  private static final Host.Name FAR = new Host.Name("far");

  private final Haste haste = new Haste();

  @TempDir private Path folder;
  private DevMiner miner;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    miner = DevMiner.in(folder);
    miner.advance(3);
    database = Database.open(DatabaseAddress.memory("actions" + UUID.randomUUID()));
  }

  @AfterEach
  void close() throws Exception {
    database.close();
    miner.close();
  }

  private ClusterActions actions(int most) {
    MinerChain chain =
        new MinerChain(miner.node(), DevMiner.MINER, DevMiner.RULES, SenderSettings.DEFAULTS);
    ClusterFacts facts =
        new ClusterFacts(
            database,
            chain,
            new ChainFacts(miner.node(), DevMiner.MINER, STARTED_AT),
            new PathFiles(database.paths(), HERE),
            DevMiner.PROOF);
    MinerSender sender =
        new MinerSender(
            miner.node(),
            DevMiner.MINER,
            DevMiner.RULES,
            database.outbox(DevMiner.MINER),
            SenderSettings.DEFAULTS);
    return new ClusterActions(facts, sender, PLEDGE, most, haste, miner::now);
  }

  private String state(SectorId sector) {
    return database.sectors().find(sector).orElseThrow().state().name();
  }

  @Test
  void aNumberIsTakenThatTheChainHasNotSeenAndNoMoreThanMayBe() throws Exception {
    SectorId first = actions(1).pledge();
    assertThat(state(first)).isEqualTo("Packing");
    assertThatThrownBy(() -> actions(1).pledge())
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("1 sectors are in the making");
    miner.fail("StateMinerAllocated");
    assertThatThrownBy(() -> actions(9).pledge())
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("the chain could not be asked");
  }

  /** A deposit is burnt for a sector that nobody proves, as a fee is for one that is live. */
  @Test
  void sectorsOfTheChainWithoutARecordAreFoundWhetherProvenOrOnlyPromised() throws Exception {
    assertThat(actions(9).removedTooEarly()).isEmpty();
    Line line = new Line(miner, new MemoryOutbox(), SenderSettings.DEFAULTS, 7, 300);
    line.until(300, SectorState.WaitSeed.class, 60);
    assertThat(actions(9).removedTooEarly())
        .containsExactly(new SectorNumber(7), new SectorNumber(300));
    ClearingPlan promised =
        actions(9).plan(new SectorId(DevMiner.MINER, new SectorNumber(300)), SectorClearing.END);
    assertThat(promised.rescue())
        .extracting(ClearingPlan.Line::action)
        .startsWith("attach", "restore_record");
    line.until(7, SectorState.Proving.class, 60);
    line.until(300, SectorState.Proving.class, 60);
    assertThat(actions(9).removedTooEarly())
        .containsExactly(new SectorNumber(7), new SectorNumber(300));
    miner.fail("ChainReadObj");
    assertThatThrownBy(() -> actions(9).removedTooEarly())
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("the chain could not be asked");
  }

  /** A live sector of the chain, with a record that has its files on {@link Specimens#STORE}. */
  private SectorId live() throws Exception {
    Line line = new Line(miner, new MemoryOutbox(), SenderSettings.DEFAULTS, 7);
    line.until(7, SectorState.Proving.class, 60);
    SectorId sector = database.sectors().pledge(PLEDGE, new SectorNumber(7), NOW);
    Specimens.events().subList(0, 13).forEach(event -> happen(sector, event));
    return sector;
  }

  private void happen(SectorId sector, SectorEvent event) {
    assertThat(database.sectors().append(sector, event, NOW)).isInstanceOf(Outcome.Changed.class);
  }

  @Test
  void aPlanReckonsTheFeeByTheVersionThatTheNetworkHasNow() throws Exception {
    SectorId sector = live();
    start(HERE);
    see(path("other", StoragePath.Role.STORE));
    Wish lost = new Wish(Intent.END, TokenAmount.ZERO, Set.of(Specimens.STORE.path()));
    ClearingPlan plan = actions(9).plan(sector, lost);
    ClearingPlan.Cost bill = plan.bill().orElseThrow();
    assertThat(bill.networkVersion()).isEqualTo(28);
    assertThat(bill.rule()).isEqualTo(TerminationFeeRule.BY_PLEDGE);
    Map<String, List<Fact>> before = new HashMap<>(plan.basis().facts());
    before.put("network", List.of(new Fact(Fact.Kind.NETWORK, List.of("27"))));
    assertThatThrownBy(() -> actions(9).carryOut(sector, lost, new Basis(before)))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("the facts have changed since the plan: network: was 27, is 28");
    miner.fail("StateNetworkVersion");
    assertThatThrownBy(() -> actions(9).plan(sector, lost))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("the chain could not be asked");
  }

  private Reason end(SectorId sector, String... gone) throws Exception {
    Wish wish = new Wish(Intent.END, TokenAmount.ZERO, Set.of(gone));
    return actions(9).plan(sector, wish).reason();
  }

  private Worker.Id start(Host.Name host) {
    Worker worker = new Worker(new Worker.Id(UUID.randomUUID()), host, new Slots(Map.of()), NOW);
    database.hosts().register(worker, new Host.Machine(1L << 36, 8, 0));
    return worker.id();
  }

  private void see(Mount... paths) {
    database.paths().look(HERE, List.of(paths), NOW);
  }

  private Mount path(String id, StoragePath.Role role) throws IOException {
    return RealWorker.path(folder.resolve(id), new StoragePath.Id(id), role);
  }

  /** Its files may lie in the trash of the path that it was on. */
  @Test
  void theTrashOfARemovedSectorIsLookedForWhereItsFilesWere() throws Exception {
    SectorId sector = live();
    start(HERE);
    happen(sector, new SectorEvent.Ended(Specimens.EXPIRES, false));
    happen(sector, new SectorEvent.Remove(io.sealwright.engine.life.Reason.OPERATOR));
    happen(sector, new SectorEvent.Removed());
    see(path("other", StoragePath.Role.STORE));
    String was = Specimens.STORE.path();
    assertThat(end(sector)).as("detached").isEqualTo(Reason.PATHS_UNREACHABLE);
    assertThat(end(sector, was)).isEqualTo(Reason.WANTED);
    see(new Mount(new StoragePath.Id(was), "/nowhere", Set.of(), 10, 0, 0, 0, 0, "silent"));
    assertThat(end(sector)).as("silent, and no store").isEqualTo(Reason.PATHS_UNREACHABLE);
    assertThat(actions(9).plan(sector, SectorClearing.END).folders())
        .containsExactly(new ClearingPlan.Folder(was, "here", "/nowhere"));
    see(path(was, StoragePath.Role.STORE));
    assertThat(end(sector)).as("seen").isEqualTo(Reason.WANTED);
  }

  /** A record of an older dump may name the path that the files were on before. */
  @Test
  void aHostWithoutAWorkerMayHaveWhatWasNotFoundUntilItIsSaidToBeGone() throws Exception {
    SectorId sector = live();
    start(HERE);
    see(path(Specimens.STORE.path(), StoragePath.Role.STORE));
    assertThat(end(sector)).isEqualTo(Reason.WANTED);
    Worker.Id worker = start(FAR);
    assertThat(end(sector)).isEqualTo(Reason.WANTED);
    database.hosts().leave(worker);
    ClearingPlan open = actions(9).plan(sector, SectorClearing.END);
    assertThat(open.reason()).isEqualTo(Reason.PLACE_UNRECORDED);
    assertThat(open.rescue()).extracting(ClearingPlan.Line::about).containsExactly(List.of("far"));
    assertThat(end(sector, "far")).isEqualTo(Reason.WANTED);
    assertThat(end(sector, Wish.ELSEWHERE)).isEqualTo(Reason.WANTED);
    database.hosts().drain(FAR, true);
    assertThat(end(sector)).as("drained").isEqualTo(Reason.WANTED);
  }

  @Test
  void whatWaitsForItsMessageIsSentWithoutWaitingForMore() throws Exception {
    assertThat(actions(9).flush(Request.Purpose.PRE_COMMIT)).isEmpty();
    Instant later = miner.now().plusSeconds(1);
    assertThat(haste.isWanted(Request.Purpose.PRE_COMMIT, miner.now())).isTrue();
    assertThat(haste.isWanted(Request.Purpose.PRE_COMMIT, later)).as("not yet needed").isFalse();
    assertThat(haste.isWanted(Request.Purpose.PROVE_COMMIT, miner.now())).isFalse();
    SectorId sector = database.sectors().pledge(PLEDGE, new SectorNumber(7), NOW);
    Specimens.events()
        .subList(0, 4)
        .forEach(event -> database.sectors().append(sector, event, NOW));
    assertThat(state(sector)).isEqualTo("SubmitPreCommitBatch");
    assertThat(actions(9).flush(Request.Purpose.PRE_COMMIT)).containsExactly(sector.number());
    assertThat(actions(9).flush(Request.Purpose.PROVE_COMMIT)).isEmpty();
  }

  @Test
  void aProofThatAReorganisationUndidWaitsForItsMessageAsTheFirstDid() throws Exception {
    SectorId sector = live();
    happen(
        sector,
        new SectorEvent.Retry(RestartPoint.COMMIT, io.sealwright.engine.life.Reason.MESSAGE_LOST));
    assertThat(actions(9).flush(Request.Purpose.PROVE_COMMIT)).containsExactly(sector.number());
    happen(sector, new SectorEvent.CommitSent(Specimens.sent(9)));
    assertThat(actions(9).flush(Request.Purpose.PROVE_COMMIT)).isEmpty();
  }

  @Test
  void aSectorThatTheChainDoesNotKnowIsRemovedAndNotTerminated() throws Exception {
    SectorId young = actions(9).pledge();
    assertThatThrownBy(() -> actions(9).terminate(young))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("nothing promised");
    miner.fail("State*");
    assertThatThrownBy(() -> actions(9).remove(young)).isInstanceOf(ActionRefused.class);
    miner.heal();
    ClearingPlan plan = actions(9).plan(young, SectorClearing.CLEAN_UP);
    assertThat(plan.decision()).isEqualTo(Decision.REMOVE);
    assertThat(plan.steps().getFirst().permit()).isPresent();
    Wish wrong = new Wish(Intent.CLEAN_UP, TokenAmount.ZERO, Set.of("nosuch"));
    assertThatThrownBy(() -> actions(9).plan(young, wrong))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("no path is known as nosuch; known are none");
    assertThat(actions(9).resetObjection(young, RestartPoint.COMMIT_2))
        .hasValueSatisfying(why -> assertThat(why).contains("in Packing and has not failed"));
    assertThatThrownBy(() -> actions(9).reset(young, RestartPoint.COMMIT_2))
        .isInstanceOf(ActionRefused.class);
    actions(9).carryOut(young, SectorClearing.CLEAN_UP, plan.basis());
    assertThat(state(young)).isEqualTo("Removing");
    assertThatThrownBy(() -> actions(9).carryOut(young, SectorClearing.CLEAN_UP, plan.basis()))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("record: was Packing, is Removing");
  }
}
