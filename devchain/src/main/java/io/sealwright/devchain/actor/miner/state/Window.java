package io.sealwright.devchain.actor.miner.state;

import io.sealwright.devchain.actor.miner.funds.Quantum;
import io.sealwright.protocol.epoch.Deadline;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;

/** One deadline of one proving period. */
public record Window(Pace pace, Epoch periodStart, int index) {
  public Window {
    if (index < 0 || index >= Deadline.PER_PERIOD) {
      throw new IllegalArgumentException("deadline index " + index);
    }
  }

  public Epoch open() {
    return periodStart.plus(pace.window().times(index));
  }

  /** The first epoch after it. */
  public Epoch close() {
    return open().plus(pace.window());
  }

  public Epoch last() {
    return close().minus(new EpochSpan(1));
  }

  public Epoch challenge() {
    return open().minus(pace.lookback());
  }

  public Epoch faultCutoff() {
    return open().minus(pace.cutoff());
  }

  public boolean isOpenAt(Epoch now) {
    return !now.isBefore(open()) && now.isBefore(close());
  }

  /** This deadline in the first period in which it has not yet passed. */
  public Window notElapsed(Epoch now) {
    if (now.isBefore(close())) {
      return this;
    }
    long periods = 1 + now.since(close()).epochs() / pace.period().epochs();
    return new Window(pace, periodStart.plus(pace.period().times(periods)), index);
  }

  /** The same deadline a period before. */
  public Window before() {
    return new Window(pace, periodStart.minus(pace.period()), index);
  }

  /** Whether sectors may be added, ended or moved: not from one window before it until its end. */
  public boolean isMutableAt(Epoch now) {
    return now.isBefore(notElapsed(now).open().minus(pace.window()));
  }

  /** Whether a proof of its last round may still be disputed. */
  public boolean isDisputableAt(Epoch now) {
    if (now.isBefore(periodStart)) {
      return false;
    }
    Window next = notElapsed(now);
    Epoch lastClose = next.close().minus(pace.period());
    return !next.isOpenAt(now) && now.isBefore(lastClose.plus(pace.disputes()));
  }

  /** Whether partitions may be compacted: neither soon proven nor still disputable. */
  public boolean isCompactableAt(Epoch now) {
    return isMutableAt(now) && !isDisputableAt(now);
  }

  /** Expirations are rounded up to the last epoch of this deadline in some period. */
  public Quantum quantum() {
    return new Quantum(pace.period(), last());
  }
}
