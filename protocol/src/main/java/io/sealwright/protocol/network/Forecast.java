package io.sealwright.protocol.network;

import io.sealwright.protocol.actor.Estimate;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.EpochSpan;
import java.math.BigInteger;

/**
 * What power will earn, if the network's reward and power go on as they do.
 *
 * <pre>
 *   earnings(q, t) = q · ∫ reward / power   over the next t epochs, both growing linearly
 * </pre>
 *
 * @param reward the network's reward an epoch
 * @param power the network's power weighted by quality
 */
public record Forecast(Estimate reward, Estimate power) {
  private static final long DAY = 2880;

  /** A fault costs so much of what the power earns: 3.51 days'. */
  public static final EpochSpan FAULT_SPAN = new EpochSpan(DAY * 351 / 100);

  /** 3.5 days. */
  private static final EpochSpan TERMINATION_FLOOR_SPAN = new EpochSpan(DAY * 35 / 10);

  private static final int FRACTION_BITS = Logarithm.FRACTION_BITS;

  /** Below this square of the power's change, in fixed point, power counts as constant. */
  private static final BigInteger STEADY = new BigInteger("302231454903657293676544");

  /** What quality-weighted power earns in a span; the whole reward where the network has none. */
  public TokenAmount earnings(BigInteger qualityPower, EpochSpan span) {
    if (power.value().signum() == 0) {
      return new TokenAmount(reward.value());
    }
    BigInteger fixed = qualityPower.multiply(ratioOver(Whole.of(span.epochs())));
    return new TokenAmount(fixed.shiftRight(FRACTION_BITS).max(BigInteger.ZERO));
  }

  /** The same, but never nothing: what is asked of a miner is at least an attoFIL. */
  public TokenAmount earningsOfSomething(BigInteger qualityPower, EpochSpan span) {
    return earnings(qualityPower, span).max(TokenAmount.ofAtto(1));
  }

  /** For power that was faulty at the end of one deadline and still is at the next. */
  public TokenAmount faultFee(BigInteger qualityPower) {
    return earnings(qualityPower, FAULT_SPAN);
  }

  /** The floor of {@link TerminationFee#byReward}. */
  public TokenAmount terminationFloor(BigInteger qualityPower) {
    return earnings(qualityPower, TERMINATION_FLOOR_SPAN);
  }

  /** The integral of reward over power, in fixed point. */
  private BigInteger ratioOver(BigInteger epochs) {
    BigInteger span = epochs.shiftLeft(FRACTION_BITS);
    BigInteger growth = power.velocity();
    BigInteger square = growth.multiply(growth).shiftRight(FRACTION_BITS);
    return square.compareTo(STEADY) > 0 ? whereItGrows(span, square) : whereItIsSteady(span);
  }

  private BigInteger whereItGrows(BigInteger span, BigInteger square) {
    BigInteger growth = power.velocity();
    BigInteger now = power.position();
    BigInteger then = growth.multiply(span).shiftRight(FRACTION_BITS).add(now);
    BigInteger logs = Logarithm.of(then).subtract(Logarithm.of(now));
    BigInteger steadyPart =
        logs.multiply(reward.position()).multiply(growth).shiftRight(FRACTION_BITS);
    BigInteger growingPart =
        growth
            .multiply(span)
            .subtract(logs.multiply(now))
            .multiply(reward.velocity())
            .shiftRight(FRACTION_BITS);
    return Whole.divide(growingPart.add(steadyPart), square);
  }

  private BigInteger whereItIsSteady(BigInteger span) {
    BigInteger half = span.shiftRight(1);
    BigInteger midway =
        reward.velocity().multiply(half).shiftRight(FRACTION_BITS).add(reward.position());
    return Whole.divide(midway.multiply(span), power.position());
  }
}
