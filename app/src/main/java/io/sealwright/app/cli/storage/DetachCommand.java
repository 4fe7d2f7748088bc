package io.sealwright.app.cli.storage;

import io.sealwright.app.cli.cluster.OperatorCommand;
import io.sealwright.app.cli.cluster.OwnMiner;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.app.worker.Machine;
import io.sealwright.engine.serving.PathMethods;
import io.sealwright.engine.storage.attach.Attaching.Mounted;
import io.sealwright.engine.storage.attach.Detaching;
import io.sealwright.engine.storage.attach.Hold;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.api.miner.StorageMethods;
import io.sealwright.lotus.cluster.DeclaredFiles;
import io.sealwright.lotus.cluster.SectorLocks.SectorLock;
import io.sealwright.protocol.SectorId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Takes a storage path from a host, or says what keeps it there. Nothing is deleted; without {@code
 * --apply} nothing is done at all.
 */
@Command(name = "detach")
public final class DetachCommand extends OperatorCommand {
  private static final PathMethods OWN = new PathMethods();

  /** An error names so many sectors. */
  private static final int MOST_NAMED = 5;

  @Parameters(index = "0", paramLabel = "PATH")
  String path = "";

  @Option(names = "--host", paramLabel = "HOST")
  Optional<String> host = Optional.empty();

  @Option(names = "--reason", paramLabel = "TEXT")
  String reason = "";

  @Option(names = "--apply")
  boolean apply;

  @Override
  protected void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    OwnMiner miner = new OwnMiner(link);
    Optional<List<Mounted>> own = miner.askIfOwn(OWN.mounts().ask());
    if (own.isPresent()) {
      Mounted mounted = named(own.get(), host.isPresent() ? host.get() : Machine.name());
      List<Hold> holds = miner.ask(OWN.holds().ask(mounted.host(), mounted.path()));
      requireNone(reports, mounted, holds, 0);
      if (apply) {
        miner.ask(OWN.detach().ask(mounted.host(), mounted.path(), reason, who()));
      }
    } else {
      lotus(link, reports);
    }
    reports.note(apply ? "detach.done" : "storage.dry_run");
  }

  /** By its id, or by its folder. */
  private Mounted named(List<Mounted> all, String where) throws CommandFailure {
    String folder = Path.of(path).toAbsolutePath().normalize().toString();
    return all.stream()
        .filter(mounted -> mounted.host().equals(where))
        .filter(mounted -> mounted.path().equals(path) || mounted.folder().equals(folder))
        .findFirst()
        .orElseThrow(() ->
            CommandFailure.invalid(
                where.isEmpty()
                    ? "the miner has no path %s of its own".formatted(path)
                    : "host %s has no path %s".formatted(where, path),
                "see 'sealwright storage list', and give the host with --host"));
  }

  private void lotus(Link link, Reports reports) throws CommandFailure, InterruptedException {
    if (host.isPresent()) {
      throw CommandFailure.invalid(
          "a lotus-miner detaches paths of its own host only",
          "leave out --host; on a worker use 'lotus-worker storage detach'");
    }
    StorageMethods storage = MinerApi.of(link.network().letter()).storage();
    Mounted mounted =
        named(
            link.ask(storage.local().ask()).entrySet().stream()
                .map(local -> new Mounted(local.getKey(), "", local.getValue()))
                .toList(),
            "");
    List<SectorId> locked =
        link.ask(storage.locks().ask()).locks().orElse(List.of()).stream()
            .map(SectorLock::sector)
            .toList();
    long reserved = link.ask(storage.stat().ask(mounted.path())).reserved();
    List<Hold> holds =
        Detaching.ofLotus(mounted.path(), files(link.ask(storage.list().ask())), reserved, locked);
    requireNone(reports, mounted, holds, reserved);
    if (apply) {
      link.ask(storage.detachLocal().ask(mounted.folder()));
    }
  }

  private static Map<String, Map<SectorId, Long>> files(Map<String, List<DeclaredFiles>> list) {
    Map<String, Map<SectorId, Long>> files = new HashMap<>();
    list.forEach((path, declared) -> {
      Map<SectorId, Long> here = files.computeIfAbsent(path, _ -> new HashMap<>());
      declared.forEach(file -> here.merge(file.sector(), file.types(), (a, b) -> a | b));
    });
    return files;
  }

  /**
   * @param reserved bytes that are kept there for sectors that nobody names
   */
  private void requireNone(Reports reports, Mounted mounted, List<Hold> holds, long reserved)
      throws CommandFailure {
    if (!holds.isEmpty() || reports.format() == OutputFormat.JSON) {
      reports.print("holds", listing(reports, holds));
    } else if (!apply) {
      reports.note(
          "detach.free",
          mounted.path(),
          mounted.folder(),
          mounted.host().isEmpty() ? reports.text("attach.miners_host") : mounted.host());
    }
    List<Hold> firm =
        holds.stream().filter(hold -> reason.isBlank() || !hold.kind().isLiftedByReason()).toList();
    if (!firm.isEmpty()) {
      throw CommandFailure.refused(
          "path %s stays at %s: %s"
              .formatted(mounted.path(), mounted.folder(), needed(firm, reserved)),
          "move or finish what is listed; of a dead disk give --reason TEXT, which lifts all but"
              + " tasks at work");
    }
  }

  private static Listing<Hold> listing(Reports reports, List<Hold> holds) {
    return Listing.of(
        List.of(
            new Column<>(
                "sector",
                hold -> hold.sector().map(sector -> sector.number().number()).orElse(null),
                hold -> hold.sector().map(sector -> sector.number().toString()).orElse("-")),
            new Column<>("hold", Hold::kind, hold -> reports.word("detach.hold", hold.kind())),
            new Column<>(
                "lifted_by_reason",
                hold -> hold.kind().isLiftedByReason(),
                hold -> reports.yesNo(hold.kind().isLiftedByReason()))),
        holds);
  }

  /** By which sectors, of many the first only, and for how many bytes. */
  private static String needed(List<Hold> holds, long reserved) {
    List<String> sectors =
        holds.stream()
            .flatMap(hold -> hold.sector().stream())
            .map(sector -> sector.number().toString())
            .distinct()
            .toList();
    List<String> needs = new ArrayList<>();
    if (!sectors.isEmpty()) {
      boolean one = sectors.size() == 1;
      int more = sectors.size() - MOST_NAMED;
      needs.add(
          "%s %s%s %s it"
              .formatted(
                  one ? "sector" : "sectors",
                  String.join(", ", sectors.subList(0, Math.min(sectors.size(), MOST_NAMED))),
                  more > 0 ? " and %d more".formatted(more) : "",
                  one ? "needs" : "need"));
    }
    if (holds.stream().anyMatch(hold -> hold.sector().isEmpty())) {
      needs.add(Measures.size(reserved) + " are kept there");
    }
    return String.join(", and ", needs);
  }
}
