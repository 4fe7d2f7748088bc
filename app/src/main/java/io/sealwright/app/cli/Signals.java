package io.sealwright.app.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets an interrupt from the keyboard or a request to terminate end work at its next safe point:
 * the thread that works is interrupted, closes its files, and says in one line how to go on.
 */
public final class Signals {
  /** How long the end of the process waits for work to stop. */
  private static final int SECONDS_TO_STOP = 20;

  private final AtomicBoolean ending = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final PrintWriter err;
  private final String farewell;

  private Signals(PrintWriter err, String farewell) {
    this.err = err;
    this.farewell = farewell;
  }

  /** Does work on this thread that may be interrupted so, and goes on when it is done again. */
  public static <T> T during(PrintWriter err, Callable<T> work) throws Exception {
    return new Signals(err, "interrupted; run the same command again and it goes on from here")
        .run(work);
  }

  /** Does work that keeps nothing of what it has done until it is whole. */
  public static <T> T duringOnePiece(PrintWriter err, Callable<T> work) throws Exception {
    return new Signals(
            err, "interrupted; nothing whole was written, and the same command begins anew")
        .run(work);
  }

  /**
   * Does work that is not gone on with.
   *
   * @param farewell the line for whoever interrupts it
   */
  static <T> T during(PrintWriter err, String farewell, Callable<T> work) throws Exception {
    return new Signals(err, farewell).run(work);
  }

  private <T> T run(Callable<T> work) throws Exception {
    Thread worker = Thread.currentThread();
    Thread hook = new Thread(() -> stop(worker));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.call();
    } catch (Exception e) { // A file that was open when the interrupt came fails as a file does.
      if (ending.get()) {
        err.println(farewell);
        err.flush();
      }
      throw e;
    } finally {
      stopped.countDown();
      rest(hook);
    }
  }

  /** Runs when the process is to end, however that came about. */
  private void stop(Thread worker) {
    ending.set(true);
    worker.interrupt();
    try {
      boolean _ = stopped.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      worker.interrupt();
    }
  }

  /** While the process ends nothing more is printed: its end comes with the next line anyway. */
  private void rest(Thread hook) throws InterruptedException {
    if (!ending.get()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
        return;
      } catch (IllegalStateException _) {
        ending.set(true); // The end began between the two lines above.
      }
    }
    boolean _ = Thread.interrupted();
    Thread.sleep(TimeUnit.SECONDS.toMillis(SECONDS_TO_STOP));
  }
}
