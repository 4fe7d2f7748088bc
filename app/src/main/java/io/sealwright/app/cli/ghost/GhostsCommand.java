package io.sealwright.app.cli.ghost;

import io.sealwright.app.cli.cluster.OperatorCommand;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.cluster.ghost.Surgeon.Examined;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.cluster.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Shows the jobs that nothing will come of, with the reason of each, and those that nobody can be
 * sure of. With {@code --apply} the former are ended, by their whole ids and only if they are
 * ghosts at a second look too; no sector's state is forced.
 */
@Command(name = "ghosts")
public final class GhostsCommand extends OperatorCommand {
  @Option(names = "--all-jobs")
  boolean allJobs;

  @Option(names = "--settle", paramLabel = "SECONDS", defaultValue = "30")
  long settle;

  @Option(names = "--apply")
  boolean apply;

  @Override
  protected void check() throws CommandFailure {
    if (settle < 0 || settle > 3600) {
      throw CommandFailure.invalid(
          settle + " seconds are not waited", "give a number from 0 to 3600");
    }
  }

  @Override
  protected void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    JobsNow first = JobsNow.of(link, Instant.now());
    List<Examined> ghosts =
        first.examined().stream().filter(found -> found.finding().isGhost()).toList();
    Set<UUID> ended = new HashSet<>();
    if (apply && !ghosts.isEmpty()) {
      Thread.sleep(Duration.ofSeconds(settle));
      ended.addAll(end(link, ghosts));
    }
    List<Examined> shown =
        first.examined().stream()
            .filter(found -> allJobs || found.finding().isGhost() || found.finding().isUnsure())
            .toList();
    reports.print("jobs", Listing.of(columns(reports, ended), shown));
    if (!apply) {
      reports.note("ghosts.found", ghosts.size());
    } else {
      reports.note("ghosts.ended", ended.size(), ghosts.size() - ended.size());
    }
  }

  private static Set<UUID> end(Link link, List<Examined> ghosts)
      throws CommandFailure, InterruptedException {
    MinerApi api = MinerApi.of(link.network().letter());
    JobsNow second = JobsNow.of(link, Instant.now());
    Set<UUID> ended = new HashSet<>();
    for (Examined ghost : ghosts) {
      UUID id = ghost.job().call();
      if (second.hasGhost(id)) {
        CallId call = Objects.requireNonNull(second.calls().get(id));
        link.ask(api.sealing().abort().ask(call));
        ended.add(id);
      }
    }
    return ended;
  }

  private static List<Column<Examined>> columns(Reports reports, Set<UUID> ended) {
    return List.of(
        Column.of("call", found -> found.job().call()),
        Column.of("sector", found -> found.job().sector().number()),
        Column.of("sector_state", Examined::state),
        new Column<>(
            "task", found -> found.job().task().name(), found -> found.job().task().shortName()),
        Column.of("state", found -> found.job().state().word()),
        Column.of("host", Examined::host),
        new Column<>(
            "ghost",
            found -> found.finding().isGhost(),
            found -> reports.yesNo(found.finding().isGhost())),
        new Column<>(
            "finding", Examined::finding, found -> reports.word("ghosts.finding", found.finding())),
        new Column<>(
            "ended",
            found -> ended.contains(found.job().call()),
            found -> ended.contains(found.job().call()) ? reports.text("value.yes") : ""));
  }
}
