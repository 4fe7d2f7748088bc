package io.sealwright.engine.cluster.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.cluster.work.Explanation.Verdict;
import io.sealwright.engine.cluster.work.Queue.Request;
import io.sealwright.engine.cluster.work.Worker.Hardware;
import io.sealwright.engine.cluster.work.Worker.Slot;
import io.sealwright.engine.cluster.work.Worker.Use;
import io.sealwright.protocol.SectorNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each reason a worker can have, with the figures of 32 GiB sectors from the scheduler's table. */
final class SchedulingTest {
  private static final long GIB = 1L << 30;
  private static final TaskType PC1 = new TaskType("seal/v0/precommit/1");
  private static final TaskType C2 = new TaskType("seal/v0/commit/2");
  private static final long PROOF = 8;
  private static final UUID ID = new UUID(7, 7);
  private static final SectorNumber SECTOR = new SectorNumber(102);

  private static final Need PC1_NEED = new Need(56 * GIB, 64 * GIB, 10 << 20, 0, 1, 0, 0);
  private static final Need C2_NEED = new Need(30 * GIB, 150 * GIB, 32 * GIB, 1, -1, 6, 0);
  private static final Hardware BIG =
      new Hardware(1008 * GIB, 10 * GIB, 0, 0, 128, List.of("RTX 3090"));
  private static final Use IDLE = new Use(0, 0, 0, 0);

  @Test
  void withoutAWorkerNothingRuns() {
    assertThat(explain(PC1, List.of(), 2).verdict()).isEqualTo(Verdict.NO_WORKER);
  }

  @Test
  void anIdleWorkerWithOpenWindowsLeavesTheReasonUnknown() {
    Explanation explanation = explain(PC1, List.of(worker(BIG, IDLE, Map.of())), 2);
    assertThat(explanation.workers().getFirst().obstacles()).isEmpty();
    assertThat(explanation.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aWorkerThatHasNotAskedForMoreIsNotGivenMore() {
    Explanation explanation = explain(PC1, List.of(worker(BIG, IDLE, Map.of())), 0);
    assertThat(explanation.workers().getFirst().obstacles())
        .containsExactly(new Obstacle.NoOpenWindow());
    assertThat(explanation.verdict()).isEqualTo(Verdict.NO_ROOM);
  }

  /** 14 tasks of 64 GiB fill 1008 GiB but for 112, of which the machine itself has some. */
  @Test
  void memoryThatIsCountedForTasksIsNotFree() {
    Use full = new Use(17 * 56 * GIB, 15 * 64 * GIB, 0, 15);
    Explanation explanation = explain(PC1, List.of(worker(BIG, full, Map.of())), 2);
    assertThat(explanation.workers().getFirst().obstacles())
        .containsExactly(
            new Obstacle.Memory(56 * GIB + (10 << 20), 1008 * GIB - 17 * 56 * GIB),
            new Obstacle.MemoryWithSwap(64 * GIB + (10 << 20), 1008 * GIB - 15 * 64 * GIB));
  }

  /** What other programs use counts where swap is included. */
  @Test
  void memoryOfOtherProgramsCountsToo() {
    Hardware crowded = new Hardware(1008 * GIB, 1000 * GIB, 0, 0, 128, List.of());
    assertThat(obstacles(PC1, worker(crowded, IDLE, Map.of())))
        .containsExactly(new Obstacle.MemoryWithSwap(64 * GIB + (10 << 20), 8 * GIB));
  }

  @Test
  void threadsAndCardsRunOut() {
    Use busy = new Use(0, 0, 1, 124);
    assertThat(obstacles(C2, worker(BIG, busy, Map.of())))
        .containsExactly(new Obstacle.Cpus(6, 4), new Obstacle.Gpus(1, 0));
  }

  /** Without a card C2 takes 92 % of the threads. */
  @Test
  void withoutACardATaskTakesNearlyAllThreads() {
    Hardware plain = new Hardware(1008 * GIB, 0, 0, 0, 128, List.of());
    Use some = new Use(0, 0, 0, 20);
    assertThat(obstacles(C2, worker(plain, some, Map.of())))
        .containsExactly(new Obstacle.Cpus(117, 108));
  }

  @Test
  void aLimitOnTasksOfAKindIsReached() {
    Need limited = new Need(56 * GIB, 64 * GIB, 0, 0, 1, 0, 4);
    Worker worker =
        worker(BIG, IDLE, Map.of(new Slot(PROOF, PC1), 4L), Map.of(new Slot(PROOF, PC1), limited));
    assertThat(obstacles(PC1, worker)).containsExactly(new Obstacle.Full(4, 4));
    assertThat(worker.limit(PC1)).isEqualTo(4);
  }

  @Test
  void aWorkerThatIgnoresResourcesIsNotShortOfThem() {
    Worker worker =
        new Worker(
            ID,
            "p1",
            true,
            true,
            BIG,
            new Use(2000 * GIB, 2000 * GIB, 9, 500),
            Optional.of(Set.of(PC1)),
            Map.of(),
            needs());
    assertThat(obstacles(PC1, worker)).isEmpty();
  }

  @Test
  void silentAndUnfitWorkersAreToldApart() {
    Worker silent =
        new Worker(ID, "p1", false, false, BIG, IDLE, Optional.of(Set.of(PC1)), Map.of(), needs());
    Worker other =
        new Worker(
            new UUID(1, 1),
            "c2",
            true,
            false,
            BIG,
            IDLE,
            Optional.of(Set.of(C2)),
            Map.of(),
            needs());
    Explanation explanation = explain(PC1, List.of(silent, other), 2);
    assertThat(explanation.verdict()).isEqualTo(Verdict.ALL_DISABLED);
    assertThat(explanation.workers().getFirst().obstacles())
        .containsExactly(new Obstacle.OtherTasks());
    assertThat(explanation.workers().getLast().obstacles())
        .containsExactly(new Obstacle.Disabled());
    assertThat(explain(PC1, List.of(other), 2).verdict()).isEqualTo(Verdict.NOBODY_DOES_IT);
  }

  /** Servers of 2022 do not tell which tasks a worker takes. */
  @Test
  void whatIsNotToldIsSaidToBeUnknown() {
    Worker old = new Worker(ID, "p1", true, false, BIG, IDLE, Optional.empty(), Map.of(), Map.of());
    Explanation explanation = explain(PC1, List.of(old), 2);
    assertThat(explanation.workers().getFirst().obstacles())
        .containsExactly(new Obstacle.TasksUnknown(), new Obstacle.NeedUnknown());
    assertThat(explanation.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  private static List<Obstacle> obstacles(TaskType task, Worker worker) {
    return explain(task, List.of(worker), 2).workers().getFirst().obstacles();
  }

  private static Explanation explain(TaskType task, List<Worker> workers, int windows) {
    Queue queue =
        new Queue(
            List.of(new Request(SECTOR, task, 0, Optional.empty())),
            windows == 0 ? Map.of() : Map.of(ID, windows),
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    return Scheduling.explain(queue, workers, Map.of(SECTOR, PROOF)).getFirst();
  }

  private static Worker worker(Hardware has, Use use, Map<Slot, Long> counts) {
    return worker(has, use, counts, needs());
  }

  private static Worker worker(
      Hardware has, Use use, Map<Slot, Long> counts, Map<Slot, Need> needs) {
    return new Worker(ID, "p1", true, false, has, use, Optional.of(Set.of(PC1, C2)), counts, needs);
  }

  private static Map<Slot, Need> needs() {
    return Map.of(new Slot(PROOF, PC1), PC1_NEED, new Slot(PROOF, C2), C2_NEED);
  }
}
