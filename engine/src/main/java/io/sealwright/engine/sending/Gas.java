package io.sealwright.engine.sending;

import io.sealwright.protocol.amount.TokenAmount;
import java.math.BigInteger;

/** Prices of gas by Lotus's rules. */
final class Gas {
  /** floor(1.125^20 · 256): a fee cap outlasts twenty epochs of the base fee's fastest rise. */
  private static final BigInteger RISE_256THS = BigInteger.valueOf(2699);

  /** For so many epochs a fee cap is made to last. */
  private static final int EPOCHS = 20;

  private Gas() {}

  /** The fee cap that lasts at this base fee. */
  static TokenAmount feeCap(TokenAmount baseFee, TokenAmount premium) {
    return new TokenAmount(baseFee.atto().multiply(RISE_256THS).shiftRight(8).add(premium.atto()));
  }

  /** {@code baseFee · floor(1.125^epochs · 256) / 256}, rounded as the cap for twenty is. */
  private static BigInteger risen(TokenAmount baseFee, int epochs) {
    BigInteger rise =
        BigInteger.valueOf(9).pow(epochs).shiftLeft(8).divide(BigInteger.valueOf(8).pow(epochs));
    return baseFee.atto().multiply(rise).shiftRight(8);
  }

  /** How many epochs of the base fee's fastest rise, an eighth each, a fee cap outlasts. */
  static int epochs(TokenAmount baseFee, TokenAmount feeCap) {
    int epochs = 0;
    while (epochs < EPOCHS && risen(baseFee, epochs + 1).compareTo(feeCap.atto()) <= 0) {
      epochs++;
    }
    return epochs;
  }

  /** A part of an amount for each unit of gas, rounded down. */
  static TokenAmount perUnit(TokenAmount amount, long gasLimit) {
    return new TokenAmount(amount.atto().divide(BigInteger.valueOf(Math.max(1, gasLimit))));
  }

  /** {@code floor(premium · percent / 100) + 1}: what a node is configured to raise it to. */
  static TokenAmount raised(TokenAmount premium, int percent) {
    return new TokenAmount(
        premium
            .atto()
            .multiply(BigInteger.valueOf(percent))
            .divide(BigInteger.valueOf(100))
            .add(BigInteger.ONE));
  }
}
