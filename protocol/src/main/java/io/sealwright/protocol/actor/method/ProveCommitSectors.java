package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.CommP;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.ByteString;
import java.util.List;
import java.util.Optional;

/**
 * Parameters of ProveCommitSectors3: either one proof for each sector, or one aggregate for all.
 *
 * @param aggregateProof empty with single proofs
 * @param requireActivation fail as a whole if any sector cannot be activated
 * @param requireNotification fail as a whole if any party refuses its notice
 */
public record ProveCommitSectors(
    List<Activation> activations,
    List<ByteString> proofs,
    ByteString aggregateProof,
    Optional<Long> aggregateProofType,
    boolean requireActivation,
    boolean requireNotification) {
  /** Sectors one message may prove. */
  public static final int MOST = 819;

  /** A sector and the data in it; no pieces for a sector without data. */
  public record Activation(SectorNumber sector, List<Piece> pieces) {
    public Activation {
      pieces = List.copyOf(pieces);
    }
  }

  /** A piece, the verified allocation it fills, and who is told. */
  public record Piece(
      CommP piece, PaddedSize size, Optional<Allocation> allocation, List<Notice> notices) {
    public Piece {
      notices = List.copyOf(notices);
    }
  }

  /** An allocation of datacap: the client's actor number and the allocation's own. */
  public record Allocation(long client, long number) {}

  /** An actor that is told of a piece, and what it is told. */
  public record Notice(Address to, ByteString payload) {}

  public ProveCommitSectors {
    activations = List.copyOf(activations);
    proofs = List.copyOf(proofs);
  }
}
