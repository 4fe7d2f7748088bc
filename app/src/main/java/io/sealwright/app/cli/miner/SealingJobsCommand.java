package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.MinerOptions;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.cluster.work.JobList;
import io.sealwright.engine.cluster.work.JobList.Remark;
import io.sealwright.engine.cluster.work.JobList.Row;
import io.sealwright.engine.cluster.work.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the miner believes to be on its workers. */
@Command(name = "jobs")
final class SealingJobsCommand extends Showing {
  @Mixin private MinerOptions miners = new MinerOptions();

  /** Letters of an id that operators tell calls and workers apart by. */
  private static final int SHORT_ID = 8;

  @Option(names = "--by", paramLabel = "host|task|state", split = ",")
  List<Part> by = new ArrayList<>();

  @Option(names = "--show-ret-done")
  boolean showDone;

  /** What jobs are counted by. */
  enum Part {
    HOST(Row::host),
    TASK(row -> row.job().task().shortName()),
    STATE(row -> row.job().state().word());

    private final Function<Row, String> of;

    Part(Function<Row, String> of) {
      this.of = of;
    }

    String of(Row row) {
      return of.apply(row);
    }
  }

  /** Jobs that have the same parts. */
  private record Group(List<String> parts, List<Row> rows) {
    long count(Class<? extends JobState> state) {
      return rows.stream().filter(row -> state.isInstance(row.job().state())).count();
    }
  }

  @Override
  void show(Reports reports) throws CommandFailure, InterruptedException {
    try (Link miner = miners.open()) {
      WorkSource source = new WorkSource(miner);
      List<Row> rows = JobList.of(source.jobs(), source.workers(), showDone);
      if (by.isEmpty()) {
        reports.print("jobs", Listing.of(columns(reports, Instant.now()), rows));
      } else {
        reports.print("groups", Listing.of(groupColumns(), groups(rows)));
      }
      noteLost(reports, rows);
    }
  }

  private static void noteLost(Reports reports, List<Row> rows) {
    for (Remark remark : Remark.values()) {
      long count = rows.stream().filter(row -> row.remark() == remark).count();
      if (remark != Remark.NONE && count > 0) {
        reports.note("jobs.note." + Reports.key(remark), count);
      }
    }
  }

  private static List<Column<Row>> columns(Reports reports, Instant now) {
    Measures measures = new Measures(reports.words(), Duration.ZERO);
    return List.of(
        new Column<>("call", row -> row.job().call(), row -> cut(row.job().call())),
        Column.of("sector", row -> row.job().sector().number()),
        new Column<>("worker", row -> row.job().worker(), row -> cut(row.job().worker())),
        Column.of("host", Row::host),
        new Column<>("task", row -> row.job().task().name(), row -> row.job().task().shortName()),
        Column.of("state", row -> row.job().state().word()),
        new Column<>(
            "seconds",
            row -> row.job().start().map(start -> between(start, now).toSeconds()).orElse(null),
            row ->
                row.job().start().map(start -> measures.span(between(start, now))).orElse("n/a")),
        new Column<>(
            "remark",
            row -> row.remark() == Remark.NONE ? null : row.remark(),
            row -> row.remark() == Remark.NONE ? "" : reports.word("jobs.remark", row.remark())));
  }

  private static Duration between(Instant start, Instant now) {
    return Duration.between(start, now);
  }

  private static String cut(UUID id) {
    return id.toString().substring(0, SHORT_ID);
  }

  private List<Group> groups(List<Row> rows) {
    Map<List<String>, List<Row>> groups =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> by.stream().map(part -> part.of(row)).toList(),
                    () -> new TreeMap<>((a, b) -> a.toString().compareTo(b.toString())),
                    Collectors.toList()));
    return groups.entrySet().stream()
        .map(group -> new Group(group.getKey(), group.getValue()))
        .toList();
  }

  private List<Column<Group>> groupColumns() {
    List<Column<Group>> columns = new ArrayList<>();
    for (int i = 0; i < by.size(); i++) {
      int place = i;
      columns.add(Column.of(Reports.key(by.get(i)), group -> group.parts().get(place)));
    }
    columns.add(Column.of("jobs", group -> group.rows().size()));
    columns.add(Column.of("running", group -> group.count(JobState.Running.class)));
    columns.add(Column.of("prepared", group -> group.count(JobState.Prepared.class)));
    columns.add(Column.of("assigned", group -> group.count(JobState.Assigned.class)));
    columns.add(Column.of("lost", group -> group.count(JobState.Lost.class)));
    return columns;
  }
}
