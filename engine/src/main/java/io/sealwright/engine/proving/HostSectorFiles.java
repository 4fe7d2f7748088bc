package io.sealwright.engine.proving;

import io.sealwright.engine.duty.SectorFiles;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.PathQuestions;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for sectors on the storage paths of a host, for each first on the one that its record
 * names: on another may lie what the record was led away from. Then come those for long-term
 * storage. Both parts of a sector are taken from one path if any has them. Of a path that was in
 * trouble when the host last looked at it nothing is taken, and one that hangs is not waited for.
 */
public record HostSectorFiles(
    MinerId miner, Host.Name host, PathTable paths, SectorTable records, PathQuestions questions)
    implements SectorFiles {
  private static final Set<FileType> PARTS =
      Collections.unmodifiableSet(EnumSet.of(FileType.SEALED, FileType.CACHE));
  private static final Comparator<Mount> STORES_FIRST =
      Comparator.comparing(mount -> !mount.roles().contains(StoragePath.Role.STORE));

  @Override
  public Map<SectorNumber, Found> find(Collection<SectorNumber> sectors)
      throws IOException, InterruptedException {
    List<Mount> mounts = paths.of(host).stream().sorted(STORES_FIRST).toList();
    Map<SectorNumber, StoragePath.Id> places = records.places(miner, sectors);
    Map<SectorNumber, Found> found = new HashMap<>();
    for (SectorNumber sector : sectors) {
      Optional<StoragePath.Id> named = Optional.ofNullable(places.get(sector));
      found.put(sector, find(new SectorId(miner, sector), firstOf(mounts, named), named));
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

  /** The first path that has both parts, or else the first ones that have one. */
  private Found find(SectorId sector, List<Mount> mounts, Optional<StoragePath.Id> named)
      throws IOException, InterruptedException {
    Map<FileType, Path> parts = new EnumMap<>(FileType.class);
    List<Mount> silent = new ArrayList<>();
    for (Mount mount : mounts) {
      Path root = Path.of(mount.folder());
      boolean isWell = mount.error().isEmpty();
      Optional<Set<FileType>> held =
          questions.ask(root, () -> isWell ? held(root, sector) : nothing(root));
      if (held.isEmpty()) {
        silent.add(mount);
      } else if (held.get().equals(PARTS)) {
        Place place = new Place(root, root);
        return silent.stream().anyMatch(one -> named.filter(one.id()::equals).isPresent())
            ? new Silent(Optional.of(place), "a copy of it is at " + root + trouble(mounts, silent))
            : place;
      } else {
        held.get().forEach(part -> parts.putIfAbsent(part, root));
      }
    }
    Path cache = parts.get(FileType.CACHE);
    Path sealed = parts.get(FileType.SEALED);
    if (cache != null && sealed != null) {
      return new Place(cache, sealed);
    }
    String missing =
        PARTS.stream()
            .filter(Predicate.not(parts::containsKey))
            .map(part -> part.wireName() + "/" + sector.fileName())
            .collect(Collectors.joining(" and "));
    String why = "no storage path has " + missing + trouble(mounts, silent);
    Optional<Place> recorded =
        mounts.stream()
            .filter(mount -> named.filter(mount.id()::equals).isPresent())
            .filter(mount -> silent.contains(mount) || !mount.error().isEmpty())
            .map(mount -> Path.of(mount.folder()))
            .map(root -> new Place(root, root))
            .findFirst();
    return silent.isEmpty() ? new Missing(recorded, why) : new Silent(recorded, why);
  }

  /** Of a path in trouble: whether it answers at all is asked. */
  private static Set<FileType> nothing(Path root) {
    try {
      Files.readAllBytes(new PathLayout(root).mark());
    } catch (IOException _) {
      return Set.of(); // So it answers.
    }
    return Set.of();
  }

  private static Set<FileType> held(Path root, SectorId sector) {
    Set<FileType> held = EnumSet.noneOf(FileType.class);
    PARTS.stream().filter(part -> has(root, part, sector)).forEach(held::add);
    return held;
  }

  private static boolean has(Path root, FileType type, SectorId sector) {
    Path file = new PathLayout(root).file(type, sector);
    return PathLayout.isFolder(type) ? Files.isDirectory(file) : Files.isRegularFile(file);
  }

  /** The paths on which it may be. */
  private static String trouble(List<Mount> mounts, List<Mount> silent) {
    return Stream.concat(
            mounts.stream()
                .filter(mount -> !mount.error().isEmpty())
                .map(mount -> "; " + mount.folder() + ": " + mount.error()),
            silent.stream()
                .filter(mount -> mount.error().isEmpty())
                .map(mount -> "; " + mount.folder() + " does not answer"))
        .collect(Collectors.joining());
  }
}
