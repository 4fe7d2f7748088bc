package io.sealwright.protocol.actor.miner;

import java.math.BigInteger;

/** Power in bytes: raw, and weighted by quality. A change of power may be negative. */
public record PowerPair(BigInteger raw, BigInteger quality) {
  public static final PowerPair ZERO = new PowerPair(BigInteger.ZERO, BigInteger.ZERO);

  public PowerPair plus(PowerPair other) {
    return new PowerPair(raw.add(other.raw), quality.add(other.quality));
  }

  public PowerPair minus(PowerPair other) {
    return new PowerPair(raw.subtract(other.raw), quality.subtract(other.quality));
  }

  public boolean isZero() {
    return raw.signum() == 0 && quality.signum() == 0;
  }

  /** Whether either kind is below zero, which only a change may be. */
  public boolean isNegative() {
    return raw.signum() < 0 || quality.signum() < 0;
  }
}
