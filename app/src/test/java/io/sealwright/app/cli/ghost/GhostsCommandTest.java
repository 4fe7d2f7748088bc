package io.sealwright.app.cli.ghost;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.ServedCluster;
import io.sealwright.app.replay.Exchange;
import io.sealwright.app.replay.ReplayingPeer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Ghosts among the recorded jobs of a real lotus-miner. */
final class GhostsCommandTest {
  /** Of a session of a worker that was killed; the worker runs again under another id. */
  private static final String GHOST = "f6ae3f03-0296-421e-8de5-fb37700fad48";

  private final List<String> aborted = new ArrayList<>();

  private ReplayingPeer.Builder lotus(String jobs, String workers, String state) {
    return ReplayingPeer.miner()
        .with(jobs, workers)
        .answer("StartTime", 0, JsonNodeFactory.instance.stringNode("2022-01-10T12:00:00Z"))
        .answer("SectorsStatus", 2, params -> sector(params.getFirst().asLong(), state))
        .answer(
            "SealingAbort",
            1,
            params -> {
              aborted.add(params.getFirst().path("ID").asString());
              return JsonNodeFactory.instance.nullNode();
            });
  }

  private static JsonNode sector(long number, String state) {
    ObjectNode recorded =
        (ObjectNode) Exchange.of("miner", "SectorsStatus.state-" + state).response().path("result");
    return recorded.deepCopy().put("SectorID", number);
  }

  @Test
  void aJobOfADeadSessionIsShownAndEndedByItsWholeId() {
    try (ReplayingPeer lotus =
        lotus("WorkerJobs.worker-restarted-21s", "WorkerStats.worker-restarted-21s", "Committing")
            .start()) {
      Ran shown = ServedCluster.ran(lotus.apiInfo(), "sealing", "ghosts");
      assertThat(shown.code()).as(shown.err()).isZero();
      assertThat(shown.out()).contains(GHOST, "C2", "the miner has dropped its worker");
      assertThat(ServedCluster.ran(lotus.apiInfo(), "sealing", "ghosts", "--lang", "zh").out())
          .contains("miner 已丢弃其 worker");
      assertThat(aborted).isEmpty();
      Ran ended =
          ServedCluster.ran(
              lotus.apiInfo(), "sealing", "ghosts", "--apply", "--settle", "0", "--output", "json");
      assertThat(ended.json().path("jobs").get(0).path("ended").asBoolean()).isTrue();
      assertThat(aborted).containsExactly(GHOST);
    }
  }

  @Test
  void aJobThatIsNoGhostAtTheSecondLookIsLeftAlone() {
    try (ReplayingPeer lotus =
        lotus("WorkerJobs.worker-restarted-21s", "WorkerStats.worker-restarted-21s", "Committing")
            .with("WorkerJobs.idle")
            .start()) {
      Ran ended =
          ServedCluster.ran(lotus.apiInfo(), "sealing", "ghosts", "--apply", "--settle", "0");
      assertThat(ended.err()).contains("Ended: 0.").contains("left alone: 1");
      assertThat(aborted).isEmpty();
    }
  }

  @Test
  void nothingThatMayLiveIsEnded() {
    try (ReplayingPeer lotus =
        lotus("WorkerJobs.worker-killed-14s", "WorkerStats.worker-killed-14s", "Committing")
            .start()) {
      Ran ran =
          ServedCluster.ran(
              lotus.apiInfo(),
              "sealing",
              "ghosts",
              "--apply",
              "--settle",
              "0",
              "--all-jobs",
              "--output",
              "json");
      assertThat(ran.json().path("jobs"))
          .extracting(job -> job.path("sector").asLong() + " " + job.path("finding").asString())
          .containsExactlyInAnyOrder("5 worker_silent", "7 worker_silent", "4 not_begun");
      assertThat(aborted).isEmpty();
    }
  }

  @Test
  void jobsOfSectorsThatArePastThemAreGhostsThoughAWorkerHasThem() {
    try (ReplayingPeer lotus =
        lotus("WorkerJobs.commit-2.0", "WorkerStats.commit-2.0", "Proving").start()) {
      Ran ran = ServedCluster.ran(lotus.apiInfo(), "sealing", "ghosts", "--output", "json");
      assertThat(ran.json().path("jobs")).isNotEmpty();
      assertThat(ran.json().path("jobs"))
          .allSatisfy(job -> assertThat(job.path("finding").asString()).isEqualTo("sector_past"));
    }
    assertThat(aborted).isEmpty();
  }
}
