package io.sealwright.engine.standing;

import io.sealwright.lotus.node.ProvingDeadline;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;

/** When a miner's windows are open, by the pace of its network. */
record Deadlines(ProvingDeadline now) {

  /** When the window of a deadline opens next, or opened, if it is open. */
  Epoch opens(int deadline) {
    long ahead = Math.floorMod(deadline - now.index(), now.periodDeadlines());
    return now.open().plus(new EpochSpan(ahead * now.challengeWindow()));
  }
}
