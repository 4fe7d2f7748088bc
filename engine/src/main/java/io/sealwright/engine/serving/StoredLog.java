package io.sealwright.engine.serving;

import io.sealwright.engine.store.ActionTable;
import io.sealwright.engine.store.ActionTable.Outcome;
import io.sealwright.engine.store.Database;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes actions down in the database; one whose beginning cannot be written is not begun. */
public record StoredLog(ActionTable table, InstantSource clock) implements OperatorLog {
  private static final Logger LOG = LoggerFactory.getLogger(StoredLog.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Semaphore WAITING = new Semaphore(8);

  @Override
  public <R> R noting(ActionTable.Order order, Deed<R> deed)
      throws ActionRefused, InterruptedException {
    ActionTable.Id id = begin(order);
    try {
      R result = deed.done();
      end(id, Outcome.DONE, "");
      return result;
    } catch (ActionRefused e) {
      end(id, Outcome.REFUSED, String.valueOf(e.getMessage()));
      throw e;
    } catch (RuntimeException | InterruptedException e) {
      end(id, Outcome.FAILED, Database.words(e));
      throw e;
    }
  }

  /** By a thread that may wait for a database which is away, or whose disk is full. */
  @Override
  public void noted(ActionTable.Order order, Optional<String> refusal) {
    LOG.info(
        "{}: {} {}{}",
        order.who(),
        order.what(),
        order.details(),
        refusal.map(why -> ", refused: " + why).orElse(""));
    if (!WAITING.tryAcquire()) {
      LOG.warn("too much waits for the log of actions: {} is not written there", order.what());
      return;
    }
    CountDownLatch written = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(() -> {
          try {
            end(
                table.begin(order, clock.instant()),
                refusal.isPresent() ? Outcome.REFUSED : Outcome.DONE,
                refusal.orElse(""));
          } catch (IOException e) {
            LOG.error("{} is not in the log of actions: {}", order.what(), e.getMessage());
          } finally {
            WAITING.release();
            written.countDown();
          }
        });
    try {
      if (!written.await(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} may not get into the log of actions", order.what());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private ActionTable.Id begin(ActionTable.Order order) throws ActionRefused {
    try {
      return table.begin(order, clock.instant());
    } catch (IOException e) {
      throw new ActionRefused("the log of actions cannot be written: " + e.getMessage());
    }
  }

  /** What was done stands; its line goes on to say that it was begun. */
  private void end(ActionTable.Id id, Outcome outcome, String words) {
    try {
      table.end(id, outcome, words, clock.instant());
    } catch (IOException e) {
      LOG.error("the end of action {} cannot be written: {}", id.number(), e.getMessage());
    }
  }
}
