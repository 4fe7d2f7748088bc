package io.sealwright.devchain.mpool;

import io.sealwright.protocol.amount.TokenAmount;
import java.math.BigInteger;

/** By how much a premium must rise to replace a pending message, as Lotus had it in two eras. */
public enum ReplaceRule {
  /** Up to v1.20: a quarter more, and one. */
  QUARTER(256 + 64, 256, Words.SOFT),
  /** Since v1.22: a tenth more, and one. */
  TENTH(110, 100, "message with nonce already exists");

  private final BigInteger numerator;
  private final BigInteger denominator;
  private final String sameAgain;

  ReplaceRule(long numerator, long denominator, String sameAgain) {
    this.numerator = BigInteger.valueOf(numerator);
    this.denominator = BigInteger.valueOf(denominator);
    this.sameAgain = sameAgain;
  }

  /** The least premium that replaces one. */
  public TokenAmount least(TokenAmount premium) {
    BigInteger raised = premium.atto().multiply(numerator).divide(denominator);
    return new TokenAmount(raised.add(BigInteger.ONE));
  }

  /** What is said of a message that is there already. */
  String sameAgain() {
    return sameAgain;
  }
}
