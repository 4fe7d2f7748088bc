package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.cluster.WaitReport;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.engine.cluster.work.Explanation;
import io.sealwright.engine.cluster.work.Job;
import io.sealwright.engine.cluster.work.JobState;
import io.sealwright.engine.cluster.work.Obstacle;
import io.sealwright.engine.cluster.work.Queue;
import io.sealwright.engine.cluster.work.Queue.Request;
import io.sealwright.engine.cluster.work.TaskType;
import io.sealwright.engine.cluster.work.Worker;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What is said of a scheduler: the queue with its reasons, open windows, and calls under way.
 *
 * @param explanations of a lotus-miner's requests, guessed from what its API shows
 * @param own the planner's own reasons instead, of a miner of ours
 */
record SchedulerReport(
    Reports reports,
    Queue queue,
    Collection<Worker> workers,
    List<Explanation> explanations,
    Optional<WaitReport> own,
    List<Job> jobs) {
  private static final int SHORT_ID = 8;

  /** A call whose result is awaited, and the job that is to give it. */
  private record Call(String id, String work, Optional<Job> job) {
    String task() {
      return new TaskType(work.split("\\(", 2)[0]).shortName();
    }

    /** The second part of {@code MINER-SECTOR-UUID}. */
    String sector() {
      String[] parts = id.split("-", 3);
      return parts.length == 3 ? parts[1] : "";
    }

    boolean isLost() {
      return job.isEmpty() || job.get().state() instanceof JobState.Lost;
    }
  }

  void write(JsonGenerator json) {
    json.writeName("requests");
    if (own.isPresent()) {
      own.get().write(json);
    } else {
      Listing.of(requestColumns(), explanations).write(json);
    }
    json.writeName("open_windows");
    Reports.write(json, new TreeMap<>(queue.windows()));
    json.writeName("calls");
    Listing.of(callColumns(), calls()).write(json);
    json.writeName("waiting");
    Reports.write(json, queue.waiting());
    json.writeName("returned");
    Reports.write(json, queue.returned());
    json.writeName("early");
    Reports.write(json, queue.early());
  }

  void print() {
    own.ifPresentOrElse(WaitReport::print, this::printRequests);
    reports.line("sched.windows", windows());
    List<Call> calls = calls();
    reports.line("sched.calls", calls.size());
    if (!calls.isEmpty()) {
      Listing.of(callColumns(), calls).print(reports.words(), reports.out());
    }
    if (!queue.waiting().isEmpty()) {
      reports.line("sched.waiting", queue.waiting().size());
    }
    if (!queue.returned().isEmpty()) {
      reports.line("sched.returned", queue.returned().size());
    }
    if (!queue.early().isEmpty()) {
      reports.line("sched.early", queue.early().size(), String.join(", ", queue.early()));
    }
  }

  private void printRequests() {
    reports.line("sched.requests", explanations.size());
    explanations.forEach(this::print);
  }

  private void print(Explanation explanation) {
    Request request = explanation.request();
    reports.line(
        "sched.request",
        request.task().shortName(),
        request.sector(),
        request.priority(),
        request.id().map(id -> id.toString()).orElse("-"),
        reports.word("sched.verdict", explanation.verdict()));
    for (Explanation.At at : explanation.workers()) {
      String reasons = at.obstacles().stream().map(this::words).collect(Collectors.joining("; "));
      reports.line(
          "sched.at",
          name(at.worker()),
          reasons.isEmpty() ? reports.text("sched.could_take") : reasons);
    }
  }

  private String windows() {
    Map<String, Integer> named = new TreeMap<>();
    Map<String, String> hosts =
        workers.stream().collect(Collectors.toMap(w -> w.id().toString(), this::name));
    queue
        .windows()
        .forEach((id, count) -> named.put(hosts.getOrDefault(id.toString(), id.toString()), count));
    return named.isEmpty()
        ? reports.text("sched.no_windows")
        : named.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining(", "));
  }

  private String name(Worker worker) {
    return worker.hostname() + " " + worker.id().toString().substring(0, SHORT_ID);
  }

  private String words(Obstacle obstacle) {
    return switch (obstacle) {
      case Obstacle.Disabled _ -> reports.text("obstacle.disabled");
      case Obstacle.OtherTasks _ -> reports.text("obstacle.other_tasks");
      case Obstacle.Full(long running, long most) -> reports.text("obstacle.full", running, most);
      case Obstacle.Memory(long needed, long free) ->
          reports.text("obstacle.memory", Measures.size(needed), Measures.size(free));
      case Obstacle.MemoryWithSwap(long needed, long free) ->
          reports.text("obstacle.memory_with_swap", Measures.size(needed), Measures.size(free));
      case Obstacle.Cpus(long needed, long free) -> reports.text("obstacle.cpus", needed, free);
      case Obstacle.Gpus(double needed, double free) ->
          reports.text("obstacle.gpus", "%.2f".formatted(needed), "%.2f".formatted(free));
      case Obstacle.NoOpenWindow _ -> reports.text("obstacle.no_open_window");
      case Obstacle.TasksUnknown _ -> reports.text("obstacle.tasks_unknown");
      case Obstacle.NeedUnknown _ -> reports.text("obstacle.need_unknown");
    };
  }

  private List<Column<Explanation>> requestColumns() {
    return List.of(
        Column.of("sector", explanation -> explanation.request().sector().number()),
        Column.of("task", explanation -> explanation.request().task().name()),
        Column.of("priority", explanation -> explanation.request().priority()),
        Column.of("id", explanation -> explanation.request().id().orElse(null)),
        Column.of("verdict", Explanation::verdict),
        Column.of("workers", explanation -> explanation.workers().stream().map(this::at).toList()));
  }

  private Map<String, Object> at(Explanation.At at) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("worker", at.worker().id());
    facts.put("host", at.worker().hostname());
    facts.put("could_take", at.couldTake());
    facts.put("obstacles", at.obstacles().stream().map(SchedulerReport::facts).toList());
    return facts;
  }

  private static Map<String, Object> facts(Obstacle obstacle) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(
        "kind",
        obstacle
            .getClass()
            .getSimpleName()
            .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
            .toLowerCase(Locale.ROOT));
    switch (obstacle) {
      case Obstacle.Full(long running, long most) -> {
        facts.put("running", running);
        facts.put("most", most);
      }
      case Obstacle.Memory(long needed, long free) -> amounts(facts, needed, free);
      case Obstacle.MemoryWithSwap(long needed, long free) -> amounts(facts, needed, free);
      case Obstacle.Cpus(long needed, long free) -> amounts(facts, needed, free);
      case Obstacle.Gpus(double needed, double free) -> amounts(facts, needed, free);
      case Obstacle.Disabled _,
          Obstacle.OtherTasks _,
          Obstacle.NoOpenWindow _,
          Obstacle.TasksUnknown _,
          Obstacle.NeedUnknown _ -> {}
    }
    return facts;
  }

  private static void amounts(Map<String, Object> facts, Number needed, Number free) {
    facts.put("needed", needed);
    facts.put("free", free);
  }

  private List<Call> calls() {
    return new TreeMap<>(queue.calls())
        .entrySet().stream()
            .map(entry -> new Call(entry.getKey(), entry.getValue(), job(entry.getKey())))
            .toList();
  }

  private Optional<Job> job(String call) {
    return jobs.stream().filter(job -> call.endsWith(job.call().toString())).findFirst();
  }

  private List<Column<Call>> callColumns() {
    return List.of(
        Column.of("call", Call::id),
        Column.of("sector", Call::sector),
        Column.of("task", Call::task),
        Column.of("state", this::state),
        new Column<>(
            "lost", Call::isLost, call -> call.isLost() ? reports.text("jobs.remark.lost") : ""));
  }

  private @Nullable Object state(Call call) {
    return call.job().map(job -> job.state().word()).orElse(null);
  }
}
