package io.sealwright.devchain.actor.miner.funds;

import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.EpochSpan;
import java.math.BigInteger;

/** What a miner pays: for faults, for ending sectors early, and each day for sectors that live. */
public final class Fees {
  /** 3.51 days. */
  private static final EpochSpan FAULT_SPAN = new EpochSpan(Days.EPOCHS * 351 / 100);

  /** 3.5 days. */
  private static final EpochSpan TERMINATION_FLOOR_SPAN = new EpochSpan(Days.EPOCHS * 35 / 10);

  private static final EpochSpan TERMINATION_AGE = Days.of(140);

  private static final EpochSpan INVALID_PROOF_SPAN = FAULT_SPAN.plus(Days.of(2));

  /** What whoever disputes an invalid proof gets, and its miner pays besides. */
  public static final TokenAmount DISPUTE_REWARD = TokenAmount.of(4, FilUnit.FIL);

  /** 161817 · 10⁻³⁰ of the circulating supply for each byte of power. */
  private static final BigInteger DAILY_NUMERATOR = Whole.of(161_817);

  private static final BigInteger DAILY_DENOMINATOR = BigInteger.TEN.pow(30);

  private Fees() {}

  /** For power that was faulty at the end of one deadline and still is at the next. */
  public static TokenAmount continuedFault(Forecast forecast, BigInteger qualityPower) {
    return forecast.earnings(qualityPower, FAULT_SPAN);
  }

  /** For power that an invalid window proof pretended to be there. */
  public static TokenAmount invalidProof(Forecast forecast, BigInteger qualityPower) {
    return forecast.earnings(qualityPower, INVALID_PROOF_SPAN);
  }

  /**
   * For a sector that ends early, by its pledge (FIP-0098).
   *
   * <pre>
   *   max( 8.5 % of the pledge · age / 140 days, at most whole ; 2 % of it ; 105 % of a fault fee )
   * </pre>
   */
  public static TokenAmount terminationByPledge(
      TokenAmount pledge, EpochSpan age, TokenAmount faultFee) {
    TokenAmount full = Whole.share(pledge, 85, 1000);
    TokenAmount byAge = Whole.share(full, age.epochs(), TERMINATION_AGE.epochs());
    TokenAmount floor = Whole.share(pledge, 2, 100).max(Whole.share(faultFee, 105, 100));
    return full.min(byAge).max(floor);
  }

  /** The fee of a sector so old that no age makes it dearer. */
  public static TokenAmount highestTermination(TokenAmount pledge, TokenAmount faultFee) {
    return terminationByPledge(pledge, TERMINATION_AGE, faultFee);
  }

  /**
   * For a sector that ends early, by what it was expected to earn when it began (before FIP-0098).
   *
   * <pre>
   *   max( 3.5 days' earnings now ; twenty days' then + ½ · a day's then · age, at most 140 days )
   * </pre>
   */
  public static TokenAmount terminationByReward(
      TokenAmount dayThen, TokenAmount twentyDaysThen, EpochSpan age, TokenAmount floor) {
    long counted = Math.min(age.epochs(), TERMINATION_AGE.epochs());
    TokenAmount half = Whole.share(dayThen, counted, 2);
    return floor.max(twentyDaysThen.plus(Whole.share(half, 1, Days.EPOCHS)));
  }

  /** The floor of {@link #terminationByReward}. */
  public static TokenAmount terminationFloor(Forecast forecast, BigInteger qualityPower) {
    return forecast.earnings(qualityPower, TERMINATION_FLOOR_SPAN);
  }

  /** What a sector will pay each day, fixed when it begins (FIP-0100). */
  public static TokenAmount daily(TokenAmount circulating, BigInteger qualityPower) {
    BigInteger product = DAILY_NUMERATOR.multiply(circulating.atto()).multiply(qualityPower);
    return new TokenAmount(Whole.divide(product, DAILY_DENOMINATOR));
  }

  /** The daily fee after a sector's power changed: in proportion. */
  public static TokenAmount dailyAfter(TokenAmount fee, BigInteger before, BigInteger after) {
    return before.equals(after)
        ? fee
        : new TokenAmount(Whole.divide(fee.atto().multiply(after), before));
  }

  /** What of a deadline's daily fee is asked today: at most half of what its power earns. */
  public static TokenAmount dailyPayable(TokenAmount fee, Forecast forecast, BigInteger livePower) {
    return fee.min(Whole.share(forecast.earnings(livePower, Days.of(1)), 1, 2));
  }

  /** The part of a block's reward that is locked and released over time. */
  public static TokenAmount lockedOf(TokenAmount reward) {
    return Whole.share(reward, 3, 4);
  }
}
