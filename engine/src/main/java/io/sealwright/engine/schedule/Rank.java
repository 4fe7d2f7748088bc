package io.sealwright.engine.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * The order in which waiting tasks are looked at:
 *
 * <ol>
 *   <li>proving, whatever else waits;
 *   <li>what has waited longer than patience, oldest first, whatever its stage and priority. Each
 *       task becomes the oldest in time, so that none waits for ever behind a stream of tasks
 *       nearer to finished: AP behind P1, for example;
 *   <li>the rest: higher priority, then the stage nearest to finished, then oldest.
 * </ol>
 *
 * <p>The id decides between equals.
 */
record Rank(Instant now, Duration patience) implements Comparator<WaitingTask> {
  private static final Comparator<WaitingTask> BY_AGE =
      Comparator.comparing(WaitingTask::since).thenComparing(WaitingTask::id);

  private static final Comparator<WaitingTask> BY_STAGE =
      Comparator.comparing(WaitingTask::priority, Comparator.reverseOrder())
          .thenComparing(task -> task.type().progress(), Comparator.reverseOrder())
          .thenComparing(BY_AGE);

  @Override
  public int compare(WaitingTask a, WaitingTask b) {
    int byClass = Integer.compare(group(a), group(b));
    if (byClass != 0) {
      return byClass;
    }
    return isOverdue(a) && !a.type().isProving() ? BY_AGE.compare(a, b) : BY_STAGE.compare(a, b);
  }

  boolean isOverdue(WaitingTask task) {
    return task.since().plus(patience).isBefore(now);
  }

  private int group(WaitingTask task) {
    if (task.type().isProving()) {
      return 0;
    }
    return isOverdue(task) ? 1 : 2;
  }
}
