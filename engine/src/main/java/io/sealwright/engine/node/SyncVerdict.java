package io.sealwright.engine.node;

import java.time.Duration;
import java.util.Optional;

/** Whether a node is in step with its network. */
public sealed interface SyncVerdict {
  /** Lotus's own rule: the head is younger than an epoch. */
  int EPOCHS_OF_A_WAIT = 1;

  /** Rounds without a block, and slow ones, happen: for health a few epochs are allowed. */
  int EPOCHS_OF_HEALTH = 3;

  /** A node that has done nothing for so many epochs is stuck; within the two limits below. */
  int EPOCHS_UNTIL_STUCK = 20;

  Duration SOONEST_STUCK = Duration.ofSeconds(30);
  Duration LATEST_STUCK = Duration.ofMinutes(10);

  /** The head is as young as it should be. */
  record InStep(Duration age) implements SyncVerdict {}

  /** It works, and gets on; the estimate is there once something has been measured. */
  record Syncing(long behind, Optional<Duration> left) implements SyncVerdict {}

  /** The head is too old, nothing is being worked on, and it is too early to call it stuck. */
  record Waiting(Duration age) implements SyncVerdict {}

  /** Nothing has moved for too long. */
  record Stuck(Duration idle, Cause cause) implements SyncVerdict {}

  /** The head is due in the future: one of the clocks is wrong. */
  record ClockWrong(Duration ahead) implements SyncVerdict {}

  /** Why a node may be stuck, as far as it can be seen. */
  sealed interface Cause {
    record NoPeers() implements Cause {}

    record Reported(String text) implements Cause {}

    /** It has a target and does not come nearer. */
    record NoProgress(long behind) implements Cause {}

    /** It knows of nothing newer. */
    record NothingNew() implements Cause {}
  }

  /** Whether the node can be relied on for what is so now. */
  default boolean isInStep() {
    return this instanceof InStep;
  }

  /**
   * The verdict.
   *
   * @param idle for how long nothing has moved
   * @param epochsPerSecond how fast it got on while it was watched; 0 if that is not known
   * @param tolerance how many epochs old the head may be
   */
  static SyncVerdict of(SyncFacts facts, Duration idle, double epochsPerSecond, int tolerance) {
    if (facts.age().plus(facts.blockDelay()).isNegative()) {
      return new ClockWrong(facts.age().negated());
    }
    if (facts.age().compareTo(facts.blockDelay().multipliedBy(tolerance)) < 0) {
      return new InStep(facts.age());
    }
    long expected = facts.age().toMillis() / Math.max(1, facts.blockDelay().toMillis());
    long behind =
        facts.target().map(target -> target - facts.head()).filter(gap -> gap > 0).orElse(expected);
    if (idle.compareTo(untilStuck(facts.blockDelay())) >= 0) {
      return new Stuck(idle, cause(facts, behind));
    }
    if (facts.target().isEmpty() && epochsPerSecond <= 0) {
      return new Waiting(facts.age());
    }
    return new Syncing(behind, left(behind, facts.blockDelay(), epochsPerSecond));
  }

  /** After which time without any progress a node counts as stuck. */
  static Duration untilStuck(Duration blockDelay) {
    Duration usual = blockDelay.multipliedBy(EPOCHS_UNTIL_STUCK);
    if (usual.compareTo(SOONEST_STUCK) < 0) {
      return SOONEST_STUCK;
    }
    return usual.compareTo(LATEST_STUCK) > 0 ? LATEST_STUCK : usual;
  }

  private static Cause cause(SyncFacts facts, long behind) {
    if (!facts.trouble().isEmpty()) {
      return new Cause.Reported(facts.trouble().getFirst());
    }
    if (facts.peers() == 0) {
      return new Cause.NoPeers();
    }
    return facts.target().isPresent() ? new Cause.NoProgress(behind) : new Cause.NothingNew();
  }

  /** While it catches up the network goes on, an epoch each block delay. */
  private static Optional<Duration> left(long behind, Duration delay, double perSecond) {
    double gain = perSecond - 1000.0 / Math.max(1, delay.toMillis());
    return gain <= 0 ? Optional.empty() : Optional.of(Duration.ofSeconds((long) (behind / gain)));
  }
}
