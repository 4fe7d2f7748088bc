package io.sealwright.devchain.chain;

import io.sealwright.protocol.amount.TokenAmount;
import java.math.BigInteger;

/**
 * How the price of gas follows the load: by at most an eighth an epoch, up when blocks hold more
 * than the target, down when they hold less.
 */
public final class BaseFee {
  /** The least there is, in attoFIL. */
  public static final TokenAmount MINIMUM = TokenAmount.ofAtto(100);

  /** Gas of all messages of a block. */
  public static final long BLOCK_GAS_LIMIT = 10_000_000_000L;

  /** Gas of a block at which the fee stays. */
  public static final long BLOCK_GAS_TARGET = BLOCK_GAS_LIMIT / 2;

  private static final long LARGEST_STEP = 8;

  private BaseFee() {}

  /** The fee after a tipset of so many blocks whose different messages have this limit in all. */
  static TokenAmount next(TokenAmount fee, long gasLimit, int blocks) {
    long over = gasLimit / blocks - BLOCK_GAS_TARGET;
    long bounded = Math.clamp(over, -BLOCK_GAS_TARGET, BLOCK_GAS_TARGET);
    BigInteger change =
        floor(
            floor(fee.atto().multiply(BigInteger.valueOf(bounded)), BLOCK_GAS_TARGET),
            LARGEST_STEP);
    return new TokenAmount(fee.atto().add(change)).max(MINIMUM);
  }

  private static BigInteger floor(BigInteger value, long divisor) {
    BigInteger[] parts = value.divideAndRemainder(BigInteger.valueOf(divisor));
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }
}
