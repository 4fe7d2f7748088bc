package io.sealwright.proofs.window;

import io.sealwright.protocol.SectorNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Threads that read, so many at most on each storage path, each only as long as there is work.
 *
 * <p>They are platform threads: a virtual thread that waits in a file read is not reached by an
 * interrupt, which then waits itself until the read returns. Where not even a platform thread can
 * be interrupted, the thread that interrupts waits; so interrupts have threads of their own.
 */
final class Readers {
  /**
   * Something to read.
   *
   * @param stage of which the earlier ones go first
   * @param work what to do; it keeps its failures to itself
   */
  record Job(Path storage, Stage stage, SectorNumber sector, Runnable work) {}

  private static final Comparator<Turn> FIRST =
      Comparator.comparing((Turn turn) -> turn.job.stage()).thenComparingLong(Turn::number);

  /** A job and when it came. */
  private record Turn(Job job, long number) {}

  /** One storage path. */
  private static final class Lane {
    final PriorityQueue<Turn> waiting = new PriorityQueue<>(FIRST);
    final List<Reader> readers = new ArrayList<>();
  }

  /** A thread and what it does. */
  private static final class Reader {
    final Thread thread;
    Optional<Job> job = Optional.empty();

    Reader(Thread.Builder builder, Runnable loop) {
      this.thread = builder.unstarted(loop);
    }
  }

  /** For a thread that has nothing left to do. */
  private static final Duration AT_MOST_TO_END = Duration.ofSeconds(1);

  private final int limit;
  private final Map<Path, Lane> lanes = new HashMap<>();
  private final List<Thread> ending = new ArrayList<>();
  private long jobs;
  private boolean cancelled;

  /**
   * @param limit of threads on each storage path
   */
  Readers(int limit) {
    this.limit = limit;
  }

  /** Has a job done, unless all was cancelled. */
  synchronized void submit(Job job) {
    if (cancelled) {
      return;
    }
    Lane lane = lanes.computeIfAbsent(job.storage(), _ -> new Lane());
    lane.waiting.add(new Turn(job, jobs++));
    if (lane.readers.size() < limit) {
      String name = "post-read-" + job.storage() + "-" + lane.readers.size();
      Reader[] self = new Reader[1];
      self[0] = new Reader(Thread.ofPlatform().daemon().name(name), () -> work(lane, self[0]));
      lane.readers.add(self[0]);
      self[0].thread.start();
    }
  }

  private void work(Lane lane, Reader reader) {
    try {
      for (Optional<Job> job = next(lane, reader); job.isPresent(); job = next(lane, reader)) {
        job.get().work().run();
      }
    } finally {
      leave(lane, reader);
    }
  }

  private synchronized Optional<Job> next(Lane lane, Reader reader) {
    reader.job = Optional.ofNullable(lane.waiting.poll()).map(Turn::job);
    if (reader.job.isEmpty()) {
      leave(lane, reader);
    }
    return reader.job;
  }

  private synchronized void leave(Lane lane, Reader reader) {
    if (lane.readers.remove(reader)) {
      ending.add(reader.thread);
    }
    ending.removeIf(thread -> !thread.isAlive());
    notifyAll();
  }

  /** Begins nothing more and interrupts what is being read. Does not wait. */
  synchronized void cancel() {
    cancelled = true;
    for (Lane lane : lanes.values()) {
      lane.waiting.clear();
      for (Reader reader : lane.readers) {
        ending.add(
            Thread.ofPlatform()
                .daemon()
                .name("post-interrupt-" + reader.thread.getName())
                .start(reader.thread::interrupt));
      }
    }
  }

  /** Waits until no thread is left, but not beyond a moment; returns what is still being done. */
  List<Job> await(InstantSource clock, Instant until) throws InterruptedException {
    List<Job> busy = awaitReaders(clock, until);
    if (busy.isEmpty()) {
      for (Thread thread : threadsThatEnd()) {
        thread.join(AT_MOST_TO_END);
      }
    }
    return busy;
  }

  private synchronized List<Thread> threadsThatEnd() {
    return List.copyOf(ending);
  }

  private synchronized List<Job> awaitReaders(InstantSource clock, Instant until)
      throws InterruptedException {
    while (lanes.values().stream().anyMatch(lane -> !lane.readers.isEmpty())) {
      long left = Duration.between(clock.instant(), until).toMillis();
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return lanes.values().stream()
        .flatMap(lane -> lane.readers.stream())
        .flatMap(reader -> reader.job.stream())
        .toList();
  }
}
