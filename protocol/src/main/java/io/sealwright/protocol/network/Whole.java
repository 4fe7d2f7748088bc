package io.sealwright.protocol.network;

import io.sealwright.protocol.amount.TokenAmount;
import java.math.BigInteger;

/** Arithmetic of whole numbers that always rounds down, as the chain's does. */
public final class Whole {
  private Whole() {}

  public static BigInteger of(long value) {
    return BigInteger.valueOf(value);
  }

  public static BigInteger divide(BigInteger dividend, BigInteger divisor) {
    BigInteger[] parts = dividend.divideAndRemainder(divisor);
    boolean belowZero = parts[1].signum() != 0 && parts[1].signum() != divisor.signum();
    return belowZero ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  /** So many parts of an amount, of as many as make the whole. */
  public static TokenAmount share(TokenAmount amount, long parts, long whole) {
    return new TokenAmount(divide(amount.atto().multiply(of(parts)), of(whole)));
  }
}
