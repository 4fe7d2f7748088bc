package io.sealwright.proofs.porep;

import io.sealwright.proofs.hash.Sha256;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.Ticket;
import java.nio.ByteBuffer;

/** The id of a replica (proofs specification, section 2.1). */
final class ReplicaId {
  private static final int PREIMAGE_BYTES = 4 * Bytes32.LENGTH + Long.BYTES;
  private static final byte TOP_BITS_CLEAR = 0x3f;

  private ReplicaId() {}

  /** SHA-256 of prover, sector (big-endian), ticket, CommD and porep id, cut to 254 bits. */
  static Bytes32 of(
      Bytes32 prover, SectorNumber sector, Ticket ticket, CommD commD, Bytes32 porepId) {
    byte[] preimage =
        ByteBuffer.allocate(PREIMAGE_BYTES)
            .put(prover.toBytes())
            .putLong(sector.number())
            .put(ticket.value().toBytes())
            .put(commD.value().toBytes())
            .put(porepId.toBytes())
            .array();
    byte[] id = Sha256.of(preimage);
    id[id.length - 1] &= TOP_BITS_CLEAR;
    return Bytes32.of(id);
  }
}
