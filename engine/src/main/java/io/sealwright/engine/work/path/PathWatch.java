package io.sealwright.engine.work.path;

import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.store.PathTable.Mount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the paths of a host again and again, at each on a thread of its own: a mount that does
 * not answer must keep neither the others nor a heartbeat waiting.
 */
public final class PathWatch implements AutoCloseable {
  private static final int MISSED_LOOKS = 3;

  private final Duration interval;
  private final InstantSource clock;
  private final List<Watched> paths = new CopyOnWriteArrayList<>();

  /** What was seen of a path, and when. */
  private record Sight(Mount mount, boolean readOnly, Instant at) {
    static Sight of(HostPath path, Instant at) {
      return new Sight(path.look(), path.isReadOnly(), at);
    }
  }

  private static final class Watched {
    final HostPath path;
    final CountDownLatch left = new CountDownLatch(1);
    volatile Sight last;

    Watched(HostPath path, Sight first) {
      this.path = path;
      this.last = first;
    }
  }

  /** Looks at each once, and then at this interval. */
  public PathWatch(List<HostPath> paths, Duration interval, InstantSource clock) {
    this.interval = interval;
    this.clock = clock;
    paths.forEach(this::add);
  }

  /** Looks at one more path from now on; at one of the same id it goes on as it did. */
  public void add(HostPath path) {
    if (paths.stream().noneMatch(watched -> watched.path.id().equals(path.id()))) {
      Watched watched = new Watched(path, Sight.of(path, clock.instant()));
      paths.add(watched);
      Thread.ofPlatform().daemon().name("path-" + path.id()).start(() -> watch(watched));
    }
  }

  /** Looks at a path no more. */
  public void remove(StoragePath.Id path) {
    List<Watched> left = paths.stream().filter(watched -> watched.path.id().equals(path)).toList();
    paths.removeAll(left);
    left.forEach(watched -> watched.left.countDown());
  }

  private void watch(Watched watched) {
    try {
      while (!watched.left.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        Instant began = clock.instant();
        watched.last = Sight.of(watched.path, began);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The paths as they were seen last; never waits. */
  public List<Mount> mounts() {
    Instant limit = clock.instant().minus(interval.multipliedBy(MISSED_LOOKS));
    return paths.stream().map(watched -> mount(watched, limit)).toList();
  }

  /** The folders to which nothing could be written at the last look. */
  public List<Path> readOnly() {
    return paths.stream()
        .filter(watched -> watched.last.readOnly)
        .map(watched -> watched.path.folder())
        .toList();
  }

  private static Mount mount(Watched watched, Instant limit) {
    Sight last = watched.last;
    return last.at.isBefore(limit)
        ? watched.path.unwell(watched.path.folder() + " does not answer since " + last.at)
        : last.mount;
  }

  @Override
  public void close() {
    paths.forEach(watched -> watched.left.countDown());
  }
}
