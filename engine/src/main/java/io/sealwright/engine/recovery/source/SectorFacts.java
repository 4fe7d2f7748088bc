package io.sealwright.engine.recovery.source;

import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.Ticket;
import java.util.List;
import java.util.Optional;

/**
 * What one source knows of a sector.
 *
 * @param commR absent if the sector was not sealed when the source last saw it
 */
public record SectorFacts(
    SealProof proof, Ticket ticket, Optional<CommR> commR, Contents contents) {

  /** Pieces that do not fit the sector are an IllegalArgumentException. */
  public SectorFacts {
    if (contents instanceof Contents.Listed(List<Piece> pieces)
        && !Pieces.fit(proof.size(), pieces.stream().map(Piece::size).toList())) {
      throw new IllegalArgumentException("the pieces do not fit a sector of " + proof.size());
    }
  }
}
