package io.sealwright.engine.backup;

import io.sealwright.proofs.porep.Piece;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;
import java.util.Optional;

/**
 * What a miner remembers of a sector. What a sector has not come to yet is absent.
 *
 * @param key the number it is filed under, by which every command finds it
 * @param number the number it holds itself; another one than {@code key} makes it a blank record
 * @param state as Lotus names it; empty for one that was never started
 * @param sealProofNumber the registered number, also of a proof this program does not know
 * @param pieces in order, as they are in the sector now
 * @param commR of the sealed sector; an upgrade's is {@code upgradeCommR}
 * @param upgrade what an upgrade in place has changed, if there was one
 */
public record SectorRecord(
    SectorNumber key,
    SectorNumber number,
    String state,
    long sealProofNumber,
    List<RecordedPiece> pieces,
    Optional<SealTicket> ticket,
    Optional<CommD> commD,
    Optional<CommR> commR,
    Optional<Cid> preCommitMessage,
    Optional<Cid> commitMessage,
    Optional<Upgrade> upgrade) {

  /** The seal randomness and the epoch it was drawn at. */
  public record SealTicket(Ticket value, Epoch epoch) {}

  /** A piece, and whether a deal paid for it; without one it is a filler of zeros. */
  public record RecordedPiece(Piece piece, boolean deal) {}

  /**
   * An upgrade in place.
   *
   * @param keyPieces the pieces of the sector that was sealed, the upgrade's key
   */
  public record Upgrade(List<RecordedPiece> keyPieces, Optional<CommR> commR) {
    public Upgrade {
      keyPieces = List.copyOf(keyPieces);
    }
  }

  public SectorRecord {
    pieces = List.copyOf(pieces);
  }

  /** Made by a command for a number that never existed; nothing in it is true of any sector. */
  public boolean isBlank() {
    return !key.equals(number);
  }

  public Optional<SealProof> sealProof() {
    return SealProof.ofId(sealProofNumber);
  }

  /** The pieces that were sealed, to which {@link #commR} belongs; an upgrade came later. */
  public List<Piece> sealedPieces() {
    return upgrade.map(Upgrade::keyPieces).orElse(pieces).stream()
        .map(RecordedPiece::piece)
        .toList();
  }
}
