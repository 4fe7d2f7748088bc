package io.sealwright.devchain.actor.miner.funds;

import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;

/**
 * Rounding of epochs to multiples of a unit from an offset, so that queues by epoch stay short.
 *
 * <p>The remainder is cut towards zero, as the chain's arithmetic does: an epoch before the offset
 * is rounded up even where it is far below.
 */
public record Quantum(EpochSpan unit, Epoch offset) {
  public static final Quantum NONE = new Quantum(new EpochSpan(1), Epoch.GENESIS);

  public Epoch up(Epoch epoch) {
    long step = unit.epochs();
    long shift = offset.height() % step;
    long from = epoch.height() - shift;
    boolean exact = from % step == 0 || from < 0;
    return new Epoch(step * (exact ? from / step : from / step + 1) + shift);
  }

  public Epoch down(Epoch epoch) {
    Epoch next = up(epoch);
    return next.equals(epoch) ? next : next.minus(unit);
  }
}
