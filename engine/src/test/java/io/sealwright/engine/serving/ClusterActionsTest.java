package io.sealwright.engine.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.clearing.ChainFacts;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.ClusterFacts;
import io.sealwright.engine.clearing.PathFiles;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.removal.Decision;
import io.sealwright.engine.removal.Intent;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.sending.miner.SenderSettings;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.engine.standing.Line;
import io.sealwright.engine.standing.MemoryOutbox;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.EpochSpan;
import java.nio.file.Path;
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
            new ChainFacts(miner.node(), DevMiner.MINER, DevMiner.RULES),
            new PathFiles(database.paths(), new Host.Name("here")),
            DevMiner.PROOF);
    MinerSender sender =
        new MinerSender(
            miner.node(),
            DevMiner.MINER,
            DevMiner.RULES,
            database.outbox(DevMiner.MINER),
            SenderSettings.DEFAULTS);
    return new ClusterActions(facts, sender, PLEDGE, most, miner::now);
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
    assertThatThrownBy(() -> actions(9).reset(young, RestartPoint.COMMIT_2))
        .isInstanceOf(ActionRefused.class);
    actions(9).carryOut(young, SectorClearing.CLEAN_UP, plan.basis());
    assertThat(state(young)).isEqualTo("Removing");
    assertThatThrownBy(() -> actions(9).carryOut(young, SectorClearing.CLEAN_UP, plan.basis()))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("record: was Packing, is Removing");
  }
}
