package io.sealwright.engine.work;

import io.sealwright.engine.life.Place;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.LocalPaths;
import io.sealwright.engine.store.PathTable.Mount;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The paths of one host, as its last look at them was written down. */
public record HostPaths(List<Mount> mounts) {
  public HostPaths {
    mounts = List.copyOf(mounts);
  }

  /** A path as stages take it. */
  public static LocalPath local(Mount mount) {
    return new LocalPath(new Place(mount.id().id()), Path.of(mount.folder()), mount.roles());
  }

  LocalPaths local() {
    return new LocalPaths(mounts.stream().map(HostPaths::local).toList());
  }

  private static boolean takes(Mount mount, StoragePath.Role role) {
    return mount.roles().contains(role) && mount.weight() > 0 && mount.error().isEmpty();
  }

  /**
   * The path that a task's files go to. The planner has chosen it, in the same order: to where the
   * inputs lie, else to where the sector has most space; where it has none, as it needs none, to
   * the emptiest.
   */
  Optional<Place> target(TaskRunner.Job job, StoragePath.Role role) {
    return mounts.stream()
        .filter(mount -> takes(mount, role))
        .min(
            Comparator.comparing((Mount mount) -> !job.inputs().contains(mount.id()))
                .thenComparing(
                    mount -> job.space().getOrDefault(mount.id(), 0L), Comparator.reverseOrder())
                .thenComparing(Mount::free, Comparator.reverseOrder())
                .thenComparing(Mount::id))
        .map(mount -> new Place(mount.id().id()));
  }
}
