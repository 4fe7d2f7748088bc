package io.sealwright.engine.clearing;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.next.FileCondition;
import io.sealwright.engine.removal.SectorFacts;
import io.sealwright.engine.removal.TrashRule;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.stage.CloseLook;
import io.sealwright.engine.stage.Trash;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.storage.FoundFile;
import io.sealwright.engine.storage.Listing;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.SectorSearch;
import io.sealwright.engine.storage.TrashName;
import io.sealwright.engine.store.PathTable;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of sectors on the paths of a cluster, as far as one of its hosts sees them. A path that
 * is mounted elsewhere alone, or is silent, is unreachable: nobody knows what lies there.
 */
public record PathFiles(PathTable paths, Host.Name host) {

  /**
   * What a look at all paths finds of a sector.
   *
   * @param unreachable ids of paths that could not be looked at and may have more
   */
  record Seen(List<FoundFile> found, List<TrashName.On> trashed, Set<String> unreachable) {}

  /**
   * What is there of a sector now.
   *
   * @param place the path that the record says its files are on, or were before it was removed
   * @param gone paths that will not come back, by the word of an operator
   */
  Seen of(SectorSearch search, Optional<String> place, Set<String> gone) {
    SectorId sector = search.sector();
    List<FoundFile> found = new ArrayList<>();
    List<TrashName.On> trashed = new ArrayList<>();
    Set<String> unreachable = new HashSet<>();
    for (PathTable.Stored stored : paths.all()) {
      String id = stored.mount().id().id();
      try {
        LocalPath path = reach(stored).orElseThrow(() -> new NoSuchFileException(id));
        Listing listing = listing(path, sector);
        found.addAll(search.in(List.of(listing)));
        trashed.addAll(trash(path, sector));
      } catch (IOException _) {
        if (place.isEmpty() || isStore(stored) || place.filter(id::equals).isPresent()) {
          unreachable.add(id);
        }
      }
    }
    place.filter(path -> !ids().contains(path)).ifPresent(unreachable::add);
    unreachable.removeAll(gone);
    return new Seen(found, trashed, unreachable);
  }

  /** How the files of a stored sector are, for all that this host sees of them. */
  FileCondition condition(SectorState state, Instant now) throws IOException {
    Optional<String> home =
        state.known().find(Evidence.Live.class).map(live -> live.files().path());
    for (PathTable.Mount mount : paths.of(host)) {
      if (home.equals(Optional.of(mount.id().id()))) {
        return mount.error().isEmpty()
            ? CloseLook.condition(local(mount, mount.folder()), state, now.toEpochMilli())
            : FileCondition.UNREACHABLE;
      }
    }
    return FileCondition.UNKNOWN;
  }

  private static LocalPath local(PathTable.Mount mount, String folder) {
    return new LocalPath(new Place(mount.id().id()), Path.of(folder), mount.roles());
  }

  /** Whether sectors stay on a path: one whose place is known has nothing on any other. */
  private static boolean isStore(PathTable.Stored stored) {
    return stored.mount().roles().contains(StoragePath.Role.STORE);
  }

