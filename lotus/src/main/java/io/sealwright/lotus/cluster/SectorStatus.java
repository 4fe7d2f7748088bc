package io.sealwright.lotus.cluster;

import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A sector as its miner keeps it.
 *
 * @param state by name: a miner stores any text it is told to
 * @param deals one number a piece, 0 for a piece without a deal
 * @param retries how often a proof was invalid
 * @param lastError always empty; the log has the errors
 * @param sealProof of the chain, as all that follow: zero unless asked for and there
 * @param onTime the epoch the sector ends at
 * @param early the epoch it is dropped at if it stays faulty; zero if it is not
 */
public record SectorStatus(
    SectorNumber number,
    String state,
    Optional<CommD> commD,
    Optional<CommR> commR,
    ByteString proof,
    List<Long> deals,
    List<Piece> pieces,
    Drawn ticket,
    Drawn seed,
    Optional<Cid> preCommitMessage,
    Optional<Cid> commitMessage,
    long retries,
    boolean toUpgrade,
    Optional<Cid> replicaUpdateMessage,
    String lastError,
    List<LogEntry> log,
    long sealProof,
    Epoch activation,
    Epoch expiration,
    BigInteger dealWeight,
    BigInteger verifiedDealWeight,
    TokenAmount initialPledge,
    Epoch onTime,
    Epoch early) {
  public SectorStatus {
    deals = List.copyOf(deals);
    pieces = List.copyOf(pieces);
    log = List.copyOf(log);
  }

  /**
   * Whether this is the record a miner makes of a number it never had. Acts on it may hit sector 0:
   * a real sector has at least a piece by the time it is listed.
   */
  public boolean isBlank() {
    return pieces.isEmpty() && sealProof == 0;
  }

  /**
   * A piece of a sector.
   *
   * @param deal why it is there, as the miner wrote it; null for a filler
   */
  public record Piece(PieceOf piece, JsonNode deal) {}

  /** Randomness and when it was drawn; empty at epoch 0 before that. */
  public record Drawn(ByteString value, Epoch epoch) {}

  /**
   * One line of a sector's history.
   *
   * @param kind such as {@code event;sealing.SectorPacked}
   * @param timestamp seconds since 1970
   * @param trace of an error
   */
  public record LogEntry(String kind, long timestamp, String trace, String message) {}
}
