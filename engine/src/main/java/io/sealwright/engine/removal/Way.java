package io.sealwright.engine.removal;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import java.time.Duration;
import java.util.Optional;

/**
 * A way out for a sector that the chain expects something of and that lacks files or a record.
 *
 * @param open whether it can be gone now
 * @param reason why it can, or why not
 * @param until the first epoch at which that is no reason any more, if it passes with time alone
 * @param path with the files, where they lie somewhere
 * @param cost in money, with the fees of the faults until then, if it is known
 * @param time it takes, if it is known
 */
public record Way(
    Kind kind,
    boolean open,
    Reason reason,
    Optional<Epoch> until,
    Optional<String> path,
    Optional<TokenAmount> cost,
    Optional<Duration> time) {

  /** What is done. */
  public enum Kind {
    /** Bring its files back from the trash. */
    RESTORE,
    /** Take the files that lie on a path for its own. */
    ADOPT,
    /** Seal it again. */
    RECOVER,
    /** Tell the chain that it is faulty, and see: after 42 periods the chain ends it. */
    DECLARE,
    /** End it now. */
    TERMINATE
  }

  static Way closed(Kind kind, Reason reason) {
    return closed(kind, reason, Optional.empty());
  }

  static Way closed(Kind kind, Reason reason, Optional<Epoch> until) {
    return new Way(
        kind, false, reason, until, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