  /** The ids of all paths. */
  Set<String> ids() {
    return paths.all().stream()
        .map(stored -> stored.mount().id().id())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Where hosts have paths. */
  public List<ClearingPlan.Folder> folders(Set<String> ids) {
    return paths.all().stream()
        .filter(stored -> ids.contains(stored.mount().id().id()))
        .flatMap(stored ->
            stored.hosts().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().name()))
                .map(entry ->
                    new ClearingPlan.Folder(
                        stored.mount().id().id(),
                        entry.getKey().name(),
                        entry.getValue().folder())))
        .toList();
  }

  /** The path where this host has it; or where others have it, if it is there on this host too. */
  private Optional<LocalPath> reach(PathTable.Stored stored) {
    Optional<PathTable.Seen> own = Optional.ofNullable(stored.hosts().get(host));
    if (own.isPresent() && !own.get().error().isEmpty()) {
      return Optional.empty();
    }
    Stream<PathTable.Seen> seen =
        own.map(Stream::of).orElseGet(() -> stored.hosts().values().stream());
    return seen.map(PathTable.Seen::folder)
        .distinct()
        .map(folder -> local(stored.mount(), folder))
        .filter(LocalPath::isMounted)
        .findFirst();
  }

  /** A path by its id, if this host reaches it. */
  public Optional<LocalPath> find(String id) {
    return paths.all().stream()
        .filter(stored -> stored.mount().id().id().equals(id))
        .findFirst()
        .flatMap(this::reach);
  }

  /**
   * Whether what lies where a sector's files are is its replica, as far as a look tells.
   *
   * @param samples chooses the leaves that are opened to its CommR
   */
  public boolean isSound(Evidence sector, long samples) throws IOException {
    Optional<LocalPath> path = sector.place().map(Place::path).flatMap(this::find);
    return path.isPresent() && CloseLook.isSound(path.get(), sector, samples);
  }

  /** The paths this host reaches that sectors stay on. */
  public Optional<Place> anyStore() {
    return paths.all().stream()
        .filter(PathFiles::isStore)
        .flatMap(stored -> reach(stored).stream())
        .map(LocalPath::id)
        .findFirst();
  }

  private static Listing listing(LocalPath path, SectorId sector) throws IOException {
    PathLayout layout = new PathLayout(path.folder());
    List<Listing.Entry> entries = new ArrayList<>();
    for (FileType type : FileType.values()) {
      Path file = layout.file(type, sector);
      if (!isThere(file)) {
        continue;
      }
      entries.add(
          PathLayout.isFolder(type)
              ? Listing.Entry.folder(type, sector.fileName(), contents(file))
              : Listing.Entry.file(type, sector.fileName(), Files.size(file)));
    }
    return new Listing(path.id().path(), entries);
  }

  /** What cannot be looked at is not absent. */
  private static boolean isThere(Path file) throws IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class);
      return true;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private static Map<String, Long> contents(Path folder) throws IOException {
    Map<String, Long> contents = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.size(file));
      }
    }
    return contents;
  }

  private static List<TrashName.On> trash(LocalPath path, SectorId sector) throws IOException {
    return Trash.list(path).stream()
        .map(Trash.Found::name)
        .filter(name -> name.sector().equals(sector))
        .map(name -> new TrashName.On(path.id().path(), name))
        .toList();
  }

  /**
   * Takes all files of a sector to the trash of their paths. What need not be kept can go from
   * there with the next emptying.
   */
  public void discard(SectorFacts facts, Instant now) throws IOException {
    SectorId sector = facts.sector();
    List<Publication.Step> steps = new ArrayList<>();
    for (FoundFile file : facts.files().found()) {
      Instant until =
          TrashRule.WEEK.of(file, facts.chain(), now) instanceof TrashRule.Fate.Trashed(Instant end)
              ? end
              : now;
      PathLayout layout = layout(file.path());
      steps.add(
          new Publication.Withdraw(
              layout.file(file.type(), sector),
              layout.trash(new TrashName(until, file.type(), sector))));
    }
    new Publication(steps).apply();
  }

  /**
   * Brings files back from the trash of a path; of several of a kind the one that was deleted last.
   * What has taken a file's place in the meantime goes to the trash for it.
   */
  public void restore(SectorId sector, String path, Collection<TrashName.On> trashed)
      throws IOException {
    PathLayout layout = layout(path);
    Map<FileType, TrashName> newest = new HashMap<>();
    for (TrashName.On file : trashed) {
      if (file.path().equals(path)) {
        newest.merge(
            file.name().type(),
            file.name(),
            (one, other) -> one.until().isBefore(other.until()) ? other : one);
      }
    }
    List<Publication.Step> steps = new ArrayList<>();
    for (TrashName name : newest.values()) {
      TrashName aside = new TrashName(name.until().plusSeconds(1), name.type(), sector);
      Path place = layout.file(name.type(), sector);
      steps.add(new Publication.Install(layout.trash(name), place, layout.trash(aside)));
    }
    new Publication(steps).apply();
  }

  private PathLayout layout(String path) throws IOException {
    return new PathLayout(
        find(path)
            .orElseThrow(() -> new NoSuchFileException("path " + path + " is not mounted here"))
            .folder());
  }
}
