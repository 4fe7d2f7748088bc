package io.sealwright.app.cli;

import io.sealwright.app.cli.connect.ApiPlace;
import io.sealwright.app.cli.connect.FullNodeOptions;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.MinerOptions;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.backup.BackupDamaged;
import io.sealwright.engine.backup.BackupSectors;
import io.sealwright.engine.recovery.source.BackupSource;
import io.sealwright.engine.recovery.source.BundleSource;
import io.sealwright.engine.recovery.source.ChainView;
import io.sealwright.engine.recovery.source.Excuse;
import io.sealwright.engine.recovery.source.Finding;
import io.sealwright.engine.recovery.source.MinerSource;
import io.sealwright.engine.recovery.source.Origin;
import io.sealwright.engine.recovery.source.SearchWatcher;
import io.sealwright.engine.recovery.source.SectorSearch;
import io.sealwright.engine.recovery.source.SectorSource;
import io.sealwright.engine.recovery.source.SilentSource;
import io.sealwright.engine.recovery.source.SourceKind;
import io.sealwright.lotus.api.miner.ActorMethods;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the facts of lost sectors may be found: the chain, and whatever else there is. */
final class SourceOptions {
  /** 30 days, the longest a pre-commit waits for its proof, and the challenge delay. */
  private static final String WINDOW = "86550";

  private static final long LONGEST_WINDOW = 10_000_000;

  @Mixin FullNodeOptions fullNode = new FullNodeOptions();

  @Mixin MinerOptions lotusMiner = new MinerOptions();

  @Option(names = "--backup", paramLabel = "FILE", converter = Values.Location.class)
  Optional<Path> backup = Optional.empty();

  @Option(names = "--storage", paramLabel = "DIR", converter = Values.Location.class)
  List<Path> storage = new ArrayList<>();

  @Option(names = "--search-epochs", paramLabel = "N", defaultValue = WINDOW)
  long window = Long.parseLong(WINDOW);

  /** What is asked for. */
  record Wanted(MinerId miner, Set<SectorNumber> numbers) {
    static Wanted of(MinerId miner, List<SectorNumber> numbers) {
      return new Wanted(miner, new LinkedHashSet<>(numbers));
    }
  }

  /** Everything that can be wrong with the request itself. */
  void check() throws CommandFailure {
    if (window < 0 || window > LONGEST_WINDOW) {
      throw CommandFailure.invalid(
          "invalid value for option '--search-epochs': " + window,
          "give a number from 0 to " + LONGEST_WINDOW);
    }
    if (backup.isPresent()) {
      Locations.requireFile(backup.get());
    }
    for (Path path : storage) {
      Locations.requireFolder(path);
    }
  }

  /**
   * What was found, and why the chain could not be asked, if it could not.
   *
   * @param cutOff the failure to end with if nothing was found
   */
  record Found(List<Finding> findings, Optional<CommandFailure> cutOff) {}

  /**
   * Asks every source.
   *
   * @param more sources that the command itself knows
   */
  Found find(Wanted wanted, List<SectorSource> more, SearchWatcher watcher)
      throws CommandFailure, InterruptedException, IOException {
    List<SectorSource> sources = new ArrayList<>(more);
    storage.forEach(path -> sources.add(new BundleSource(path, wanted.miner())));
    if (backup.isPresent()) {
      sources.add(backup(backup.get(), wanted));
    }
    Optional<Link> miner = miner(wanted.miner(), sources);
    try {
      return withChain(wanted, sources, watcher);
    } finally {
      miner.ifPresent(Link::close);
    }
  }

  private static SectorSource backup(Path file, Wanted wanted) throws IOException {
    Origin origin = new Origin(SourceKind.BACKUP, file.toString());
    try {
      BackupSectors records = BackupSectors.find(file, wanted.numbers());
      Optional<MinerId> owner = records.miner();
      return owner.isPresent() && !owner.get().equals(wanted.miner())
          ? new SilentSource(origin, new Excuse.OfMiner(Address.of(owner.get())), false)
          : new BackupSource(file, records);
    } catch (BackupDamaged e) {
      return new SilentSource(origin, new Excuse.Told(e.reason()), false);
    }
  }

  /**
   * Adds the lotus-miner to the sources, if one is named or has a repository here; one that does
   * not answer says so.
   */
  private Optional<Link> miner(MinerId wanted, List<SectorSource> sources)
      throws CommandFailure, InterruptedException {
    Optional<String> named =
        lotusMiner
            .place()
            .map(ApiPlace::addresses)
            .or(() -> lotusMiner.stopped().map(Path::toString));
    if (named.isEmpty()) {
      return Optional.empty();
    }
    String name = named.get();
    Origin origin = new Origin(SourceKind.MINER, name);
    Link link;
    try {
      link = lotusMiner.open();
    } catch (CommandFailure e) {
      sources.add(silent(origin, e));
      return Optional.empty();
    }
    try {
      Address own = link.client().call(new ActorMethods(link.network().letter()).address().ask());
      sources.add(
          own.equals(Address.of(wanted))
              ? new MinerSource(link.client(), name)
              : new SilentSource(origin, new Excuse.OfMiner(own), false));
    } catch (RpcException e) {
      sources.add(silent(origin, e));
    }
    return Optional.of(link);
  }

  private static SilentSource silent(Origin origin, Exception failure) {
    return new SilentSource(origin, new Excuse.Told(String.valueOf(failure.getMessage())), true);
  }

  private Found withChain(Wanted wanted, List<SectorSource> sources, SearchWatcher watcher)
      throws CommandFailure, InterruptedException {
    List<SectorNumber> numbers = List.copyOf(wanted.numbers());
    try (Link link = fullNode.open()) {
      ChainView node = node(link, wanted.miner());
      return new Found(
          SectorSearch.with(node, sources, new EpochSpan(window)).find(numbers, watcher),
          Optional.empty());
    } catch (CommandFailure e) {
      if (e.code() != ExitCode.UNREACHABLE || sources.isEmpty() || isNamed()) {
        throw e;
      }
      String words = String.valueOf(e.getMessage());
      return new Found(
          SectorSearch.without(wanted.miner(), sources, words).find(numbers, watcher),
          Optional.of(e));
    }
  }

  /** With a network named, another one is never taken for silence. */
  private boolean isNamed() {
    return fullNode.network().isPresent();
  }

  private static ChainView node(Link link, MinerId miner)
      throws CommandFailure, InterruptedException {
    try {
      return ChainView.open(
          link.client(), link.place().addresses(), link.network().letter(), miner);
    } catch (RpcException.Refused e) {
      boolean unknown = e.text().contains("actor not found") || e.text().contains("is not miner");
      throw unknown
          ? CommandFailure.invalid(
              "there is no miner %s on %s".formatted(miner, link.network().common()),
              "check the miner and the node")
          : link.failure(e);
    } catch (RpcException e) {
      throw link.failure(e);
    }
  }
}
