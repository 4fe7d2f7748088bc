package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.serving.OperatorMethods.KnownWorker;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.cluster.WorkerStats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Option;

/** Takes workers off the list of our own miner that are silent and will not come back. */
public final class WorkerRemoval {
  @Option(names = "--remove", paramLabel = "WORKER", split = ",")
  List<String> named = new ArrayList<>();

  @Option(names = "--remove-silent")
  boolean silent;

  /** A worker that is gone now, and how many tasks it had. */
  private record Removed(UUID worker, String name, String host, long givenBack) {}

  /** A worker and where it is. */
  private record Place(String name, String host) {}

  private static final Place NOWHERE = new Place("", "");

  public boolean isAsked() {
    return silent || !named.isEmpty();
  }

  /** Removes those that are meant; one that may not go ends it, and those before it are gone. */
  public void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    OwnMiner miner = new OwnMiner(link);
    if (!miner.isOwn()) {
      throw CommandFailure.invalid(
          "a lotus-miner takes no worker off its list",
          "end one with 'lotus-worker stop', and it is forgotten at once; one that was killed goes"
              + " when the miner is restarted");
    }
    Map<UUID, Place> known = known(miner);
    List<Removed> removed = new ArrayList<>();
    try {
      for (UUID id : meant(link, known)) {
        Place place = known.getOrDefault(id, NOWHERE);
        long tasks = miner.ask(OwnMiner.API.removeWorker().ask(id, OperatorCommand.who()));
        removed.add(new Removed(id, place.name(), place.host(), tasks));
      }
    } finally {
      if (!removed.isEmpty() || reports.format() == OutputFormat.JSON) {
        reports.print("removed", listing(removed));
      }
    }
    if (removed.isEmpty()) {
      reports.note("workers.none_silent");
    }
  }

  private static Map<UUID, Place> known(OwnMiner miner)
      throws CommandFailure, InterruptedException {
    Map<UUID, Place> known = new LinkedHashMap<>();
    miner
        .ask(OwnMiner.API.hosts().ask())
        .forEach(host -> {
          for (KnownWorker worker : host.workers()) {
            known.put(worker.id(), new Place(worker.name(), host.name()));
          }
        });
    return known;
  }

  private List<UUID> meant(Link link, Map<UUID, Place> known)
      throws CommandFailure, InterruptedException {
    List<UUID> meant = new ArrayList<>();
    for (String name : named) {
      meant.add(id(name, known));
    }
    if (silent) {
      Map<UUID, WorkerStats> stats =
          link.ask(MinerApi.of(link.network().letter()).sealing().workerStats().ask());
      known.keySet().stream()
          .filter(id -> stats.containsKey(id) && stats.get(id).tasks().isEmpty())
          .forEach(meant::add);
    }
    return meant.stream().distinct().toList();
  }

  /** By its whole id, or by a name that only one has. */
  private static UUID id(String named, Map<UUID, Place> known) throws CommandFailure {
    if (OperatorCommand.isWholeId(named)) {
      return UUID.fromString(named);
    }
    List<UUID> ids =
        known.keySet().stream()
            .filter(id -> known.getOrDefault(id, NOWHERE).name().equals(named))
            .toList();
    if (ids.size() != 1) {
      throw PauseOptions.ambiguous(named, ids.size());
    }
    return ids.getFirst();
  }

  private static Listing<Removed> listing(List<Removed> removed) {
    return Listing.of(
        List.of(
            Column.of("worker", Removed::worker),
            Column.of("name", Removed::name),
            Column.of("host", Removed::host),
            Column.of("given_back", Removed::givenBack)),
        removed);
  }
}
