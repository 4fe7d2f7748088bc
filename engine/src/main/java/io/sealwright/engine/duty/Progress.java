package io.sealwright.engine.duty;

import io.sealwright.protocol.actor.method.SubmitWindowedPost.ProvenPartition;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.ExitCode;
import java.util.List;

/** How far an attempt came. */
public sealed interface Progress {
  /** Its files are being read, or its proof is made. */
  record Proving() implements Progress {}

  /**
   * There is a proof, which is not sent yet.
   *
   * @param partitions that it is of, each with those of its sectors that are left out
   */
  record Proven(List<ProvenPartition> partitions, PostProof proof) implements Progress {
    public Proven {
      partitions = List.copyOf(partitions);
    }
  }

  /** A message was given to the pool. */
  record OnItsWay(Cid message, Epoch head) implements Progress {}

  /**
   * The chain took the proof.
   *
   * @param at the epoch in which the message was carried out
   */
  record Landed(Cid message, Epoch at) implements Progress {}

  /** The chain carried the message out and refused it. */
  record Refused(Cid message, ExitCode exit) implements Progress {}

  /** There is no proof, or no message. */
  record Failed(String reason, Epoch head) implements Progress {}

  /** It was given up. */
  record Stopped(String reason, Epoch head) implements Progress {}

  /** Whether nothing more becomes of it. */
  default boolean isEnded() {
    return switch (this) {
      case Proving _, Proven _, OnItsWay _ -> false;
      case Landed _, Refused _, Failed _, Stopped _ -> true;
    };
  }

  /** Whether its partitions need no other attempt as long as it stands so. */
  default boolean isPromising() {
    return switch (this) {
      case Proving _, Proven _, OnItsWay _, Landed _ -> true;
      case Refused _, Failed _, Stopped _ -> false;
    };
  }
}
