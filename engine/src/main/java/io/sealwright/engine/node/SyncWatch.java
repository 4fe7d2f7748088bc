package io.sealwright.engine.node;

import java.time.Duration;
import java.time.Instant;

/** Follows one node and remembers when it last moved, and how fast. For one thread. */
public final class SyncWatch {
  private final int tolerance;
  private boolean begun;
  private Instant begin = Instant.EPOCH;
  private long beginHeight;
  private Instant moved = Instant.EPOCH;
  private long height;
  private long reached;
  private long applied;

  /**
   * A watch that has seen nothing yet.
   *
   * @param tolerance how many epochs old the head may be
   */
  public SyncWatch(int tolerance) {
    this.tolerance = tolerance;
  }

  /** Takes in what was seen, and judges. */
  public SyncVerdict observe(SyncFacts facts) {
    boolean moves =
        facts.head() != height || facts.reached() != reached || facts.applied() != applied;
    if (!begun || moves) {
      moved = facts.now();
    }
    if (!begun) {
      begun = true;
      begin = facts.now();
      beginHeight = facts.head();
    }
    height = facts.head();
    reached = facts.reached();
    applied = facts.applied();
    return SyncVerdict.of(facts, Duration.between(moved, facts.now()), rate(facts), tolerance);
  }

  private double rate(SyncFacts facts) {
    double seconds = Duration.between(begin, facts.now()).toMillis() / 1000.0;
    return seconds <= 0 ? 0 : (facts.head() - beginHeight) / seconds;
  }
}
