package io.sealwright.engine.recovery.source;

import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The epochs whose messages are searched for pre-commits.
 *
 * @param from the later one, where the search begins
 */
record Reach(Epoch from, Epoch downTo) {

  /**
   * All that the pre-commits of these sectors may lie in.
   *
   * @param window how long before a sector was proven, or before the head for one that is not, its
   *     pre-commit may be
   */
  static Reach of(Collection<OnChain> sectors, Epoch head, EpochSpan window) {
    long from = Long.MIN_VALUE;
    long downTo = Long.MAX_VALUE;
    for (OnChain sector : sectors) {
      Epoch latest = sector instanceof OnChain.Live live ? live.activation() : head;
      from = Math.max(from, latest.height());
      downTo = Math.min(downTo, latest.minus(window).height());
    }
    return new Reach(new Epoch(from), new Epoch(Math.max(0, downTo)));
  }

  /** The same in parts of at most so many epochs; neighbours share an epoch. At least one. */
  List<Reach> slices(EpochSpan most) {
    List<Reach> slices = new ArrayList<>();
    Epoch top = from;
    while (top.minus(most).compareTo(downTo) > 0) {
      slices.add(new Reach(top, top.minus(most)));
      top = top.minus(most);
    }
    slices.add(new Reach(top, downTo));
    return slices;
  }

  long epochs() {
    return Math.max(0, from.height() - downTo.height());
  }
}
