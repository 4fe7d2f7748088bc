package io.sealwright.app.cli.storage;

import io.sealwright.app.cli.cluster.OperatorCommand;
import io.sealwright.app.cli.cluster.OwnMiner;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.FaultWords;
import io.sealwright.engine.serving.PathMethods;
import io.sealwright.engine.storage.shared.Finding;
import io.sealwright.engine.storage.shared.SharedCheck;
import io.sealwright.engine.storage.shared.SharedCheck.Expected;
import io.sealwright.engine.storage.shared.Sight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has every host look at its storage paths, and says whether all see the same. */
@Command(name = "check")
public final class CheckCommand extends OperatorCommand {
  private static final PathMethods OWN = new PathMethods();
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** The check goes on so much longer than it is waited for, so that no host comes too late. */
  private static final long MARGIN_SECONDS = 5;

  @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60")
  long seconds;

  /** A path on a host, with its last report. */
  private record Row(Expected at, Optional<Sight> sight, List<Finding> findings) {
    boolean isFaulty() {
      return findings.stream().anyMatch(finding -> finding.kind().isFault());
    }
  }

  @Override
  protected void check() throws CommandFailure {
    if (seconds < 1 || seconds > 500) {
      throw CommandFailure.invalid(
          seconds + " seconds are not waited", "give a number from 1 to 500");
    }
  }

  @Override
  protected void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    OwnMiner miner = new OwnMiner(link);
    UUID id = miner.ask(OWN.check().ask(seconds + MARGIN_SECONDS, who()));
    try {
      long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
      SharedCheck check = miner.ask(OWN.sights().ask(id));
      while (!check.isComplete() && System.nanoTime() < end) {
        Thread.sleep(PAUSE);
        check = miner.ask(OWN.sights().ask(id));
      }
      List<Row> rows = rows(check);
      reports.print("paths", listing(reports, rows));
      requireSound(rows);
    } finally {
      miner.ask(OWN.endCheck().ask(id));
    }
  }

  private static void requireSound(List<Row> rows) throws CommandFailure {
    List<Row> faulty = rows.stream().filter(Row::isFaulty).toList();
    if (!faulty.isEmpty()) {
      throw CommandFailure.failed(
          "%d of %d paths on hosts are not as they should be".formatted(faulty.size(), rows.size()),
          "mend the mounts named above, and check again");
    }
  }

  private static List<Row> rows(SharedCheck check) {
    Map<List<String>, List<Finding>> findings =
        check.findings().stream()
            .collect(
                Collectors.groupingBy(
                    finding -> List.of(finding.path(), finding.host()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Row> rows = new ArrayList<>();
    for (Expected at : check.expected()) {
      Optional<Sight> sight =
          check.sights().stream()
              .filter(some -> some.path().equals(at.path()) && some.host().equals(at.host()))
              .findFirst();
      List<Finding> own = findings.remove(List.of(at.path(), at.host()));
      rows.add(new Row(at, sight, own == null ? List.of() : own));
    }
    findings.forEach((at, own) ->
        rows.add(new Row(new Expected(at.get(0), at.get(1), ""), Optional.empty(), own)));
    return rows;
  }

  private static Listing<Row> listing(Reports reports, List<Row> rows) {
    return new Listing<>(
        List.of(
            Column.of("path", row -> row.at().path()),
            Column.of("host", row -> row.at().host()),
            Column.of("folder", row -> row.at().folder()),
            ofSight("free", Sight::free, sight -> Measures.size(sight.free())),
            ofSight("latency_millis", Sight::millis, sight -> Long.toString(sight.millis())),
            ofSight("names", Sight::names, sight -> Long.toString(sight.names())),
            ofSight("young", Sight::young, CheckCommand::young),
            ofSight("seen", Sight::seen, sight -> String.join(" ", sight.seen())),
            new Column<>("sound", row -> !row.isFaulty(), row -> reports.yesNo(!row.isFaulty()))),
        List.of(
            new Column<>(
                "findings",
                row -> row.findings().stream().map(CheckCommand::object).toList(),
                row ->
                    row.findings().stream()
                        .map(finding -> words(reports, finding))
                        .collect(Collectors.joining("; ")))),
        rows);
  }

  private static Column<Row> ofSight(
      String key, Function<Sight, Object> value, Function<Sight, String> text) {
    return new Column<>(
        key, row -> row.sight().map(value).orElse(null), row -> row.sight().map(text).orElse(""));
  }

  private static String young(Sight sight) {
    return sight.young() > 0 ? Long.toString(sight.young()) : "";
  }

  private static Map<String, Object> object(Finding finding) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("kind", finding.kind());
    parts.put("fault", finding.kind().isFault());
    parts.put("about", finding.about());
    return parts;
  }

  private static String words(Reports reports, Finding finding) {
    String about =
        finding
            .fault()
            .map(new FaultWords(reports.words())::of)
            .orElseGet(() -> String.join(", ", finding.about()));
    return reports.text("check.finding." + Reports.key(finding.kind()), about);
  }
}
