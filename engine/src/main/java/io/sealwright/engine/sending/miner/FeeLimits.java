package io.sealwright.engine.sending.miner;

import io.sealwright.protocol.amount.TokenAmount;

/**
 * The most a message may cost for gas.
 *
 * @param preCommit for each sector
 * @param proveCommit for each sector
 * @param declare for a message
 * @param terminate for a message
 * @param windowPost for a message
 */
public record FeeLimits(
    TokenAmount preCommit,
    TokenAmount proveCommit,
    TokenAmount declare,
    TokenAmount terminate,
    TokenAmount windowPost) {
  /** Those of a lotus-miner that is not configured otherwise. */
  public static final FeeLimits DEFAULTS =
      new FeeLimits(
          TokenAmount.parse("0.02"),
          TokenAmount.parse("0.03"),
          TokenAmount.parse("5"),
          TokenAmount.parse("0.5"),
          TokenAmount.parse("5"));

  TokenAmount of(MessagePurpose purpose, int sectors) {
    return switch (purpose) {
      case PRE_COMMIT -> preCommit.times(sectors);
      case PROVE_COMMIT -> proveCommit.times(sectors);
      case DECLARE_FAULT, DECLARE_RECOVERY -> declare;
      case TERMINATE -> terminate;
      case WINDOW_POST -> windowPost;
    };
  }
}
