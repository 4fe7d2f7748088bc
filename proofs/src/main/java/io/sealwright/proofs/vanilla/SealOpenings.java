package io.sealwright.proofs.vanilla;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.Ticket;
import java.util.List;

/**
 * What phase 1 of a commit (C1) hands to phase 2: the opened leaves of every partition, and the
 * values they are proven against.
 *
 * @param seed of the challenges; a non-interactive proof has one too, and does not look at it
 */
public record SealOpenings(
    SealProof proof,
    List<List<LeafProof>> partitions,
    CommR commR,
    CommD commD,
    Bytes32 replicaId,
    Bytes32 seed,
    Ticket ticket) {
  public SealOpenings {
    partitions = partitions.stream().map(List::copyOf).toList();
  }
}
