package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;

/**
 * Parameters of SubmitWindowedPoSt.
 *
 * @param deadline index of the open deadline
 * @param committed an epoch from the challenge on, whose randomness ties the proof to this chain
 */
public record SubmitWindowedPost(
    long deadline,
    List<ProvenPartition> partitions,
    List<PostProof> proofs,
    Epoch committed,
    Bytes32 randomness) {

  /** A partition and the sectors of it that the proof leaves out, which become faulty. */
  public record ProvenPartition(long index, Bitfield skipped) {}

  public SubmitWindowedPost {
    partitions = List.copyOf(partitions);
    proofs = List.copyOf(proofs);
  }
}
