package io.sealwright.engine.life.next;

import io.sealwright.engine.life.RestartPoint;
import io.sealwright.protocol.epoch.Epoch;

/** What is done about a failed step. */
public sealed interface Decision {

  /** Go on from a point, the same or an earlier one, after a pause. */
  record Retry(RestartPoint point) implements Decision {}

  /** Go on from where the chain is. */
  record FollowChain() implements Decision {}

  /** Make the files again from what the chain knows. */
  record Recover() implements Decision {}

  /** Delete the files: nothing of the sector is on the chain. */
  record Remove() implements Decision {}

  /** Leave it until an operator decides. */
  record Stop() implements Decision {}

  /** Decide later: when the facts change. */
  record Wait() implements Decision {}

  /** Decide later: the chain must be at an epoch. */
  record WaitForEpoch(Epoch epoch) implements Decision {}
}
