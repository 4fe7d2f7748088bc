package io.sealwright.devchain.actor.miner.funds;

import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.Forecast;
import io.sealwright.protocol.network.Whole;
import java.math.BigInteger;

/**
 * What a miner must leave with the chain for a sector.
 *
 * <pre>
 *   deposit  20 days' earnings of the most power the sector can have
 *   pledge   20 days' earnings
 *            + 30 % of the circulating supply · share of the network's power, where a part of the
 *              share that falls from 100 % to 70 % along a ramp (FIP-0081) is of the larger of
 *              power and baseline, and the rest of power alone
 *            but at most 1 FIL for 32 GiB
 * </pre>
 *
 * @param forecast what the network's power earns
 * @param baseline the power at which the network pays its whole baseline reward
 * @param circulating the circulating supply
 * @param intoRamp how long the ramp of FIP-0081 has run; negative before it starts
 * @param rampLength how long it takes; zero where it is over from the start
 */
public record Security(
    Forecast forecast,
    BigInteger baseline,
    TokenAmount circulating,
    EpochSpan intoRamp,
    EpochSpan rampLength) {
  private static final EpochSpan PROJECTION = Days.of(20);
  private static final long LOCKED_TENTHS = 3;
  private static final long RAMP_PERMILLE = 300;
  private static final long PERMILLE = 1000;
  private static final BigInteger MOST_PER_BYTE =
      FilUnit.FIL.atto().divide(BigInteger.ONE.shiftLeft(35));

  /** The security of a moment, with the ramp as the power actor tells it. */
  public static Security at(
      Epoch now, Forecast forecast, BigInteger baseline, TokenAmount circulating, Ramp ramp) {
    return new Security(forecast, baseline, circulating, now.since(ramp.start()), ramp.length());
  }

  /** When the ramp of FIP-0081 starts and how long it takes. */
  public record Ramp(Epoch start, EpochSpan length) {}

  public TokenAmount deposit(BigInteger qualityPower) {
    return forecast.earningsOfSomething(qualityPower, PROJECTION);
  }

  public TokenAmount pledge(BigInteger qualityPower) {
    BigInteger network = forecast.power().value().max(qualityPower);
    long simple = simplePermille();
    BigInteger extra =
        lockShare(qualityPower, network.max(baseline), PERMILLE - simple)
            .add(lockShare(qualityPower, network, simple));
    TokenAmount nominal =
        forecast.earningsOfSomething(qualityPower, PROJECTION).plus(new TokenAmount(extra));
    return nominal.min(new TokenAmount(MOST_PER_BYTE.multiply(qualityPower)));
  }

  private long simplePermille() {
    if (intoRamp.epochs() < 0) {
      return 0;
    }
    if (rampLength.epochs() == 0 || intoRamp.compareTo(rampLength) >= 0) {
      return RAMP_PERMILLE;
    }
    return intoRamp.epochs() * RAMP_PERMILLE / rampLength.epochs();
  }

  private BigInteger lockShare(BigInteger power, BigInteger ofPower, long permille) {
    BigInteger locked = circulating.atto().multiply(Whole.of(LOCKED_TENTHS)).multiply(power);
    return Whole.divide(
        locked.multiply(Whole.of(permille)),
        ofPower.multiply(BigInteger.TEN).multiply(Whole.of(PERMILLE)));
  }
}
