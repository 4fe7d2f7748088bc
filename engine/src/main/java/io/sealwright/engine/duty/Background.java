package io.sealwright.engine.duty;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work on a thread of its own, which waits there for those that read and compute. */
final class Background<T> {
  /** More than a proof takes to let go of what it has open. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final FutureTask<T> task;
  private final Thread thread;

  private Background(String name, Callable<T> work) {
    task = new FutureTask<>(work);
    thread = Thread.ofVirtual().name(name).start(task);
  }

  static <T> Background<T> start(String name, Callable<T> work) {
    return new Background<>(name, work);
  }

  /** How work ended that is over; one of both is there. */
  record Ended<T>(Optional<T> result, Optional<Throwable> failure) {}

  /** How it ended, if it did. */
  Optional<Ended<T>> ended() throws InterruptedException {
    if (!task.isDone()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Ended<>(Optional.of(task.get()), Optional.empty()));
    } catch (ExecutionException e) {
      return Optional.of(new Ended<>(Optional.empty(), Optional.ofNullable(e.getCause())));
    }
  }

  /** Interrupts it and waits until it has let go of everything; says whether it has. */
  boolean stop() throws InterruptedException {
    thread.interrupt();
    return thread.join(PATIENCE);
  }

  /** Waits until it ends by itself. */
  void await() throws InterruptedException {
    thread.join();
  }
}
