package io.sealwright.engine.cluster.ghost;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.cluster.ghost.Surgeon.Finding;
import io.sealwright.engine.cluster.work.Job;
import io.sealwright.engine.cluster.work.JobState;
import io.sealwright.engine.cluster.work.TaskType;
import io.sealwright.engine.cluster.work.Worker;
import io.sealwright.protocol.SectorNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which jobs nothing will come of. */
final class SurgeonTest {
  private static final Instant NOW = Instant.parse("2026-11-23T06:38:00Z");
  private static final UUID CALL = new UUID(1, 1);
  private static final UUID WORKER = new UUID(2, 2);
  private static final UUID NONE = new UUID(0, 0);

  private static Worker worker(boolean enabled) {
    return new Worker(
        WORKER,
        "p1-1",
        enabled,
        false,
        new Worker.Hardware(0, 0, 0, 0, 0, List.of()),
        new Worker.Use(0, 0, 0, 0),
        Optional.empty(),
        Map.of(),
        Map.of());
  }

  private static Job job(JobState state, UUID worker, String host) {
    return new Job(
        CALL,
        new SectorNumber(3),
        TaskType.ofShort("PC1").orElseThrow(),
        state,
        worker,
        Optional.of(host).filter(name -> !name.isEmpty()),
        Optional.empty());
  }

  private static Surgeon surgeon(Standing standing, boolean isOurs, Worker... workers) {
    return new Surgeon(
        workers.length == 0 ? Map.of() : Map.of(WORKER, workers[0]),
        Map.of(3L, standing),
        Optional.of(NOW.minus(Duration.ofHours(1))),
        isOurs,
        NOW);
  }

  private static Finding finding(Surgeon surgeon, Job job) {
    return surgeon.examine(List.of(job)).getFirst().finding();
  }

  private static Finding working(JobState state, UUID worker, String host, Worker... workers) {
    return finding(
        surgeon(new Standing.In("PreCommit1"), false, workers), job(state, worker, host));
  }

  @Test
  void whatAWorkerHasLives() {
    JobState running = new JobState.Running();
    assertThat(working(running, WORKER, "", worker(true))).isEqualTo(Finding.AT_WORK);
    assertThat(working(running, WORKER, "", worker(false))).isEqualTo(Finding.WORKER_SILENT);
    assertThat(working(running, WORKER, "")).isEqualTo(Finding.WORKER_GONE);
    assertThat(working(new JobState.Returned(), NONE, "p1-9")).isEqualTo(Finding.RETURNED);
    assertThat(Finding.WORKER_SILENT.isGhost()).isFalse();
  }

  @Test
  void aLostJobIsAGhostOnlyWhenItsHostIsGoneForGood() {
    JobState lost = new JobState.Lost();
    assertThat(working(lost, NONE, "p1-1", worker(true))).isEqualTo(Finding.HOST_MAY_WORK);
    assertThat(working(lost, NONE, "", worker(true))).isEqualTo(Finding.HOST_UNKNOWN);
    assertThat(working(lost, NONE, "p1-9", worker(true))).isEqualTo(Finding.HOST_GONE);
    Surgeon young =
        new Surgeon(
            Map.of(),
            Map.of(3L, new Standing.In("PreCommit1")),
            Optional.of(NOW.minus(Duration.ofMinutes(9))),
            false,
            NOW);
    assertThat(finding(young, job(lost, NONE, "p1-9"))).isEqualTo(Finding.MINER_STARTED);
  }

  @Test
  void ourOwnTasksComeBackByTheirLease() {
    Surgeon ours = surgeon(new Standing.In("PreCommit1"), true);
    assertThat(finding(ours, job(new JobState.Lost(), NONE, ""))).isEqualTo(Finding.LEASED);
    assertThat(Finding.LEASED.isGhost()).isFalse();
  }

  @Test
  void aJobWithoutASectorIsAGhostWhoeverHasIt() {
    Job job = job(new JobState.Running(), WORKER, "");
    assertThat(finding(surgeon(new Standing.Absent(), false, worker(true)), job))
        .isEqualTo(Finding.NO_SECTOR);
    assertThat(finding(surgeon(new Standing.In("Removed"), false, worker(true)), job))
        .isEqualTo(Finding.SECTOR_REMOVED);
  }

  @Test
  void whatHasNoIdCannotBeEndedAndWhatIsOverIsLeftOut() {
    Surgeon surgeon = surgeon(new Standing.Absent(), false);
    Job begun = job(new JobState.Assigned(1), WORKER, "");
    Job unnamed =
        new Job(
            NONE,
            begun.sector(),
            begun.task(),
            begun.state(),
            WORKER,
            Optional.empty(),
            Optional.empty());
    assertThat(finding(surgeon, unnamed)).isEqualTo(Finding.NOT_BEGUN);
    assertThat(surgeon.examine(List.of(job(new JobState.Done(), NONE, "")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PC1, PreCommit1, false",
    "PC1, PreCommit2, true",
    "PC1, Proving, true",
    "PC1, SealPreCommit1Failed, false",
    "PC2, PreCommit2, false",
    "PC2, SubmitPreCommitBatch, true",
    "C2, Committing, false",
    "C2, CommitFinalize, false",
    "C2, CommitWait, true",
    "FIN, CommitAggregateWait, false",
    "FIN, Proving, true",
    "GET, Proving, false",
    "AP, Proving, false",
    "RU, Proving, false"
  })
  void aSectorIsPastATaskOnlyOnItsWay(String task, String state, boolean past) {
    assertThat(Progress.isPast(TaskType.ofShort(task).orElseThrow(), state)).isEqualTo(past);
  }
}
