package io.sealwright.devchain.actor.miner.funds;

import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.Forecast;
import io.sealwright.protocol.network.TerminationFee;
import io.sealwright.protocol.network.Whole;
import java.math.BigInteger;

/** What a miner pays: for faults, for ending sectors early, and each day for sectors that live. */
public final class Fees {
  private static final EpochSpan INVALID_PROOF_SPAN = Forecast.FAULT_SPAN.plus(Days.of(2));

  /** What whoever disputes an invalid proof gets, and its miner pays besides. */
  public static final TokenAmount DISPUTE_REWARD = TokenAmount.of(4, FilUnit.FIL);

  /** 161817 · 10⁻³⁰ of the circulating supply for each byte of power. */
  private static final BigInteger DAILY_NUMERATOR = Whole.of(161_817);

  private static final BigInteger DAILY_DENOMINATOR = BigInteger.TEN.pow(30);

  private Fees() {}

  /** For power that an invalid window proof pretended to be there. */
  public static TokenAmount invalidProof(Forecast forecast, BigInteger qualityPower) {
    return forecast.earnings(qualityPower, INVALID_PROOF_SPAN);
  }

  /** The fee of a sector so old that no age makes it dearer. */
  public static TokenAmount highestTermination(TokenAmount pledge, TokenAmount faultFee) {
    return TerminationFee.byPledge(pledge, TerminationFee.FULL_AGE, faultFee);
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
