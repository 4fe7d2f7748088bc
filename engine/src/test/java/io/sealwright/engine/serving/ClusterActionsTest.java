package io.sealwright.engine.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.life.next.ChainStanding;
import io.sealwright.engine.sending.miner.SenderSettings;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.standing.MinerFacts;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acts on sectors with a chain in view. */
final class ClusterActionsTest {
  private static final Pledge PLEDGE =
      new Pledge(DevMiner.MINER, DevMiner.PROOF, new EpochSpan(1_555_200));

  private static final Epoch HEAD = new Epoch(5_000);

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
    return new ClusterActions(database, miner.node(), chain, PLEDGE, most, miner::now);
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

  @Test
  void theChainHasItsSayWhateverARecordSays() {
    Epoch epoch = new Epoch(100);
    assertThat(objection(new ChainStanding.Unknown())).contains("could not be asked");
    assertThat(objection(new ChainStanding.Absent())).isEmpty();
    assertThat(objection(new ChainStanding.NumberUsed())).isEmpty();
    assertThat(
            objection(
                new ChainStanding.PreCommitted(Specimens.COMM_R, epoch, epoch, Specimens.DEPOSIT)))
        .contains("deposit");
    assertThat(objection(new ChainStanding.Active(Specimens.COMM_R, epoch, HEAD)))
        .contains("terminated first");
    assertThat(objection(new ChainStanding.Faulty(Specimens.COMM_R, epoch, HEAD, false)))
        .contains("terminated first");
    Epoch barely = new Epoch(HEAD.height() - DevMiner.RULES.finality().epochs());
    assertThat(objection(new ChainStanding.Ended(barely, true))).contains("not final");
    assertThat(objection(new ChainStanding.Ended(new Epoch(barely.height() - 1), true))).isEmpty();
  }

  private static String objection(ChainStanding standing) {
    SectorNumber number = new SectorNumber(7);
    MinerFacts facts =
        new MinerFacts(
            DevMiner.RULES,
            HEAD,
            Map.of(number, standing),
            Map.of(),
            List.of(),
            List.of(),
            Map.of(),
            Optional.empty());
    return ClusterActions.objection(facts, number).orElse("");
  }

  @Test
  void aSectorThatTheChainDoesNotKnowIsRemovedAndNotTerminated() throws Exception {
    SectorId young = actions(9).pledge();
    assertThatThrownBy(() -> actions(9).terminate(young))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("does not have");
    miner.fail("State*");
    assertThatThrownBy(() -> actions(9).remove(young)).isInstanceOf(ActionRefused.class);
    miner.heal();
    assertThat(actions(9).objection(young, MinerActions.End.REMOVE)).isEmpty();
    assertThatThrownBy(() -> actions(9).reset(young, RestartPoint.COMMIT_2))
        .isInstanceOf(ActionRefused.class);
    actions(9).remove(young);
    assertThat(state(young)).isEqualTo("Removing");
  }
}
