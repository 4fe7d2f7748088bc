package io.sealwright.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.schedule.Need.Threads;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class NeedTableTest {
  private static final Path RECORDED =
      Path.of("..", "vectors", "lotus-rpc", "miner", "Filecoin.WorkerStats.json");

  private static final Map<TaskType, String> NAMES =
      Map.of(
          TaskType.AP, "seal/v0/addpiece",
          TaskType.PC1, "seal/v0/precommit/1",
          TaskType.PC2, "seal/v0/precommit/2",
          TaskType.C1, "seal/v0/commit/1",
          TaskType.C2, "seal/v0/commit/2",
          TaskType.GET, "seal/v0/fetch",
          TaskType.WDP, "post/v0/windowproof");

  private static final long GIB = 1L << 30;

  /** A host of 100 threads: nearly all of them are 92. */
  private static final Host.Machine WITHOUT_GPU = new Host.Machine(1, 100, 0);

  private static final Host.Machine WITH_GPU = new Host.Machine(1, 100, 1);

  @Test
  void lotusTableIsWhatARealWorkerTells() throws IOException {
    JsonNode stats = JsonMapper.shared().readTree(Files.readString(RECORDED));
    JsonNode worker = stats.path("response").path("result").iterator().next();
    JsonNode tasks = worker.path("Info").path("Resources").path("Resources");
    NAMES.forEach((type, name) -> {
      for (long id = 5; id <= 9; id++) {
        JsonNode told = tasks.path(name).path(Long.toString(id));
        SectorSize size = SealProof.ofId(id).orElseThrow().size();
        Need need = NeedTable.LOTUS.of(type, size);
        assertThat(need.memory()).isEqualTo(told.path("MaxMemory").asLong());
        assertThat(need.shared()).isEqualTo(told.path("BaseMinMemory").asLong());
        assertThat(need.gpus()).isEqualTo(told.path("GPUUtilization").asInt());
        int threads = threads(told.path("MaxParallelism").asInt());
        int withGpu = told.path("MaxParallelismGPU").asInt();
        assertThat(need.threadsOn(WITHOUT_GPU)).isEqualTo(threads);
        assertThat(need.threadsOn(WITH_GPU)).isEqualTo(withGpu == 0 ? threads : withGpu);
      }
    });
  }

  private static int threads(int parallelism) {
    return parallelism == -1 ? 92 : parallelism;
  }

  @Test
  void everyTypeHasANeedAtEverySizeOfANetwork() {
    List<SectorSize> sizes = SealProof.registered().map(SealProof::size).distinct().toList();
    assertThat(sizes).hasSize(5);
    for (NeedTable table : List.of(NeedTable.LOTUS, NeedTable.OWN)) {
      for (TaskType type : TaskType.values()) {
        assertThat(sizes)
            .allSatisfy(size -> assertThat(table.of(type, size).memory()).isNotNegative());
      }
    }
  }

  @Test
  void aSealingHostOfTheRunbookHoldsItsSlots() {
    Host.Machine machine = new Host.Machine(1008 * GIB, 64, 0);
    int threads = 0;
    long memory = 0;
    for (TaskType type : List.of(TaskType.AP, TaskType.PC1, TaskType.PC2)) {
      Need need = NeedTable.OWN.of(type, SectorSize.GIB_32);
      threads += Slots.SEALING.of(type) * need.threadsOn(machine);
      memory += Slots.SEALING.of(type) * need.memory() + need.shared();
    }
    assertThat(threads).isEqualTo(14 + 1 + 32).isLessThanOrEqualTo(machine.threads());
    assertThat(memory)
        .isEqualTo((14 * 64 + 4 + 15 + 2) * GIB + (10 << 20))
        .isLessThanOrEqualTo(machine.memory());
  }

  @Test
  void fourProofsShareACommittingHost() {
    Need need = NeedTable.OWN.of(TaskType.C2, SectorSize.GIB_32);
    assertThat(4 * need.threadsOn(WITH_GPU)).isEqualTo(92);
    assertThat(need.gpusOn(WITH_GPU)).isZero();
    assertThat(Threads.share(23).of(2)).isEqualTo(1);
  }

  @Test
  void aSectorReservesWithItsFirstTaskWhatItsLaterOnesWrite() {
    long piece = DiskNeed.of(TaskType.AP, SectorSize.GIB_32).bytes();
    long phase1 = DiskNeed.of(TaskType.PC1, SectorSize.GIB_32).bytes();
    long phase2 = DiskNeed.of(TaskType.PC2, SectorSize.GIB_32).bytes();
    assertThat(piece - phase1).isEqualTo(32 * GIB);
    assertThat(phase1 - phase2).isEqualTo(11 * 32 * GIB);
    // The runbook's work space for one sector of 32 GiB; Lotus counts 14.1 + 1 sizes.
    assertThat(piece).isLessThanOrEqualTo(520 * GIB).isGreaterThan(16 * 31 * GIB);
  }
}
