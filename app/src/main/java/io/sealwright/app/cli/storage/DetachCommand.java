package io.sealwright.app.cli.storage;

import io.sealwright.app.cli.cluster.OperatorCommand;
import io.sealwright.app.cli.cluster.OwnMiner;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
      requireNone(reports, mounted, holds);
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
    List<Hold> holds =
        Detaching.ofLotus(
            mounted.path(),
            files(link.ask(storage.list().ask())),
            link.ask(storage.stat().ask(mounted.path())).reserved(),
            locked);
    requireNone(reports, mounted, holds);
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

  private void requireNone(Reports reports, Mounted mounted, List<Hold> holds)
      throws CommandFailure {
    reports.print(
        "holds",
        new Listing<>(
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
            List.of(),
            holds));
    Stream<Hold> firm =
        holds.stream().filter(hold -> reason.isBlank() || !hold.kind().isLiftedByReason());
    long count = firm.count();
    if (count > 0) {
      throw CommandFailure.refused(
          "path %s stays at %s: %d sectors or bytes need it"
              .formatted(mounted.path(), mounted.folder(), count),
          "move or finish what is listed; of a dead disk give --reason TEXT, which lifts all but"
              + " tasks at work");
    }
  }
}
