package io.sealwright.engine.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.schedule.Lease;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.WaitingTask;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.lotus.cluster.SectorLocks;
import io.sealwright.lotus.json.StorageJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the locks that a real lotus-miner told while the same task ran. */
final class HeldFilesTest {
  @ParameterizedTest
  @CsvSource({"PC1, 2, precommit-1.0", "PC2, 8, precommit-2.0", "GET, 9, fetch.0"})
  void aTaskOnAWorkerHoldsWhatLotusLocksForIt(TaskType type, long sector, String recorded)
      throws Exception {
    assertThat(new HeldFiles(List.of(row(type, sector, true))).locks()).isEqualTo(of(recorded));
  }

  @Test
  void aProofAndATaskThatWaitsHoldNone() throws Exception {
    HeldFiles held = new HeldFiles(List.of(row(TaskType.C2, 3, true), row(TaskType.PC1, 4, false)));
    assertThat(held.locks()).isEqualTo(of("commit-2.0"));
    assertThat(held.locks().locks().orElseThrow()).isEmpty();
  }

  private static SectorLocks of(String recorded) throws Exception {
    return StorageJson.LOCKS.decode(
        Recorded.of("Filecoin.StorageGetLocks." + recorded).response().path("result"));
  }

  private static TaskTable.Row row(TaskType type, long sector, boolean isGiven) {
    FencingToken token = new FencingToken(1);
    Lease lease = new Lease(Cluster.WORKER, token, Cluster.NOW.plusSeconds(60));
    WaitingTask task =
        new WaitingTask(
            new TaskId(Cluster.RUNNING),
            type,
            Cluster.sector(sector),
            Specimens.PLEDGED.proof(),
            0,
            Cluster.NOW,
            Set.of(new StoragePath.Id(Specimens.HOST.path())),
            token,
            Cluster.NOW);
    return new TaskTable.Row(
        task, isGiven ? Optional.of(lease) : Optional.empty(), Optional.empty(), 0);
  }
}
