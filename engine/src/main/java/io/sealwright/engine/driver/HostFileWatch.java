package io.sealwright.engine.driver;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.next.FileCondition;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.stage.CloseLook;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.store.PathTable;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.work.HostPaths;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for files on the storage paths of one host, by name and length: what they hold the window
 * duty reads. Only of a sector that has its fault already it is read here too, for a replica that
 * is there and damaged is not declared recovered by the duty, and has to be made again. Of sectors
 * on paths that this host does not have nothing is said.
 */
public final class HostFileWatch implements FileWatch {
  private final PathTable paths;
  private final Host.Name host;
  private final Duration every;
  private final InstantSource clock;
  private final Map<SectorId, Seen> seen = new HashMap<>();
  private volatile Optional<String> trouble = Optional.empty();

  private record Seen(StoredSector sector, FileCondition condition, Instant at) {
    /**
     * Whether it holds for a sector to which nothing has happened since. What is not well is looked
     * at each time, unless that takes reading.
     */
    boolean isGood(StoredSector now) {
      return sector.equals(now) && (isClose(now) || condition == FileCondition.READABLE);
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
  public Map<SectorId, FileCondition> look(Collection<StoredSector> sectors) throws IOException {
    List<PathTable.Mount> mounts = paths.of(host);
    Instant now = clock.instant();
    Map<SectorId, FileCondition> conditions = new HashMap<>();
    Map<String, Integer> unseen = new TreeMap<>();
    for (StoredSector sector : sectors) {
      Optional<Evidence.Live> live = sector.state().known().find(Evidence.Live.class);
      if (live.isPresent()) {
        FileCondition condition = look(sector, live.get(), mounts, now);
        conditions.put(sector.id(), condition);
        if (isProven(sector) && !condition.isOfFiles()) {
          unseen.merge(live.get().files().path(), 1, Integer::sum);
        }
      }
    }
    seen.keySet().retainAll(conditions.keySet());
    trouble = unseen.isEmpty() ? Optional.empty() : Optional.of(words(unseen));
    return conditions;
  }

  /** Whether its files are read in windows, or would be if they were well. */
  private static boolean isProven(StoredSector sector) {
    return switch (sector.state()) {
      case SectorState.Proving _,
          SectorState.Faulty _,
          SectorState.FaultReported _,
          SectorState.Recovering _ ->
          true;
      default -> false;
    };
  }

  private String words(Map<String, Integer> unseen) {
    Map<String, PathTable.Stored> known =
        paths.all().stream()
            .collect(Collectors.toMap(path -> path.mount().id().id(), Function.identity()));
    String places =
        unseen.entrySet().stream()
            .map(path ->
                "%d on path %s%s"
                    .formatted(path.getValue(), path.getKey(), folders(known.get(path.getKey()))))
            .collect(Collectors.joining(", "));
    return "windows are proven on host %s, which does not see the files of these sectors: %s;"
            .formatted(host, places)
        + " run a worker on it that has these paths";
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
  public Optional<String> trouble() {
    return trouble;
  }

  /** Whether its files are to be read, too. */
  private static boolean isClose(StoredSector sector) {
    return sector.state() instanceof SectorState.FaultReported;
  }

  private FileCondition look(
      StoredSector sector, Evidence.Live live, List<PathTable.Mount> mounts, Instant now)
      throws IOException {
    Seen before = seen.get(sector.id());
    if (before != null && before.isGood(sector) && now.isBefore(before.at.plus(every))) {
      return before.condition;
    }
    FileCondition condition = FileCondition.UNKNOWN;
    for (PathTable.Mount mount : mounts) {
      if (mount.id().id().equals(live.files().path())) {
        condition = condition(live, isClose(sector), mount, now);
      }
    }
    seen.put(sector.id(), new Seen(sector, condition, now));
    return condition;
  }

  private static FileCondition condition(
      Evidence.Live live, boolean close, PathTable.Mount mount, Instant now) throws IOException {
    LocalPath path = HostPaths.local(mount);
    if (!mount.error().isEmpty() || !path.isMounted()) {
      return FileCondition.UNREACHABLE;
    }
    PathLayout layout = new PathLayout(path.folder());
    SectorId sector = live.pledged().id();
    SectorSize size = live.pledged().proof().size();
    boolean isThere = layout.isWhole(sector, size);
    if (isThere && (!close || CloseLook.isSound(path, live, now.toEpochMilli()))) {
      return FileCondition.READABLE;
    }
    boolean isLost = isThere || layout.isLost(sector, size);
    return isLost && path.isMounted() ? FileCondition.LOST : FileCondition.UNREACHABLE;
  }
}
