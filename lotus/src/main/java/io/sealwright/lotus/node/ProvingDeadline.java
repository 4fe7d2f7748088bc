package io.sealwright.lotus.node;

import io.sealwright.protocol.epoch.Deadline;
import io.sealwright.protocol.epoch.Epoch;

/**
 * The deadline a miner is in at an epoch, with the rules as the node knows them.
 *
 * @param index of a miner that is new and a period that is yet to begin, still 0 or more
 */
public record ProvingDeadline(
    Epoch now,
    Epoch periodStart,
    long index,
    Epoch open,
    Epoch close,
    Epoch challenge,
    Epoch faultCutoff,
    long periodDeadlines,
    long provingPeriod,
    long challengeWindow,
    long challengeLookback,
    long declarationCutoff) {

  /** What a node says that knows the rules of the protocol. */
  public static ProvingDeadline of(Epoch now, Deadline deadline) {
    return new ProvingDeadline(
        now,
        deadline.period().start(),
        deadline.index(),
        deadline.open(),
        deadline.close(),
        deadline.challenge(),
        deadline.faultCutoff(),
        Deadline.PER_PERIOD,
        Deadline.WINDOW.epochs() * Deadline.PER_PERIOD,
        Deadline.WINDOW.epochs(),
        Deadline.CHALLENGE_LOOKBACK.epochs(),
        Deadline.FAULT_CUTOFF.epochs());
  }

  /** The deadline itself. A network of other rules is an IllegalArgumentException. */
  public Deadline deadline() {
    Deadline deadline = new Deadline(Math.toIntExact(index), open);
    if (!of(now, deadline).equals(this)) {
      throw new IllegalArgumentException("a deadline of other rules than the protocol's: " + this);
    }
    return deadline;
  }
}
