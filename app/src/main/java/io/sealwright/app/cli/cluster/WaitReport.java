package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.engine.cluster.work.TaskType;
import io.sealwright.engine.serving.TaskWait;
import io.sealwright.engine.serving.WaitReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** The tasks of our own cluster that wait, and in words why. */
public record WaitReport(Reports reports, List<TaskWait> waits) {
  /** Reasons whose amounts are bytes. */
  private static final Set<String> BYTES = Set.of("memory", "space");

  private static final int SHORT_ID = 8;

  /** The tasks as an array of objects. */
  public void write(JsonGenerator json) {
    Listing.of(columns(), waits).write(json);
  }

  /** A line for each task, and one for each worker that takes such. */
  public void print() {
    reports.line("sched.requests", waits.size());
    for (TaskWait wait : waits) {
      reports.line(
          "sched.request",
          wait.task(),
          wait.sector().number(),
          wait.priority(),
          wait.id(),
          reports.text("sched.verdict." + verdict(wait)));
      for (WaitReason.At at : wait.workers()) {
        reports.line(
            "sched.at",
            at.host() + " " + at.worker().toString().substring(0, SHORT_ID),
            at.reasons().stream().map(this::words).collect(Collectors.joining("; ")));
      }
    }
  }

  private static String verdict(TaskWait wait) {
    if (wait.given()) {
      return "given";
    }
    return wait.workers().isEmpty() ? "nobody_does_it" : "held";
  }

  private String words(WaitReason reason) {
    String kind = reason.kind();
    List<Object> values = new ArrayList<>();
    if (!reason.about().isEmpty()) {
      values.add(String.join(", ", reason.about()));
    }
    reason.needed().ifPresent(needed -> values.add(amount(kind, needed)));
    reason.free().ifPresent(free -> values.add(amount(kind, free)));
    return reports.words().containsKey("wait." + kind)
        ? reports.text("wait." + kind, values.toArray())
        : kind;
  }

  private static Object amount(String kind, long amount) {
    return BYTES.contains(kind) ? Measures.size(amount) : amount;
  }

  private static List<Column<TaskWait>> columns() {
    return List.of(
        Column.of("sector", wait -> wait.sector().number().number()),
        Column.of("task", wait -> TaskType.ofShort(wait.task()).map(TaskType::name).orElse(null)),
        Column.of("priority", TaskWait::priority),
        Column.of("id", TaskWait::id),
        Column.of("verdict", WaitReport::verdict),
        Column.of("workers", wait -> wait.workers().stream().map(WaitReport::at).toList()));
  }

  private static Map<String, Object> at(WaitReason.At at) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("worker", at.worker());
    facts.put("host", at.host());
    facts.put("could_take", at.reasons().isEmpty());
    facts.put("obstacles", at.reasons().stream().map(WaitReport::facts).toList());
    return facts;
  }

  private static Map<String, Object> facts(WaitReason reason) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("kind", reason.kind());
    reason.needed().ifPresent(needed -> facts.put("needed", needed));
    reason.free().ifPresent(free -> facts.put("free", free));
    if (!reason.about().isEmpty()) {
      facts.put("about", reason.about());
    }
    return facts;
  }
}
