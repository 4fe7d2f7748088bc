package io.sealwright.engine.recovery.source;

import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import java.util.List;
import java.util.Optional;

/** What somebody says of a sector's data. */
public sealed interface Contents {
  /** Nothing. */
  record Unsaid() implements Contents {}

  /** There is none: committed capacity. */
  record Zeros() implements Contents {}

  /** These pieces, in order. */
  record Listed(List<Piece> pieces) implements Contents {
    public Listed {
      pieces = List.copyOf(pieces);
    }
  }

  /** There is some, and this is all that is known of it. */
  record Unlisted(Optional<CommD> commD) implements Contents {}

  /** Pieces as metadata lists them: none may be zeros, or a list that nobody made. */
  static Contents ofMetadata(List<Piece> pieces) {
    return pieces.isEmpty() ? new Unsaid() : new Listed(pieces);
  }

  /** A commitment: that of zeros says all, any other that there is data. */
  static Contents of(CommD commD, SectorSize size) {
    return commD.equals(Pieces.zeroCommD(size)) ? new Zeros() : new Unlisted(Optional.of(commD));
  }

  /**
   * As a pre-commit tells it: today by a CommD that is absent for zeros, before by the numbers of
   * deals, which do not tell what they commit to.
   */
  static Contents of(SectorPreCommit promise, SectorSize size) {
    return promise
        .data()
        .map(commD -> of(commD, size))
        .orElseGet(() -> promise.deals().isEmpty() ? new Zeros() : new Unlisted(Optional.empty()));
  }

  /** What the data commits to, if that is said; pieces must fit the size. */
  default Optional<CommD> commD(SectorSize size) {
    return switch (this) {
      case Unsaid _ -> Optional.empty();
      case Zeros _ -> Optional.of(Pieces.zeroCommD(size));
      case Listed(List<Piece> pieces) -> Optional.of(Pieces.commD(size, pieces));
      case Unlisted(Optional<CommD> commD) -> commD;
    };
  }
}
