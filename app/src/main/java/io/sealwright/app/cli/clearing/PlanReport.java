package io.sealwright.app.cli.clearing;

import io.sealwright.app.cli.clearing.ClearingCommand.Planned;
import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.removal.Decision;
import io.sealwright.engine.removal.Reason;
import io.sealwright.engine.removal.Way;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plans of a command in words, or as one JSON object.
 *
 * @param asked the action that an option asks for, whatever the plan advises
 */
record PlanReport(Reports reports, String command, Optional<String> asked) {
  /** The action that is about kinds of files. */
  private static final String RECOVER = "recover";

  void print(List<Planned> plans) {
    reports.print(
        json -> {
          json.writeName("plans");
          Reports.write(json, plans.stream().map(this::facts).toList());
        },
        () -> plans.forEach(this::table));
  }

  private void table(Planned planned) {
    ClearingPlan plan = planned.plan();
    reports.line("plan.sector", plan.sector(), plan.head(), planned.id());
    planned.next().ifPresent(next -> line("next", next.words()));
    line("decision", words(plan.decision()));
    line("reason", reports.word("plan.reason", plan.reason()));
    asked.ifPresent(action -> line("asked", reports.text("plan.asked." + command, action(action))));
    FactWords words = new FactWords(reports);
    new TreeMap<>(plan.basis().facts())
        .forEach((name, facts) -> line("facts." + name, words.of(facts)));
    for (ClearingPlan.Folder folder : plan.folders()) {
      line("path", reports.text("plan.folder", folder.path(), folder.folder(), folder.host()));
    }
    plan.bill().ifPresent(bill -> bill(bill, plan.reason()));
    lines("plan.rescue", plan.rescue());
    lines("plan.steps", plan.steps());
    files(plan.files());
    ways(plan.ways());
    if (!planned.done().isEmpty()) {
      line("done", String.join(", ", planned.done().stream().map(this::action).toList()));
    }
  }

  /** A decision as it fits the command, where that makes a difference. */
  String words(Decision decision) {
    String key = "plan.decision." + Reports.key(decision);
    String own = key + "." + command;
    return reports.text(reports.words().containsKey(own) ? own : key);
  }

  private void line(String key, String value) {
    reports.fact("  " + reports.text("plan." + key), value);
  }

  private void bill(ClearingPlan.Cost bill, Reason reason) {
    line(
        "fee",
        reports.text(
            "plan.fee_by",
            bill.fee(),
            reports.word("plan.rule", bill.rule()),
            bill.networkVersion(),
            bill.pledge()));
    line(
        "recovery",
        bill.recovery()
            .map(cost ->
                reports.text(
                    bill.inTime() ? "plan.recovery_cost" : "plan.recovery_late",
                    cost,
                    span(bill.recoveryTime())))
            .orElseGet(() -> reports.text("plan.recovery_none")));
    if (reason != Reason.WANTED) {
      line("nothing", reports.text("plan.nothing_cost", bill.faultFee(), bill.endsBy()));
    }
  }

  private String span(Optional<Duration> time) {
    return time.map(new Measures(reports.words(), Duration.ZERO)::span).orElse("-");
  }

  private void lines(String key, List<ClearingPlan.Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    reports.line(key);
    for (int i = 0; i < lines.size(); i++) {
      ClearingPlan.Line line = lines.get(i);
      reports.line(
          "plan.line",
          i + 1,
          action(line.action()) + about(line),
          reports.word("plan.reason", line.reason()),
          line.permit().map(until -> reports.text("plan.permit", until)).orElse(""));
    }
  }

  /** What has been done of a reset has the point with it. */
  private String action(String action) {
    String[] words = action.split(" ", 2);
    String text = reports.text("plan.action." + words[0]);
    return words.length > 1 ? text + ": " + words[1] : text;
  }

  private String about(ClearingPlan.Line line) {
    List<String> about = new ArrayList<>(line.about());
    if (line.action().equals(RECOVER)) {
      about.replaceAll(new FactWords(reports)::file);
    }
    line.until().ifPresent(until -> about.add(reports.text("plan.until", until)));
    return about.isEmpty() ? "" : " (" + String.join(", ", about) + ")";
  }

