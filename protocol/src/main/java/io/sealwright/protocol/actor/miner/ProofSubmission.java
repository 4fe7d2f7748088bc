package io.sealwright.protocol.actor.miner;

import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.PostProof;
import java.util.List;

/** A window PoSt accepted without verification, kept for whoever disputes it. */
public record ProofSubmission(Bitfield partitions, List<PostProof> proofs) {
  public ProofSubmission {
    proofs = List.copyOf(proofs);
  }
}
