package io.sealwright.devchain.vm;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.message.Message;
import java.math.BigInteger;

/**
 * Who pays what for the gas of a message, by the network's formulas.
 *
 * <pre>
 *   price      min( base fee, fee cap )
 *   burn       price · used
 *   tip        min( premium, fee cap − price ) · limit, for the block's miner
 *   overrun    price · burnt, where limit above 1.1 · used is burnt in growing part
 *   penalty    ( base fee − price ) · ( used + burnt ), of the block's miner
 *   refund     what is left of fee cap · limit
 * </pre>
 */
public record GasCost(
    long used,
    TokenAmount baseFeeBurn,
    TokenAmount overestimationBurn,
    TokenAmount minerPenalty,
    TokenAmount minerTip,
    TokenAmount refund) {
  public static final GasCost NONE =
      new GasCost(
          0,
          TokenAmount.ZERO,
          TokenAmount.ZERO,
          TokenAmount.ZERO,
          TokenAmount.ZERO,
          TokenAmount.ZERO);

  private static final int OVERRUN_TENTHS = 11;
  private static final int TENTHS = 10;

  public static GasCost of(Message message, long used, TokenAmount baseFee) {
    long limit = message.gasLimit();
    TokenAmount cap = message.gasFeeCap();
    TokenAmount price = baseFee.min(cap);
    long burnt = overestimation(used, limit);
    TokenAmount burn = price.times(used);
    TokenAmount overrun = price.times(burnt);
    TokenAmount tip = message.gasPremium().min(cap.minus(price)).times(limit);
    TokenAmount penalty = baseFee.minus(price).times(used + burnt);
    TokenAmount refund = cap.times(limit).minus(burn).minus(overrun).minus(tip);
    return new GasCost(used, burn, overrun, penalty, tip, refund);
  }

  /** What the sender pays in all. */
  public TokenAmount total() {
    return baseFeeBurn.plus(overestimationBurn).plus(minerTip);
  }

  /** How much of the gas that was asked for and not used is paid all the same. */
  static long overestimation(long used, long limit) {
    if (used == 0) {
      return limit;
    }
    BigInteger over = BigInteger.valueOf(limit - OVERRUN_TENTHS * used / TENTHS);
    return over.max(BigInteger.ZERO)
        .min(BigInteger.valueOf(used))
        .multiply(BigInteger.valueOf(limit - used))
        .divide(BigInteger.valueOf(used))
        .longValueExact();
  }
}
