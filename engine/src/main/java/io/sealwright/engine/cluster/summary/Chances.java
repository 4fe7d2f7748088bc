package io.sealwright.engine.cluster.summary;

import io.sealwright.protocol.actor.miner.PowerPair;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.util.Optional;

/**
 * The blocks a miner may expect to win, by its share of the network's power. As Lotus computes
 * them: five blocks an epoch on average, Poisson-distributed, epochs of 30 seconds whatever the
 * network.
 *
 * @param weekly blocks a week
 * @param every from one block to the next on average
 * @param nearlyCertain the time within which one is won with 99.9 % probability
 */
public record Chances(double weekly, Duration every, Duration nearlyCertain) {
  private static final double BLOCKS_PER_EPOCH = 5;
  private static final double EPOCH_SECONDS = 30;
  private static final double EPOCHS_PER_WEEK = 7 * 2880.0;
  private static final double UNLIKELY = 0.001;

  /** None of a miner without power, and of a network without any. */
  public static Optional<Chances> of(PowerPair miner, PowerPair network) {
    double share = share(miner.quality(), network.quality());
    double perEpoch = -Math.expm1(-share * BLOCKS_PER_EPOCH);
    if (perEpoch <= 0) {
      return Optional.empty();
    }
    double wait = Math.log(UNLIKELY) / Math.log1p(-perEpoch);
    return Optional.of(
        new Chances(
            perEpoch * EPOCHS_PER_WEEK,
            Duration.ofSeconds((long) (EPOCH_SECONDS / perEpoch)),
            Duration.ofSeconds((long) (EPOCH_SECONDS * wait))));
  }

  /** A part of a whole, 0 of nothing: a young network has no power at all. */
  public static double share(BigInteger part, BigInteger whole) {
    return whole.signum() == 0
        ? 0
        : new BigDecimal(part).divide(new BigDecimal(whole), MathContext.DECIMAL64).doubleValue();
  }
}
