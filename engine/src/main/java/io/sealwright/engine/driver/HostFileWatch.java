package io.sealwright.engine.driver;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.next.FileCondition;
import io.sealwright.engine.schedule.Host;
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

/**
 * Looks for files on the storage paths of one host, by name and length: what they hold the window
 * duty reads. Of sectors on paths that this host does not have nothing is said.
 */
public final class HostFileWatch implements FileWatch {
  private final PathTable paths;
  private final Host.Name host;
  private final Duration every;
  private final InstantSource clock;
  private final Map<SectorId, Seen> seen = new HashMap<>();

  private record Seen(Place place, FileCondition condition, Instant at) {}

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
    for (StoredSector sector : sectors) {
      Optional<Evidence.Live> live = sector.state().known().find(Evidence.Live.class);
      if (live.isPresent()) {
        conditions.put(sector.id(), look(sector.id(), live.get(), mounts, now));
      }
    }
    seen.keySet().retainAll(conditions.keySet());
    return conditions;
  }

  private FileCondition look(
      SectorId sector, Evidence.Live live, List<PathTable.Mount> mounts, Instant now) {
    Seen before = seen.get(sector);
    if (before != null
        && before.place.equals(live.files())
        && before.condition == FileCondition.READABLE
        && now.isBefore(before.at.plus(every))) {
      return before.condition;
    }
    FileCondition condition =
        mounts.stream()
            .filter(mount -> mount.id().id().equals(live.files().path()))
            .findFirst()
            .map(mount -> condition(sector, live.pledged().proof().size(), mount))
            .orElse(FileCondition.UNKNOWN);
    seen.put(sector, new Seen(live.files(), condition, now));
    return condition;
  }

  private static FileCondition condition(SectorId sector, SectorSize size, PathTable.Mount mount) {
    LocalPath path = HostPaths.local(mount);
    if (!mount.error().isEmpty() || !path.isMounted()) {
      return FileCondition.UNREACHABLE;
    }
    return new PathLayout(path.folder()).isWhole(sector, size)
        ? FileCondition.READABLE
        : FileCondition.LOST;
  }
}
