package io.sealwright.engine.driver;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.next.FileCondition;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.stage.CloseLook;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.PathQuestions;
import io.sealwright.engine.store.PathTable;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.work.HostPaths;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for files on the storage paths of one host: what they hold the window duty reads. Of
 * sectors on paths that this host does not have it is only said that it has them not.
 */
public final class HostFileWatch implements FileWatch {
  private static final Logger LOG = LoggerFactory.getLogger(HostFileWatch.class);

  /** Of a folder with more files than any path has, not all are looked through. */
  private static final int MOST_LISTED = 1_000_000;

  /** More than a busy disk needs to read some leaves. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final PathTable paths;
  private final Host.Name host;
  private final Duration every;
  private final InstantSource clock;
  private final PathQuestions questions = new PathQuestions(PATIENCE);
  private final Map<SectorId, Seen> seen = new HashMap<>();
  private Optional<Finding> trouble = Optional.empty();
  private Instant counted = Instant.MIN;

  private record Seen(StoredSector sector, FileCondition condition, Instant at) {
    /**
     * Whether it holds for a sector to which nothing has happened since. What is not well is looked
     * at each time, unless that takes reading.
     */
    boolean isGood(StoredSector now) {
      return sector.equals(now)
          && (CloseLook.isNeeded(now.state()) || condition == FileCondition.READABLE);
    }
  }

  /**
   * Makes a watch.
   *
   * @param every for how long a look is good
   */
  public HostFileWatch(PathTable paths, Host.Name host, Duration every, InstantSource clock) {
    this.paths = paths;
    this.host = host;
    this.every = every;
    this.clock = clock;
  }

  @Override
  public Map<SectorId, FileCondition> look(Collection<StoredSector> sectors)
      throws IOException, InterruptedException {
    List<PathTable.Mount> mounts = paths.of(host);
    Instant now = clock.instant();
    Map<SectorId, FileCondition> conditions = new HashMap<>();
    for (StoredSector sector : sectors) {
      Optional<Evidence.Live> live = sector.state().known().find(Evidence.Live.class);
      if (live.isPresent()) {
        conditions.put(sector.id(), look(sector, live.get(), mounts, now));
      }
    }
    seen.keySet().retainAll(conditions.keySet());
    if (!now.isBefore(counted.plus(every))) {
      trouble = unseen(mounts);
      counted = now;
    }
    return conditions;
  }

  /** Which sectors cannot be proven here, by their paths. */
  private Optional<Finding> unseen(List<PathTable.Mount> mounts)
      throws IOException, InterruptedException {
    List<Seen> away =
        seen.values().stream()
            .filter(one -> one.sector.state().isProven() && !one.condition.isOfFiles())
            .toList();
    Map<PathLayout, Set<String>> sealed = away.isEmpty() ? Map.of() : sealed(mounts);
    Map<String, Integer> elsewhere = new TreeMap<>();
    Map<String, Integer> silent = new TreeMap<>();
    for (Seen one : away) {
      if (!isOnAnother(one.sector, sealed)) {
        String path = one.sector.state().known().place().orElseThrow().path();
        (one.condition == FileCondition.UNKNOWN ? elsewhere : silent).merge(path, 1, Integer::sum);
      }
    }
    Set<String> about =
        Stream.concat(elsewhere.keySet().stream(), silent.keySet().stream())
            .collect(Collectors.toSet());
    return about.isEmpty()
        ? Optional.empty()
        : Optional.of(new Finding(about, words(elsewhere, silent)));
  }

  /** The window duty takes files where it finds them. */
  private boolean isOnAnother(StoredSector sector, Map<PathLayout, Set<String>> sealed)
      throws IOException, InterruptedException {
    SectorSize size = sector.state().known().pledged().proof().size();
    for (Map.Entry<PathLayout, Set<String>> path : sealed.entrySet()) {
      PathLayout layout = path.getKey();
      if (path.getValue().contains(sector.id().fileName())
          && questions.ask(layout.root(), () -> layout.isWhole(sector.id(), size)).orElse(false)) {
        return true;
      }
    }
    return false;
  }

  /** The names of all replicas on each path; a path that cannot be listed has none. */
  private Map<PathLayout, Set<String>> sealed(List<PathTable.Mount> mounts)
      throws InterruptedException {
    Map<PathLayout, Set<String>> sealed = new HashMap<>();
    for (PathTable.Mount mount : mounts) {
      PathLayout layout = new PathLayout(HostPaths.local(mount).folder());
      if (mount.error().isEmpty()) {
        try {
          questions
              .ask(layout.root(), () -> names(layout))
              .ifPresent(names -> sealed.put(layout, names));
        } catch (IOException | UncheckedIOException _) {
          LOG.debug("{} cannot be listed", layout.root());
        }
      }
    }
    return sealed;
  }

  private static Set<String> names(PathLayout path) throws IOException {
    try (Stream<Path> files = Files.list(path.folder(FileType.SEALED))) {
      return files
          .limit(MOST_LISTED)
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toSet());
    }
  }

  private String words(Map<String, Integer> elsewhere, Map<String, Integer> silent) {
    Map<String, PathTable.Stored> known =
        paths.all().stream()
            .collect(Collectors.toMap(path -> path.mount().id().id(), Function.identity()));
    List<String> words = new ArrayList<>();
    if (!elsewhere.isEmpty()) {
      words.add(
          "host %s has not the paths of these sectors, whose windows it proves: %s; run a worker"
                  .formatted(host, list(elsewhere, known))
              + " on it that has them");
    }
    if (!silent.isEmpty()) {
      words.add(
          "paths of sectors whose windows are proven here do not answer: %s; see to their disks"
              .formatted(list(silent, known)));
    }
    return String.join("; ", words);
  }

  private static String list(Map<String, Integer> sectors, Map<String, PathTable.Stored> known) {
    return sectors.entrySet().stream()
        .map(path ->
            "%d on %s%s"
                .formatted(path.getValue(), path.getKey(), folders(known.get(path.getKey()))))
        .collect(Collectors.joining(", "));
  }

  private static String folders(PathTable.@Nullable Stored path) {
    return path == null || path.hosts().isEmpty()
        ? ""
        : path.hosts().entrySet().stream()
            .map(seen -> seen.getKey() + ":" + seen.getValue().folder())
            .sorted()
            .collect(Collectors.joining(", ", " (", ")"));
  }

  @Override
  public Optional<Finding> trouble() {
    return trouble;
  }

  private FileCondition look(
      StoredSector sector, Evidence.Live live, List<PathTable.Mount> mounts, Instant now)
      throws IOException, InterruptedException {
    Seen before = seen.get(sector.id());
    if (before != null && before.isGood(sector) && now.isBefore(before.at.plus(every))) {
      return before.condition;
    }
    FileCondition condition = FileCondition.UNKNOWN;
    for (PathTable.Mount mount : mounts) {
      if (mount.id().id().equals(live.files().path())) {
        condition = condition(sector, mount, now);
      }
    }
    seen.put(sector.id(), new Seen(sector, condition, now));
    return condition;
  }

  private FileCondition condition(StoredSector sector, PathTable.Mount mount, Instant now)
      throws IOException, InterruptedException {
    if (!mount.error().isEmpty()) {
      return FileCondition.UNREACHABLE;
    }
    LocalPath path = HostPaths.local(mount);
    return questions
        .ask(path.folder(), () -> CloseLook.condition(path, sector.state(), now.toEpochMilli()))
        .orElse(FileCondition.UNREACHABLE);
  }
}
