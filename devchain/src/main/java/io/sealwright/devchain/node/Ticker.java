package io.sealwright.devchain.node;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes epochs as time goes by, on a thread of its own, until it is closed. */
final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Beat beat;
  private final Thread thread;

  /** What is done again and again. */
  interface Beat {
    /** How long until the next epoch is due. */
    Duration untilDue();

    /** Makes it. */
    void make() throws IOException;
  }

  Ticker(Beat beat, Duration retry) {
    this.beat = beat;
    this.thread = Thread.ofPlatform().name("devchain-epochs").start(() -> run(retry));
  }

  /** Ends after the epoch in work. The thread is never interrupted: that would close its files. */
  @Override
  public void close() {
    closed.countDown();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the world may do is told in a line, what may be a bug with where it happened. */
  private static void tell(Exception failure) {
    if (failure instanceof IOException) {
      LOG.error("no block was made, trying again: {}", failure.toString());
    } else {
      LOG.error("no block was made, trying again", failure);
    }
  }

  private void run(Duration retry) {
    try {
      while (!closed.await(Math.max(1, beat.untilDue().toMillis()), TimeUnit.MILLISECONDS)) {
        try {
          beat.make();
        } catch (IOException | RuntimeException e) {
          tell(e);
          if (closed.await(retry.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      LOG.error("the clock of the chain was interrupted and stops", e);
    }
  }
}