  private void files(List<ClearingPlan.File> files) {
    if (files.isEmpty()) {
      return;
    }
    reports.line("plan.files");
    for (ClearingPlan.File file : files) {
      reports.line(
          "plan.file",
          file.path(),
          reports.word("file_kind", file.type()),
          file.until()
              .map(until -> reports.text("plan.trashed", until))
              .orElseGet(() -> reports.text("plan.deleted")));
    }
  }

  private void ways(List<Way> ways) {
    if (ways.isEmpty()) {
      return;
    }
    reports.line("plan.ways");
    for (Way way : ways) {
      String cost = way.cost().map(TokenAmount::toString).orElse("-");
      if (way.kind() == Way.Kind.RECOVER || way.kind() == Way.Kind.DECLARE) {
        cost = reports.text("plan.at_most", cost);
      }
      reports.line(
          way.open() ? "plan.way_open" : "plan.way_closed",
          Reports.key(way.kind()),
          reports.word("plan.way", way.kind()),
          reports.word("plan.reason", way.reason())
              + way.path().map(p -> " (" + p + ")").orElse("")
              + way.until().map(until -> " (" + reports.text("plan.until", until) + ")").orElse(""),
          cost,
          span(way.time()));
    }
  }

  private Map<String, @Nullable Object> facts(Planned planned) {
    ClearingPlan plan = planned.plan();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("sector", plan.sector().number());
    facts.put("plan", planned.id());
    facts.put("head", plan.head().height());
    facts.put("intent", plan.intent());
    facts.put("asked", asked.orElse(null));
    facts.put("next", planned.next().map(NextCommand::words).orElse(null));
    facts.put("decision", plan.decision());
    facts.put("reason", plan.reason());
    facts.put("facts", plan.basis().texts());
    facts.put("bill", plan.bill().map(PlanReport::facts).orElse(null));
    facts.put("rescue", plan.rescue().stream().map(PlanReport::facts).toList());
    facts.put("steps", plan.steps().stream().map(PlanReport::facts).toList());
    facts.put("paths", plan.folders().stream().map(PlanReport::facts).toList());
    facts.put("files", plan.files().stream().map(PlanReport::facts).toList());
    facts.put("ways", plan.ways().stream().map(PlanReport::facts).toList());
    facts.put("done", planned.done());
    return facts;
  }

  private static Map<String, @Nullable Object> facts(ClearingPlan.Cost bill) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("rule", bill.rule());
    facts.put("network_version", bill.networkVersion());
    facts.put("fee", bill.fee().decimal());
    facts.put("pledge", bill.pledge().decimal());
    facts.put("recovery", amount(bill.recovery()));
    facts.put("recovery_seconds", seconds(bill.recoveryTime()));
    facts.put("fault_fee", bill.faultFee().decimal());
    facts.put("ends_by", bill.endsBy().height());
    facts.put("in_time", bill.inTime());
    return facts;
  }

  private static Map<String, @Nullable Object> facts(ClearingPlan.Line line) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("action", line.action());
    facts.put("about", line.about());
    facts.put("reason", line.reason());
    facts.put("until", line.until().map(Epoch::height).orElse(null));
    facts.put("permit_until", line.permit().map(Epoch::height).orElse(null));
    return facts;
  }

  private static Map<String, @Nullable Object> facts(ClearingPlan.File file) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("path", file.path());
    facts.put("type", file.type().wireName());
    facts.put("whole", file.whole());
    facts.put("trash_until", file.until().map(Instant::toString).orElse(null));
    return facts;
  }

  private static Map<String, @Nullable Object> facts(ClearingPlan.Folder folder) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("path", folder.path());
    facts.put("host", folder.host());
    facts.put("folder", folder.folder());
    return facts;
  }

  private static Map<String, @Nullable Object> facts(Way way) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("way", way.kind());
    facts.put("open", way.open());
    facts.put("reason", way.reason());
    facts.put("until", way.until().map(Epoch::height).orElse(null));
    facts.put("path", way.path().orElse(null));
    facts.put("cost", amount(way.cost()));
    facts.put("seconds", seconds(way.time()));
    return facts;
  }

  private static @Nullable String amount(Optional<TokenAmount> amount) {
    return amount.map(TokenAmount::decimal).orElse(null);
  }

  private static @Nullable Long seconds(Optional<Duration> time) {
    return time.map(Duration::toSeconds).orElse(null);
  }
}
