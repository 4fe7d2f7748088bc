package io.sealwright.protocol.network;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.EpochSpan;
import java.math.BigInteger;

/**
 * What ending a sector early costs. Whole numbers, each division rounded down, as the chain does.
 */
public final class TerminationFee {
  private static final long DAY = 2880;

  /** From this age on a sector's fee does not rise any more: 140 days. */
  public static final EpochSpan FULL_AGE = new EpochSpan(140 * DAY);

  private TerminationFee() {}

  /**
   * By the sector's pledge (FIP-0098).
   *
   * <pre>
   *   max( 8.5 % of the pledge · age / 140 days, at most whole ; 2 % of it ; 105 % of a fault fee )
   * </pre>
   */
  public static TokenAmount byPledge(TokenAmount pledge, EpochSpan age, TokenAmount faultFee) {
    TokenAmount full = share(pledge, 85, 1000);
    TokenAmount byAge = share(full, age.epochs(), FULL_AGE.epochs());
    TokenAmount floor = share(pledge, 2, 100).max(share(faultFee, 105, 100));
    return full.min(byAge).max(floor);
  }

  /**
   * By what the sector was expected to earn when it began (before FIP-0098).
   *
   * <pre>
   *   max( floor ; twenty days' then + ½ · a day's then · age, at most 140 days )
   * </pre>
   *
   * @param floor 3.5 days' earnings now
   */
  public static TokenAmount byReward(
      TokenAmount dayThen, TokenAmount twentyDaysThen, EpochSpan age, TokenAmount floor) {
    long counted = Math.min(age.epochs(), FULL_AGE.epochs());
    TokenAmount half = share(dayThen, counted, 2);
    return floor.max(twentyDaysThen.plus(share(half, 1, DAY)));
  }

  /** So many parts of an amount that is not negative, of as many as make the whole. */
  private static TokenAmount share(TokenAmount amount, long parts, long whole) {
    BigInteger product = amount.atto().multiply(BigInteger.valueOf(parts));
    return new TokenAmount(product.divide(BigInteger.valueOf(whole)));
  }
}
