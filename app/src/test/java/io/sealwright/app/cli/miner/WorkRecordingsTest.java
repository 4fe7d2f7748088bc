package io.sealwright.app.cli.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.replay.Exchange;
import io.sealwright.app.replay.RecordedOutput;
import io.sealwright.app.replay.ReplayingPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code lotus-miner sealing …} printed in each recorded situation is in what ours prints of
 * the answers of the same situation.
 */
final class WorkRecordingsTest {
  private static final Pattern JOB =
      Pattern.compile(
          "(\\S+)\\s+(\\d+)\\s+(\\S{8})\\s+(\\S*)\\s+(PC1|PC2|C1|C2|GET|AP)\\s+(\\S+)\\s+\\S+\\s*");
  private static final Map<String, String> TASKS =
      Map.of(
          "AP", "seal/v0/addpiece",
          "GET", "seal/v0/fetch",
          "PC1", "seal/v0/precommit/1",
          "PC2", "seal/v0/precommit/2",
          "C1", "seal/v0/commit/1",
          "C2", "seal/v0/commit/2");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The situations in which jobs and workers were asked in the same moment as the command ran. */
  @ParameterizedTest
  @CsvSource({
    "lotus-miner.sealing-jobs.after-abort, after-abort",
    "lotus-miner.sealing-jobs.after-miner-restart, after-miner-restart",
    "lotus-miner.sealing-jobs.after-miner-restart-15s, after-miner-restart-15s",
    "lotus-miner.sealing-jobs.queued, queued-c2",
    "lotus-miner.sealing-jobs.worker-killed-2s, worker-killed-2s",
    "lotus-miner.sealing-jobs.worker-killed-14s, worker-killed-14s",
    "lotus-miner.sealing-jobs.worker-restarted-6s, worker-restarted-6s",
  })
  void jobsAreThoseThatLotusShows(String output, String situation) {
    try (ReplayingPeer miner =
        ReplayingPeer.miner().with("WorkerJobs." + situation, "WorkerStats." + situation).start()) {
      assertThat(table(miner)).isEqualTo(rows(RecordedOutput.of(output)));
    }
  }

  /**
   * Here the answers were taken moments later, when the jobs had gone on: the answer is made of the
   * rows, and must come out again as such.
   */
  @ParameterizedTest
  @CsvSource({
    "lotus-miner.sealing-jobs.addpiece.0, addpiece.0",
    "lotus-miner.sealing-jobs.before-kill, worker-killed-2s",
    "lotus-miner.sealing-jobs.c2, with-windowpost-worker",
    "lotus-miner.sealing-jobs.commit-1.-3, commit-1.-3",
    "lotus-miner.sealing-jobs.commit-1.0, commit-1.0",
    "lotus-miner.sealing-jobs.fetch.0+precommit-1.0+precommit-1.1+precommit-2.0, fetch.0",
    "lotus-miner.sealing-jobs.worker-restarted-21s, after-miner-restart",
  })
  void jobsOfOtherMomentsComeOutAsTheyWere(String output, String workers) {
    List<List<String>> rows = rows(RecordedOutput.of(output));
    assertThat(rows).isNotEmpty();
    JsonNode stats = Exchange.of("miner", "WorkerStats." + workers).result();
    try (ReplayingPeer miner =
        ReplayingPeer.miner()
            .answer("WorkerJobs", 0, jobs(rows, stats))
            .answer("WorkerStats", 0, stats)
            .start()) {
      assertThat(withoutHost(table(miner))).isEqualTo(withoutHost(rows));
    }
  }

  @Test
  void nothingToShowIsAHeader() {
    try (ReplayingPeer miner = idle()) {
      Ran ran = run(miner, "sealing", "jobs");
      assertThat(ran.code()).isZero();
      assertThat(ran.lines()).hasSize(1);
      assertThat(ran.out()).contains("Sector").contains("Task");
    }
  }

  @Test
  void aLostJobIsMarkedAndExplained() {
    try (ReplayingPeer miner =
        ReplayingPeer.miner()
            .with("WorkerJobs.after-miner-restart", "WorkerStats.after-miner-restart")
            .start()) {
      Ran ran = run(miner, "sealing", "jobs");
      assertThat(ran.lines().getLast()).contains("ret-wait").contains("lost: no worker runs it");
      assertThat(ran.err()).contains("2 lost:");
      JsonNode jobs = run(miner, "sealing", "jobs", "--output", "json").json().path("jobs");
      assertThat(jobs.get(0).path("remark").asString()).isEqualTo("lost");
    }
  }

