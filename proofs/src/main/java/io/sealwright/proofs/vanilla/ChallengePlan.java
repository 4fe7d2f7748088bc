package io.sealwright.proofs.vanilla;

import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;

/**
 * How many leaves a seal proof opens (proofs specification, section 1.1).
 *
 * @param partitions proofs that are made and verified together
 * @param perPartition challenges of each
 */
public record ChallengePlan(int partitions, int perPartition) {
  public static ChallengePlan of(SealProof proof) {
    boolean big = proof.size().bytes() >= SectorSize.GIB_32.bytes();
    boolean interactive = proof.family() != SealFamily.NON_INTERACTIVE;
    int perPartition = big ? 18 : 2;
    if (interactive) {
      return new ChallengePlan(big ? 10 : 1, perPartition);
    }
    return new ChallengePlan(big ? 126 : 13, perPartition);
  }

  public int all() {
    return partitions * perPartition;
  }
}
