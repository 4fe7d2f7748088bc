package io.sealwright.engine.serving;

import io.sealwright.engine.store.ActionTable;
import io.sealwright.engine.store.ActionTable.Outcome;
import io.sealwright.engine.store.Database;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes actions down in the database; one whose beginning cannot be written is not begun. */
public record StoredLog(ActionTable table, InstantSource clock) implements OperatorLog {
  private static final Logger LOG = LoggerFactory.getLogger(StoredLog.class);

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
