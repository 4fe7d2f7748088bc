package io.sealwright.engine.standing;

import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.time.Duration;
import java.time.Instant;

/**
 * A head that a node once had.
 *
 * @param due when its blocks were due
 */
public record HeadSeen(Epoch epoch, Instant due) {

  public static HeadSeen of(Tipset head) {
    return new HeadSeen(head.height(), Instant.ofEpochSecond(head.blocks().getFirst().timestamp()));
  }

  /** How far the chain may have come since: an epoch for each delay of a block, and no further. */
  public Epoch furthest(Instant now, Duration blockDelay) {
    Duration since = Duration.between(due, now);
    return since.isNegative() ? epoch : epoch.plus(new EpochSpan(since.dividedBy(blockDelay)));
  }
}
