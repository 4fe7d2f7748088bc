package io.sealwright.proofs.porep;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.Ticket;

/**
 * Which sector to seal, and how. With the sector's data it determines every byte of the replica.
 */
public record SealOrder(SealProof proof, SectorId sector, Ticket ticket) {

  public PorepConfig config() {
    return PorepConfig.of(proof);
  }

  /** The id that enters every label. */
  public Bytes32 replicaId(CommD commD) {
    return ReplicaId.of(sector.miner().proverId(), sector.number(), ticket, commD, proof.porepId());
  }
}
