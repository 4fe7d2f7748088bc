package io.sealwright.app.cli.devchain;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish that this process should end, by a signal or by a call, and the moment when all is
 * closed. A process that was told to end and did so in good order ends with 0.
 */
final class End implements AutoCloseable {
  /** How long a signal waits for the folder to be left in good order. */
  private static final int SECONDS_TO_CLOSE = 30;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  private End() {}

  static End ofProcess() {
    End end = new End();
    Runtime.getRuntime().addShutdownHook(new Thread(end::onShutdown, "end"));
    return end;
  }

  /** Asks for the end, and returns at once. */
  void ask() {
    asked.countDown();
  }

  void await() throws InterruptedException {
    asked.await();
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void onShutdown() {
    if (closed.getCount() == 0) {
      return; // The command ended by itself, with a code of its own.
    }
    asked.countDown();
    try {
      if (closed.await(SECONDS_TO_CLOSE, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
