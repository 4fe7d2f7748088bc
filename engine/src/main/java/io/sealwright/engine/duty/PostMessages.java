package io.sealwright.engine.duty;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.actor.method.SectorSelections;
import io.sealwright.protocol.actor.method.SubmitWindowedPost;
import io.sealwright.protocol.actor.method.SubmitWindowedPost.ProvenPartition;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import java.util.List;

/** The messages of the duty, from what is known when they are sent. */
final class PostMessages {
  private PostMessages() {}

  /**
   * The message that proves partitions.
   *
   * @param proven each of the partitions that a sector is proven of
   * @param commitment the chain's randomness at the challenge, the earliest epoch that is taken:
   *     the further back, the less a reorganisation matters
   */
  static PostMessage submission(
      MinerId miner,
      Attempt attempt,
      List<ProvenPartition> proven,
      PostProof proof,
      Bytes32 commitment) {
    SubmitWindowedPost params =
        new SubmitWindowedPost(
            attempt.window().index(),
            proven,
            List.of(proof),
            attempt.window().challenge(),
            commitment);
    return new PostMessage(
        miner,
        new Purpose.Proof(attempt),
        MinerMethod.SUBMIT_WINDOWED_POST,
        ByteString.of(MethodCbor.SUBMIT_WINDOWED_POST.encode(params)));
  }

  static PostMessage declaration(MinerId miner, DutyStep.Declare declared) {
    return new PostMessage(
        miner,
        declared.purpose(),
        declared.method(),
        ByteString.of(
            MethodCbor.SECTOR_SELECTIONS.encode(new SectorSelections(declared.selections()))));
  }
}
