package io.sealwright.engine.cluster.summary;

import java.time.Duration;

/** How far a node's head is behind the clock, judged as Lotus judges it. */
public enum HeadAge {
  /** Less than one and a half epochs old. */
  IN_STEP,
  /** Less than five epochs old. */
  SLOW,
  BEHIND;

  private static final int SLOW_EPOCHS = 5;

  public static HeadAge of(Duration age, Duration epoch) {
    if (age.multipliedBy(2).compareTo(epoch.multipliedBy(3)) < 0) {
      return IN_STEP;
    }
    return age.compareTo(epoch.multipliedBy(SLOW_EPOCHS)) < 0 ? SLOW : BEHIND;
  }
}
