package io.sealwright.engine.schedule.rehearsal;

import io.sealwright.engine.schedule.TaskType;
import java.time.Duration;
import java.util.Map;

/**
 * What came of a rehearsal.
 *
 * @param finished sectors in long-term storage
 * @param published results that counted
 * @param refused results that came under a lease that was over
 */
public record Outcome(
    int finished,
    Duration took,
    int plans,
    Map<TaskType, Integer> published,
    int refused,
    int mostWaiting) {
  public Outcome {
    published = Map.copyOf(published);
  }
}