  @Test
  void jobsOfASilentWorkerAreMarked() {
    try (ReplayingPeer miner =
        ReplayingPeer.miner()
            .with("WorkerJobs.worker-killed-14s", "WorkerStats.worker-killed-14s")
            .start()) {
      assertThat(run(miner, "sealing", "jobs").err())
          .contains(
              "3 on workers that do not answer, are paused or switched off, or being drained");
    }
  }

  /** The count the operators' manual gets from awk. */
  @Test
  void jobsAreCountedByHostAndTask() {
    try (ReplayingPeer miner =
        ReplayingPeer.miner().with("WorkerJobs.queued-c2", "WorkerStats.queued-c2").start()) {
      JsonNode groups =
          run(miner, "sealing", "jobs", "--by", "host,task", "--output", "json")
              .json()
              .path("groups");
      assertThat(groups).hasSize(1);
      assertThat(groups.get(0).toString())
          .isEqualTo(
              "{\"host\":\"seal-worker-1\",\"task\":\"C2\",\"jobs\":5,\"running\":2,"
                  + "\"prepared\":2,\"assigned\":1,\"lost\":0}");
      assertThat(run(miner, "sealing", "jobs", "--by", "host,task").lines().getLast())
          .matches("seal-worker-1 +C2 +5 +2 +2 +1 +0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lotus-miner.sealing-workers.after-miner-restart, after-miner-restart",
    "lotus-miner.sealing-workers.queued, queued-c2",
    "lotus-miner.sealing-workers.worker-disabled, worker-disabled",
    "lotus-miner.sealing-workers.worker-killed-14s, worker-killed-14s",
    "lotus-miner.sealing-workers.worker-restarted-21s, worker-restarted-21s",
    "lotus-miner.sealing-workers, with-windowpost-worker",
    "lotus-miner.sealing-workers-pc1-disabled, with-windowpost-worker",
  })
  void workersAreThoseThatLotusShows(String output, String situation) {
    compareWorkers(output, Exchange.of("miner", "WorkerStats." + situation).result());
  }

  /** Here no answers were taken while the tasks ran: the recorded workers are given them. */
  @ParameterizedTest
  @CsvSource({
    "lotus-miner.sealing-workers.c2, 2",
    "lotus-miner.sealing-workers.with-wdpost-worker, 1",
  })
  void workersAtWorkAreThoseThatLotusShows(String output, long tasks) {
    JsonNode stats = Exchange.of("miner", "WorkerStats.with-windowpost-worker").result();
    stats
        .values()
        .forEach(worker -> {
          if (worker.path("Info").path("Hostname").asString().equals("seal-worker-1")) {
            ((ObjectNode) worker.path("TaskCounts")).put("5:seal/v0/commit/2", tasks);
            ((ObjectNode) worker).put("CpuUse", tasks);
          }
        });
    compareWorkers(output, stats);
  }

  private static void compareWorkers(String output, JsonNode stats) {
    try (ReplayingPeer miner = ReplayingPeer.miner().answer("WorkerStats", 0, stats).start()) {
      Ran ran = run(miner, "sealing", "workers");
      assertThat(ran.code()).as(ran.err()).isZero();
      List<String> facts = workerFacts(RecordedOutput.of(output));
      List<String> lines = ran.lines().subList(1, ran.lines().size());
      assertThat(facts).isNotEmpty();
      assertThat(lines).hasSameSizeAs(facts);
      for (String fact : facts) {
        assertThat(lines)
            .as(fact)
            .filteredOn(line -> words(line).containsAll(words(fact)))
            .hasSize(1);
      }
    }
  }

  /** One text a worker of what Lotus says of it, as words of ours. */
  private static List<String> workerFacts(RecordedOutput output) {
    List<String> facts = new ArrayList<>();
    for (String line : output.lines()) {
      if (line.startsWith("Worker ")) {
        facts.add(
            line.replaceAll("Worker (\\S+), host (\\S+)( \\(disabled\\))?", "$1 $2")
                + (line.contains("(disabled)") ? " disabled" : " enabled"));
      } else {
        facts.set(facts.size() - 1, facts.getLast() + " " + fact(line.strip()));
      }
    }
    return facts;
  }

  private static String fact(String line) {
    if (line.startsWith("TASK:")) {
      return line.substring(5).strip().replace("UNK(", "prepared(");
    }
    return line.replaceAll("\\w+: +\\[.*] (\\d+% )?(\\S+)( \\S+)?( \\S+)?.*", "$2$3$4")
        .replaceAll("core.*", "")
        .strip();
  }

  private static List<String> words(String line) {
    return List.of(line.split("\\s+"));
  }

  @Test
  void workersAreGatheredByHost() {
    try (ReplayingPeer miner = ReplayingPeer.miner().with("WorkerStats.queued-c2").start()) {
      JsonNode hosts =
          run(miner, "sealing", "workers", "--by", "host", "--output", "json").json().path("hosts");
      assertThat(hosts).hasSize(2);
      assertThat(hosts.get(1).path("host").asString()).isEqualTo("seal-worker-1");
      assertThat(hosts.get(1).path("tasks").path("seal/v0/commit/2").asLong()).isEqualTo(2);
      assertThat(hosts.get(1).path("tasks").path("prepared").asLong()).isEqualTo(2);
    }
  }

  private static JsonNode jobs(List<List<String>> rows, JsonNode stats) {
    ObjectNode all = NODES.objectNode();
    for (List<String> row : rows) {
      String worker =
          stats.propertyNames().stream()
              .filter(id -> id.startsWith(row.get(2)))
              .findFirst()
              .orElse(row.get(2) + "-0000-0000-0000-000000000000");
      ObjectNode job = NODES.objectNode();
      job.set(
          "ID",
          NODES
              .objectNode()
              .put("ID", row.get(0) + "-0000-0000-0000-000000000000")
              .set("Sector", sector(row.get(1))));
      job.set("Sector", sector(row.get(1)));
      job.put("Task", TASKS.get(row.get(4)));
      job.put("RunWait", row.get(5).equals("prepared") ? 1 : 0);
      job.put("Start", "2026-11-23T06:26:22.279401554Z");
      all.withArrayProperty(worker).add(job);
    }
    return all;
  }

  private static ObjectNode sector(String number) {
    return NODES.objectNode().put("Miner", 1000).put("Number", Long.parseLong(number));
  }

  /** Call, sector, worker, host, task and state of each of our rows. */
  private static List<List<String>> table(ReplayingPeer miner) {
    Ran ran = run(miner, "sealing", "jobs");
    assertThat(ran.code()).as(ran.err()).isZero();
    List<List<String>> rows = new ArrayList<>();
    for (String line : ran.lines().subList(1, ran.lines().size())) {
      Matcher job =
          Pattern.compile("(\\S+)\\s+(\\d+)\\s+(\\S{8})\\s+(\\S*)\\s+(\\S+)\\s+(\\S+)\\s+\\d.*")
              .matcher(line);
      assertThat(job.matches()).as(line).isTrue();
      rows.add(parts(job));
    }
    return sorted(rows);
  }

  private static List<List<String>> rows(RecordedOutput output) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : output.lines().subList(1, output.lines().size())) {
      Matcher job = JOB.matcher(line);
      assertThat(job.matches()).as(line).isTrue();
      rows.add(parts(job));
    }
    return sorted(rows);
  }

  private static List<String> parts(Matcher job) {
    return List.of(
        job.group(1), job.group(2), job.group(3), job.group(4), job.group(5), job.group(6));
  }

  private static List<List<String>> sorted(List<List<String>> rows) {
    TreeSet<String> texts = new TreeSet<>();
    rows.forEach(row -> texts.add(String.join("\t", row)));
    return texts.stream().map(text -> List.of(text.split("\t", -1))).toList();
  }

  private static List<List<String>> withoutHost(List<List<String>> rows) {
    return rows.stream()
        .map(row -> List.of(row.get(0), row.get(1), row.get(2), row.get(4), row.get(5)))
        .toList();
  }

  private static ReplayingPeer idle() {
    return ReplayingPeer.miner().with("WorkerJobs.idle", "WorkerStats").start();
  }

  private static Ran run(ReplayingPeer miner, String... line) {
    List<String> all = new ArrayList<>(List.of(line));
    all.addAll(List.of("--miner-api", miner.apiInfo()));
    return Ran.line(all.toArray(String[]::new));
  }
}
