package io.sealwright.app.cli.post;

import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.cli.post.Rehearsal.OnPath;
import io.sealwright.proofs.window.BadSector;
import io.sealwright.proofs.window.HungRead;
import io.sealwright.proofs.window.PostResult.Outcome;
import io.sealwright.proofs.window.SectorReading;
import io.sealwright.proofs.window.StageSpan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/** Prints a rehearsal. */
record RehearsalReport(Reports reports) {
  private static final int SLOWEST = 10;
  private static final int DECIMALS = 3;

  void print(Rehearsal rehearsal) {
    reports.print(json -> json(rehearsal, json), () -> table(rehearsal));
  }

  private void json(Rehearsal rehearsal, JsonGenerator json) {
    json.writeStringProperty("status", Reports.key(rehearsal.verdict()));
    json.writeNumberProperty("sectors", rehearsal.sectors());
    json.writeNumberProperty("read", rehearsal.result().readings().size());
    json.writeStringProperty("proof", proof(rehearsal.result().outcome()));
    json.writeNumberProperty("seconds", seconds(rehearsal.took()));
    json.writeNumberProperty("deadline_seconds", seconds(rehearsal.deadline()));
    json.writeNumberProperty("percent", percent(rehearsal));
    list(json, "stages", stages(rehearsal));
    list(json, "storage", paths(rehearsal));
    list(json, "slowest", slowest(rehearsal));
    list(json, "bad", bad(rehearsal));
    list(json, "hung", hung(rehearsal));
  }

  private static void list(JsonGenerator json, String name, Listing<?> list) {
    json.writeName(name);
    list.write(json);
  }

  private void table(Rehearsal rehearsal) {
    reports.line("rehearsal." + Reports.key(rehearsal.verdict()));
    reports.line("rehearsal.read", rehearsal.result().readings().size(), rehearsal.sectors());
    reports.line("rehearsal.proof." + proof(rehearsal.result().outcome()));
    reports.line(
        "rehearsal.forecast",
        seconds(rehearsal.took()),
        seconds(rehearsal.deadline()),
        percent(rehearsal));
    show("rehearsal.stages", stages(rehearsal));
    show("rehearsal.storage", paths(rehearsal));
    show("rehearsal.slowest", slowest(rehearsal));
    show("rehearsal.bad", bad(rehearsal));
    show("rehearsal.hung", hung(rehearsal));
  }

  private void show(String title, Listing<?> list) {
    if (!list.rows().isEmpty()) {
      reports.out().println();
      reports.line(title);
      list.print(reports.words(), reports.out());
    }
  }

  private static String proof(Outcome outcome) {
    return switch (outcome) {
      case Outcome.OnlyRead _ -> "not_made";
      case Outcome.Proven _ -> "valid";
      case Outcome.OutOfTime _ -> "out_of_time";
      case Outcome.NotValid _ -> "not_valid";
      case Outcome.NothingLeft _ -> "nothing_left";
    };
  }

  private Listing<StageSpan> stages(Rehearsal rehearsal) {
    Column<StageSpan> stage =
        new Column<>(
            "stage",
            span -> Reports.key(span.stage()),
            span -> reports.word("stage", span.stage()));
    return Listing.of(
        List.of(stage, time("seconds", StageSpan::took)), rehearsal.result().stages());
  }

  private Listing<OnPath> paths(Rehearsal rehearsal) {
    return Listing.of(
        List.of(
            Column.of("storage", path -> path.storage().toString()),
            Column.of("sectors", OnPath::sectors),
            time("mean_seconds", OnPath::mean),
            time("slowest_seconds", path -> path.slowest().took()),
            Column.of("slowest_sector", path -> path.slowest().sector().number())),
        rehearsal.paths());
  }

  private Listing<SectorReading> slowest(Rehearsal rehearsal) {
    return Listing.of(
        List.of(
            Column.of("sector", reading -> reading.sector().number()),
            time("seconds", SectorReading::took),
            Column.of("storage", reading -> reading.storage().toString())),
        rehearsal.result().readings().stream().limit(SLOWEST).toList());
  }

  private Listing<BadSector> bad(Rehearsal rehearsal) {
    return Listing.of(
        List.of(
            Column.of("sector", bad -> bad.sector().number()),
            new Column<>(
                "reason",
                bad -> bad.defect().words(),
                bad -> new DefectWords(reports.words()).of(bad.defect())),
            new Column<>("reason_kind", bad -> DefectWords.kind(bad.defect()), _ -> ""),
            new Column<>(
                "storage",
                bad -> bad.storage().map(Object::toString).orElse(null),
                bad -> bad.storage().map(Object::toString).orElse(""))),
        rehearsal.bad());
  }

  private Listing<HungRead> hung(Rehearsal rehearsal) {
    return Listing.of(
        List.of(
            Column.of("sector", hung -> hung.sector().number()),
            new Column<>(
                "stage",
                hung -> Reports.key(hung.stage()),
                hung -> reports.word("stage", hung.stage())),
            Column.of("storage", hung -> hung.storage().toString())),
        rehearsal.result().hung());
  }

  private <R> Column<R> time(String key, Function<R, Duration> time) {
    return new Column<>(
        key,
        row -> seconds(time.apply(row)),
        row -> reports.text("rehearsal.seconds", seconds(time.apply(row))));
  }

  private static BigDecimal seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), DECIMALS);
  }

  private static BigDecimal percent(Rehearsal rehearsal) {
    return BigDecimal.valueOf(rehearsal.share()).setScale(1, RoundingMode.HALF_UP);
  }
}
