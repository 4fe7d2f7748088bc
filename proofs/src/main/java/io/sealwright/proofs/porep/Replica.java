package io.sealwright.proofs.porep;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;

/**
 * What phase 2 leaves: a replica on disk and what it commits to.
 *
 * @param commC root of the column trees
 * @param commRLast root of the replica trees
 */
public record Replica(CommD commD, Bytes32 commC, Bytes32 commRLast) {

  public CommR commR() {
    return new PAux(commC, commRLast).commR();
  }
}
