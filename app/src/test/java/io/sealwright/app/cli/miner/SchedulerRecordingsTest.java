package io.sealwright.app.cli.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.replay.Exchange;
import io.sealwright.app.replay.RecordedOutput;
import io.sealwright.app.replay.ReplayingPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What {@code lotus-miner sealing sched-diag} printed in each situation, and why work waits. */
final class SchedulerRecordingsTest {

  @ParameterizedTest
  @CsvSource({
    "lotus-miner.sealing-sched-diag, with-windowpost-worker, idle",
    "lotus-miner.sealing-sched-diag.after-abort, after-abort, after-abort",
    "lotus-miner.sealing-sched-diag.after-miner-restart, after-miner-restart, after-miner-restart",
    "lotus-miner.sealing-sched-diag.c2, with-windowpost-worker, idle",
    "lotus-miner.sealing-sched-diag.pc1-disabled, with-windowpost-worker, idle",
    "lotus-miner.sealing-sched-diag.queued, queued-c2, queued-c2",
    "lotus-miner.sealing-sched-diag.request-removed, with-windowpost-worker, idle",
    "lotus-miner.sealing-sched-diag.worker-killed-14s, worker-killed-14s, worker-killed-14s",
  })
  void everyFactOfTheSchedulerIsThere(String output, String workers, String jobs) {
    JsonNode recorded = RecordedOutput.of(output).documents().getFirst();
    try (ReplayingPeer miner = miner(recorded, workers, jobs)) {
      JsonNode ours = run(miner, "--output", "json").json();
      JsonNode queue = recorded.path("SchedInfo");
      assertThat(ours.path("requests")).hasSameSizeAs(items(queue.path("Requests")));
      for (int i = 0; i < ours.path("requests").size(); i++) {
        JsonNode request = ours.path("requests").get(i);
        JsonNode theirs = queue.path("Requests").get(i);
        assertThat(request.path("sector").asLong())
            .isEqualTo(theirs.path("Sector").path("Number").asLong());
        assertThat(request.path("task").asString()).isEqualTo(theirs.path("TaskType").asString());
        assertThat(request.path("id").asString()).isEqualTo(theirs.path("SchedId").asString());
      }
      for (JsonNode window : items(queue.path("OpenWindows"))) {
        long count = items(queue.path("OpenWindows")).stream().filter(window::equals).count();
        assertThat(ours.path("open_windows").path(window.asString()).asLong()).isEqualTo(count);
      }
      assertThat(ours.path("calls"))
          .extracting(call -> call.path("call").asString())
          .containsExactlyInAnyOrderElementsOf(recorded.path("CallToWork").propertyNames());
      assertThat(items(ours.path("waiting"))).isEqualTo(items(recorded.path("Waiting")));
      assertThat(items(ours.path("early"))).isEqualTo(items(recorded.path("EarlyRet")));
      assertThat(items(ours.path("returned"))).isEqualTo(items(recorded.path("ReturnedWork")));
    }
  }

  /** The miner was restarted and only its own worker has come back, which does these tasks. */
  @Test
  void aTaskThatAWorkerCouldTakeHasAnUnknownReason() {
    try (ReplayingPeer miner =
        miner(
            Exchange.of("miner", "SealingSchedDiag.after-miner-restart").result(),
            "after-miner-restart",
            "after-miner-restart")) {
      Ran ran = run(miner);
      assertThat(ran.out())
          .contains("unknown: a worker could take it")
          .contains("where files lie and whether a path has space is unknown");
      assertThat(ran.out()).contains("lost: no worker runs it");
    }
  }

  /** PC1 was switched off on the only worker that does it. */
  @Test
  void aTaskNobodyTakesSaysSo() {
    try (ReplayingPeer miner =
        miner(
            Exchange.of("miner", "SealingSchedDiag.request-queued").result(),
            "pc1-disabled",
            "idle")) {
      Ran ran = run(miner);
      assertThat(ran.out())
          .contains("Tasks that wait for a worker: 1")
          .contains("no worker takes such tasks")
          .contains("seal-worker-1 35d47080: takes other tasks only")
          .contains("miner-host fd898f68: takes other tasks only");
    }
  }

  private static ReplayingPeer miner(JsonNode scheduler, String workers, String jobs) {
    JsonNode sector = Exchange.of("miner", "SectorsStatus.state-PreCommit1").result();
    return ReplayingPeer.miner()
        .answer("SealingSchedDiag", 1, scheduler)
        .answer("SectorsStatus", 2, params -> sector)
        .with("WorkerStats." + workers, "WorkerJobs." + jobs)
        .start();
  }

  private static List<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.values().spliterator(), false).toList();
  }

  private static Ran run(ReplayingPeer miner, String... more) {
    List<String> line = new ArrayList<>(List.of("sealing", "sched-diag"));
    line.addAll(List.of(more));
    line.addAll(List.of("--miner-api", miner.apiInfo()));
    Ran ran = Ran.line(line.toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran;
  }
}
