package io.sealwright.proofs.porep;

import io.sealwright.proofs.file.Mapped;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Platform threads that share numbered chunks of work. */
public final class Workforce {

  /** What to do for one chunk. */
  @FunctionalInterface
  public interface Task {
    void run(long chunk) throws IOException, InterruptedException;
  }

  private Workforce() {}

  /**
   * Runs chunks 0 to {@code chunks}-1, each once. The first failure stops the others and is thrown;
   * an interrupt stops all.
   */
  public static void share(int threads, long chunks, Task task)
      throws IOException, InterruptedException {
    AtomicLong next = new AtomicLong();
    AtomicBoolean failed = new AtomicBoolean();
    Callable<Boolean> worker =
        () -> {
          try {
            for (long chunk = next.getAndIncrement();
                chunk < chunks && !failed.get() && !Thread.currentThread().isInterrupted();
                chunk = next.getAndIncrement()) {
              task.run(chunk);
            }
            return true;
          } catch (IOException | InterruptedException | RuntimeException | Error e) {
            failed.set(true);
            throw e;
          }
        };
    int count = (int) Math.min(threads, Math.max(1, chunks));
    try (ExecutorService pool = Executors.newFixedThreadPool(count)) {
      for (Future<Boolean> result : pool.invokeAll(Collections.nCopies(count, worker))) {
        result.get();
      }
    } catch (ExecutionException e) {
      throw rethrown(e);
    }
  }

  private static IOException rethrown(ExecutionException failure) throws InterruptedException {
    return switch (failure.getCause()) {
      case ClosedByInterruptException _, InterruptedException _ ->
          throw new InterruptedException("stopped");
      case IOException e -> e;
      case InternalError e -> Mapped.lost(e);
      case RuntimeException e -> throw e;
      case null, default -> throw new IllegalStateException(failure);
    };
  }
}
