package io.sealwright.lotus.brief;

import java.math.BigInteger;
import java.util.Optional;

/**
 * What a list shows of a sector, out of a miner's {@code SectorsStatus}.
 *
 * @param number the sector's own, which differs from the number asked for in a blank record
 * @param proof the registered seal proof
 * @param contents what the sector holds
 * @param onChain zeros unless the miner was asked for what is on chain, and the sector is there
 * @param history empty unless it was asked for
 */
public record SectorBrief(
    long number,
    String state,
    long proof,
    Contents contents,
    OnChain onChain,
    Optional<History> history,
    String error) {

  /** A number the miner lists and says nothing of but why not. */
  public static SectorBrief unknown(long number, String error) {
    return new SectorBrief(
        number, "", 0, new Contents(0, 0, 0, 0, false), OnChain.NONE, Optional.empty(), error);
  }

  /**
   * Data in a sector.
   *
   * @param pieces of any kind, fillers of zeros included
   * @param deals by number; old servers give a zero for each piece without one
   * @param directPieces put on chain without a deal
   * @param pieceBytes padded bytes of the pieces that a deal or a direct piece fills
   * @param toUpgrade marked for an upgrade in place
   */
  public record Contents(
      int pieces, int deals, int directPieces, long pieceBytes, boolean toUpgrade) {}

  /**
   * The chain's side.
   *
   * @param early the epoch a faulty sector is dropped at, zero of one that is not faulty
   */
  public record OnChain(
      long activation,
      long expiration,
      long onTime,
      long early,
      BigInteger dealWeight,
      BigInteger verifiedWeight,
      BigInteger pledge) {
    public static final OnChain NONE =
        new OnChain(0, 0, 0, 0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    /** When it ends: as planned, or when the queue of expirations says, if that is sooner. */
    public long end() {
      return onTime > 0 ? Math.min(onTime, expiration) : expiration;
    }
  }

  /**
   * The log, counted.
   *
   * @param events entries that tell of an event, restarts of the miner left out
   * @param begun seconds since 1970 of the first entry
   * @param proven seconds since 1970 of the first proof that landed, absent before
   */
  public record History(int events, long begun, Optional<Long> proven) {}

  /**
   * Whether this is the record of a number that never existed: it has a state and nothing else.
   * Asked of the answer for {@code asked}.
   */
  public boolean isBlank(long asked) {
    return error.isEmpty() && (asked != number || proof == 0 && contents.pieces() == 0);
  }
}
