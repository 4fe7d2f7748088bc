package io.sealwright.engine.work;

import io.sealwright.engine.life.Place;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.LocalPaths;
import io.sealwright.engine.store.PathTable;
import io.sealwright.engine.store.PathTable.Seen;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The paths of one host, as its last look at them was written down. */
record HostPaths(List<Own> paths) {
  HostPaths {
    paths = List.copyOf(paths);
  }

  /** A path with where it is on this host. */
  record Own(PathTable.Mount mount, Seen seen) {
    LocalPath local() {
      return new LocalPath(new Place(mount.id().id()), Path.of(seen.folder()), mount.roles());
    }

    private boolean takes(StoragePath.Role role) {
      return mount.roles().contains(role) && mount.weight() > 0 && seen.error().isEmpty();
    }
  }

  static HostPaths of(Collection<PathTable.Stored> all, Host.Name host) {
    return new HostPaths(
        all.stream()
            .flatMap(stored ->
                Stream.ofNullable(stored.hosts().get(host))
                    .map(seen -> new Own(stored.mount(), seen)))
            .toList());
  }

  LocalPaths local() {
    return new LocalPaths(paths.stream().map(Own::local).toList());
  }

  /**
   * The path that a task's files go to. The planner has chosen it, in the same order: to where the
   * inputs lie, else to where the sector has most space; where it has none, as it needs none, to
   * the emptiest.
   */
  Optional<Place> target(TaskRunner.Job job, StoragePath.Role role) {
    return paths.stream()
        .filter(path -> path.takes(role))
        .min(
            Comparator.comparing((Own path) -> !job.inputs().contains(path.mount.id()))
                .thenComparing(
                    path -> job.space().getOrDefault(path.mount.id(), 0L),
                    Comparator.reverseOrder())
                .thenComparing(path -> path.mount.free(), Comparator.reverseOrder())
                .thenComparing(path -> path.mount.id()))
        .map(path -> new Place(path.mount.id().id()));
  }
}
