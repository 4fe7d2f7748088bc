package io.sealwright.engine.recovery.source;

import io.sealwright.engine.recovery.source.Answer.Failed;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import java.util.List;
import java.util.Optional;

/**
 * What a miner's database says of a sector, asked of the miner or read from its backup.
 *
 * @param pieces of the sector as it was sealed
 * @param commD of the sector as it was sealed
 */
record SealRecord(
    Optional<SealProof> proof,
    Optional<Ticket> ticket,
    Optional<CommR> commR,
    Optional<CommD> commD,
    List<Piece> pieces) {

  Answer answer() {
    if (ticket.isEmpty()) {
      return Failed.because(new Excuse.NoTicket());
    }
    if (proof.isEmpty()) {
      return Failed.because(new Excuse.NoKnownProof());
    }
    SectorSize size = proof.get().size();
    if (!Pieces.fit(size, pieces.stream().map(Piece::size).toList())) {
      return Failed.because(new Excuse.PiecesDoNotFit(size));
    }
    boolean torn =
        commD.isPresent() && !pieces.isEmpty() && !Pieces.commD(size, pieces).equals(commD.get());
    return torn
        ? Failed.because(new Excuse.PiecesDiffer())
        : new Answer.Served(new SectorFacts(proof.get(), ticket.get(), commR, contents(size)));
  }

  /** A sector without data is recorded with pieces of zeros, or with none. */
  private Contents contents(SectorSize size) {
    return pieces.isEmpty()
        ? commD.map(said -> Contents.of(said, size)).orElseGet(Contents.Unsaid::new)
        : listed(size);
  }

  private Contents listed(SectorSize size) {
    return Pieces.commD(size, pieces).equals(Pieces.zeroCommD(size))
        ? new Contents.Zeros()
        : new Contents.Listed(pieces);
  }
}
