package io.sealwright.devchain.mpool;

import io.sealwright.protocol.amount.TokenAmount;
import java.math.BigInteger;

/** By how much a premium must rise to replace a pending message, as Lotus had it in two eras. */
public enum ReplaceRule {
  /** Up to v1.20: a quarter more, and one. */
  QUARTER(64, 256),
  /** Since v1.22: a tenth more, and one. */
  TENTH(110, 100) {
    @Override
    public TokenAmount least(TokenAmount premium) {
      return portion(premium).plus(TokenAmount.ofAtto(1));
    }
  };

  private final BigInteger numerator;
  private final BigInteger denominator;

  ReplaceRule(long numerator, long denominator) {
    this.numerator = BigInteger.valueOf(numerator);
    this.denominator = BigInteger.valueOf(denominator);
  }

  /** The least premium that replaces one. */
  public TokenAmount least(TokenAmount premium) {
    return premium.plus(portion(premium)).plus(TokenAmount.ofAtto(1));
  }

  TokenAmount portion(TokenAmount premium) {
    return new TokenAmount(premium.atto().multiply(numerator).divide(denominator));
  }
}
