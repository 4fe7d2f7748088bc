package io.sealwright.devchain.actor.miner.state;

import io.sealwright.devchain.actor.miner.funds.Quantum;
import io.sealwright.protocol.epoch.Deadline;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;

/**
 * How fast proving periods go: all that is measured in deadlines, so that a chain with short ones
 * has everything in the same proportion.
 *
 * @param window how long a deadline is open
 * @param lookback how long before that its challenge is drawn
 * @param cutoff how long before that faults and recoveries can last be declared
 * @param disputes how long after its end a proof may be disputed
 * @param faultPeriods periods a sector may be faulty
 */
public record Pace(
    EpochSpan window, EpochSpan lookback, EpochSpan cutoff, EpochSpan disputes, int faultPeriods) {

  public static Pace of(NetworkRules rules) {
    EpochSpan window = rules.deadlineWindow();
    long disputeWindows = rules.disputeWindow().epochs() / Deadline.WINDOW.epochs();
    return new Pace(
        window,
        rules.challengeLookback(),
        rules.faultCutoff(),
        window.times(disputeWindows),
        rules.faultPeriods());
  }

  public EpochSpan period() {
    return window.times(Deadline.PER_PERIOD);
  }

  /** The deadline of an index in the period from a start. */
  public Window window(Epoch periodStart, int index) {
    return new Window(this, periodStart, index);
  }

  /** The deadline open at an epoch, where periods start at some epoch and all whole periods on. */
  public Window at(Epoch now, Epoch aStart) {
    Epoch start = new Quantum(period(), aStart).down(now);
    return window(start, (int) (now.since(start).epochs() / window.epochs()));
  }

  /** The end of the period of faults that may be forgiven, for one found in a window. */
  public Epoch faultExpiration(Window found) {
    return found.last().plus(period().times(faultPeriods));
  }
}
