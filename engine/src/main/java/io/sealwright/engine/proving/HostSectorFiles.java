package io.sealwright.engine.proving;

import io.sealwright.engine.duty.SectorFiles;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.store.PathTable;
import io.sealwright.engine.store.PathTable.Mount;
import io.sealwright.engine.store.SectorTable;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks for sectors on the storage paths of a host, for each first on the one that its record
 * names: on another may lie what the record was led away from. Then come those for long-term
 * storage. Both parts of a sector are taken from one path if any has them. A path that was in
 * trouble when the host last looked at it is not touched.
 */
public record HostSectorFiles(MinerId miner, Host.Name host, PathTable paths, SectorTable records)
    implements SectorFiles {
  private static final Comparator<Mount> STORES_FIRST =
      Comparator.comparing(mount -> !mount.roles().contains(StoragePath.Role.STORE));

  @Override
  public Map<SectorNumber, Found> find(Collection<SectorNumber> sectors) throws IOException {
    List<Mount> mounts = paths.of(host).stream().sorted(STORES_FIRST).toList();
    Map<SectorNumber, StoragePath.Id> places = records.places(miner, sectors);
    Map<SectorNumber, Found> found = new HashMap<>();
    for (SectorNumber sector : sectors) {
      Optional<StoragePath.Id> named = Optional.ofNullable(places.get(sector));
      found.put(sector, find(new SectorId(miner, sector), firstOf(mounts, named)));
    }
    return found;
  }

  private static List<Mount> firstOf(List<Mount> mounts, Optional<StoragePath.Id> first) {
    return first
        .map(path ->
            mounts.stream()
                .sorted(Comparator.comparing(mount -> !mount.id().equals(path)))
                .toList())
        .orElse(mounts);
  }

  private static Found find(SectorId sector, List<Mount> mounts) {
    Optional<Path> whole = root(mounts, sector, FileType.SEALED, FileType.CACHE);
    if (whole.isPresent()) {
      return new Place(whole.get(), whole.get());
    }
    Optional<Path> sealed = root(mounts, sector, FileType.SEALED);
    Optional<Path> cache = root(mounts, sector, FileType.CACHE);
    if (sealed.isPresent() && cache.isPresent()) {
      return new Place(cache.get(), sealed.get());
    }
    List<String> missing = new ArrayList<>();
    if (sealed.isEmpty()) {
      missing.add(name(FileType.SEALED, sector));
    }
    if (cache.isEmpty()) {
      missing.add(name(FileType.CACHE, sector));
    }
    return new Missing("no storage path has " + String.join(" and ", missing) + trouble(mounts));
  }

  /** The first path that has all of these parts. */
  private static Optional<Path> root(List<Mount> mounts, SectorId sector, FileType... types) {
    return mounts.stream()
        .filter(mount -> mount.error().isEmpty())
        .map(mount -> Path.of(mount.folder()))
        .filter(root -> Stream.of(types).allMatch(type -> has(root, type, sector)))
        .findFirst();
  }

  private static boolean has(Path root, FileType type, SectorId sector) {
    Path file = new PathLayout(root).file(type, sector);
    return PathLayout.isFolder(type) ? Files.isDirectory(file) : Files.isRegularFile(file);
  }

  private static String name(FileType type, SectorId sector) {
    return type.wireName() + "/" + sector.fileName();
  }

  /** The paths on which it may be. */
  private static String trouble(List<Mount> mounts) {
    StringBuilder words = new StringBuilder();
    mounts.stream()
        .filter(Predicate.not(mount -> mount.error().isEmpty()))
        .forEach(
            mount -> words.append("; ").append(mount.folder()).append(": ").append(mount.error()));
    return words.toString();
  }
}
