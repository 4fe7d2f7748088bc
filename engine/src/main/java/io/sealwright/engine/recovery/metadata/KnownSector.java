package io.sealwright.engine.recovery.metadata;

import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import java.util.List;

/**
 * A sector as the chain knows it: enough to seal it again and to tell whether the result is right.
 *
 * @param pieces in order; none means committed capacity, a sector of zeros
 * @param preCommitted the sector has only a pre-commit: its first proof is still to be made
 * @param piecesUnknown the sector has data, and nobody could say which pieces: it cannot be sealed
 *     until they are listed
 */
public record KnownSector(
    SectorId id,
    SealProof proof,
    Ticket ticket,
    CommR commR,
    List<Piece> pieces,
    boolean preCommitted,
    boolean piecesUnknown) {

  /** Pieces that do not fit the sector are an IllegalArgumentException. */
  public KnownSector {
    pieces = List.copyOf(pieces);
    if (!Pieces.fit(proof.size(), pieces.stream().map(Piece::size).toList())) {
      throw new IllegalArgumentException("the pieces do not fit a sector of " + proof.size());
    }
    if (piecesUnknown && !pieces.isEmpty()) {
      throw new IllegalArgumentException("pieces are listed and said to be unknown");
    }
  }

  public SectorSize size() {
    return proof.size();
  }

  /** What its pieces, or the zeros of committed capacity, commit to; wrong if those are unknown. */
  public CommD commD() {
    return Pieces.commD(size(), pieces);
  }

  public Bytes32 replicaId() {
    return order().replicaId(commD());
  }

  public SealOrder order() {
    return new SealOrder(proof, id, ticket);
  }
}
