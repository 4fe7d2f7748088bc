package io.sealwright.protocol.actor;

import java.math.BigInteger;

/** A smoothed quantity and its change an epoch, both in units of 2⁻¹²⁸. */
public record Estimate(BigInteger position, BigInteger velocity) {
  private static final int FRACTION_BITS = 128;

  /** The whole part of the quantity now. */
  public BigInteger value() {
    return position.shiftRight(FRACTION_BITS);
  }
}
