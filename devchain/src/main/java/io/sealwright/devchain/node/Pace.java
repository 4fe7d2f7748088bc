package io.sealwright.devchain.node;

import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.Epoch;
import java.time.Duration;
import java.time.Instant;

/**
 * When epochs begin.
 *
 * <p>Each begins one block time after the one before, counted from an anchor, so that the time of a
 * block is that of genesis plus as many block times as its height. While the process is down, or
 * cannot keep up, the chain stands still: no epochs are skipped, or all miners would miss their
 * deadlines over a lunch break. A block that would be late by more than a few block times is dated
 * now instead, and later ones are counted from it.
 */
final class Pace {
  /** A block this many block times late is still made up for. */
  private static final long MOST_LATE = 3;

  private final Duration blockTime;
  private Epoch anchor;
  private Instant anchorTime;

  Pace(Duration blockTime, Tipset head) {
    this.blockTime = blockTime;
    this.anchor = head.height();
    this.anchorTime = Instant.ofEpochSecond(head.blocks().getFirst().timestamp());
  }

  /** When an epoch's block is to be made. */
  Instant due(Epoch epoch) {
    return anchorTime.plus(blockTime.multipliedBy(epoch.since(anchor).epochs()));
  }

  /** The time of an epoch's block in seconds, no earlier than its parent's. */
  long timestamp(Tipset parent, Epoch epoch, Instant now) {
    if (due(epoch).plus(blockTime.multipliedBy(MOST_LATE)).isBefore(now)) {
      anchor = epoch;
      anchorTime = now;
    }
    return Math.max(due(epoch).getEpochSecond(), parent.blocks().getFirst().timestamp());
  }
}
