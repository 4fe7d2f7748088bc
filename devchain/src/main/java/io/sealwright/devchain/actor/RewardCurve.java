package io.sealwright.devchain.actor;

import io.sealwright.protocol.actor.Estimate;
import io.sealwright.protocol.actor.RewardState;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.math.BigInteger;

/**
 * How much new money an epoch brings. One part decays with time alone; the other with the network's
 * own time, which passes only as fast as its power keeps up with a baseline that doubles each year.
 *
 * <pre>
 *   baseline(t)  baseline(t − 1) · 2^(1 / year)
 *   θ            the time at which the sum of the baseline equals the sum of the power so far,
 *                where power counts at most as much as the baseline
 *   reward(t)    simple total · ( e^λ − 1 ) · e^(−λ t) + baseline total · ( e^(−λ θ') − e^(−λ θ) )
 *   λ            ln 2 / 6 years
 * </pre>
 *
 * <p>Source: the specification of Filecoin's minting, in the fixed point of the built-in actors.
 */
final class RewardCurve {
  /** What of all money is minted by time, and what by the baseline. */
  static final TokenAmount SIMPLE_TOTAL = TokenAmount.of(330_000_000, FilUnit.FIL);

  static final TokenAmount BASELINE_TOTAL = TokenAmount.of(770_000_000, FilUnit.FIL);

  private static final EpochSpan ONE_EPOCH = new EpochSpan(1);
  private static final BigInteger BASELINE_GROWTH =
      new BigInteger("340282591298641078465964189926313473653");
  private static final BigInteger FIRST_BASELINE = new BigInteger("2888888880000000000");
  private static final BigInteger EXP_LAMBDA_MINUS_ONE =
      new BigInteger("37396273494747879394193016954629");
  private static final BigInteger LAMBDA = new BigInteger("37396271439864487274534522888786");
  private static final BigInteger FIRST_REWARD = new BigInteger("36266260308195979333");
  private static final BigInteger FIRST_CHANGE = new BigInteger("-109897758509");

  private RewardCurve() {}

  /** The state before any block, for a network that begins with some power. */
  static RewardState first(BigInteger power) {
    BigInteger before =
        FIRST_BASELINE
            .shiftLeft(2 * FixedPoint.FRACTION_BITS)
            .divide(BASELINE_GROWTH)
            .shiftRight(FixedPoint.FRACTION_BITS);
    RewardState start =
        new RewardState(
            BigInteger.ZERO,
            BigInteger.ZERO,
            new Epoch(0),
            FIRST_BASELINE,
            TokenAmount.ZERO,
            Smoothing.start(FIRST_REWARD, FIRST_CHANGE),
            before,
            new Epoch(-1),
            TokenAmount.ZERO,
            SIMPLE_TOTAL,
            BASELINE_TOTAL);
    return withReward(start, power);
  }

  /** The state after the end of an epoch, with those since the last end that had no block. */
  static RewardState afterEnd(RewardState before, Epoch now, BigInteger power) {
    RewardState state = before;
    while (state.epoch().isBefore(now)) {
      state = nextEpoch(state, power);
    }
    RewardState next = withReward(state, power);
    long epochs = next.epoch().since(before.epoch()).epochs();
    return with(
        next,
        next.epochReward(),
        Smoothing.next(next.epochRewardSmoothed(), next.epochReward().atto(), epochs));
  }

  private static RewardState withReward(RewardState before, BigInteger power) {
    RewardState after = nextEpoch(before, power);
    BigInteger time = LAMBDA.multiply(BigInteger.valueOf(after.epoch().height()));
    BigInteger simple =
        FixedPoint.times(
            after.simpleTotal().atto().multiply(EXP_LAMBDA_MINUS_ONE), FixedPoint.expOfMinus(time));
    BigInteger baseline =
        supply(theta(after), after.baselineTotal())
            .subtract(supply(theta(before), after.baselineTotal()));
    BigInteger reward = simple.add(baseline).shiftRight(FixedPoint.FRACTION_BITS);
    return with(after, new TokenAmount(reward), after.epochRewardSmoothed());
  }

  private static RewardState nextEpoch(RewardState state, BigInteger power) {
    BigInteger target = grown(state.epochBaseline());
    BigInteger realized = state.realizedSum().add(target.min(power));
    BigInteger sum = state.baselineSum();
    BigInteger reached = state.networkBaseline();
    Epoch time = state.networkTime();
    while (realized.compareTo(sum) > 0) {
      time = time.plus(ONE_EPOCH);
      reached = grown(reached);
      sum = sum.add(reached);
    }
    return new RewardState(
        sum,
        realized,
        time,
        reached,
        state.epochReward(),
        state.epochRewardSmoothed(),
        target,
        state.epoch().plus(ONE_EPOCH),
        state.paid(),
        state.simpleTotal(),
        state.baselineTotal());
  }

  /** The network's own time, between two whole epochs of it. */
  private static BigInteger theta(RewardState state) {
    if (state.networkTime().height() == 0) {
      return BigInteger.ZERO;
    }
    BigInteger ahead =
        state.baselineSum().subtract(state.realizedSum()).shiftLeft(FixedPoint.FRACTION_BITS);
    return FixedPoint.of(state.networkTime().height())
        .subtract(FixedPoint.floorDivide(ahead, state.networkBaseline()));
  }

  /** What is minted by the baseline up to a time of the network's own. */
  private static BigInteger supply(BigInteger theta, TokenAmount total) {
    BigInteger decay = FixedPoint.expOfMinus(FixedPoint.times(theta, LAMBDA));
    return FixedPoint.ONE.subtract(decay).multiply(total.atto());
  }

  private static BigInteger grown(BigInteger baseline) {
    return FixedPoint.times(baseline, BASELINE_GROWTH);
  }

  private static RewardState with(RewardState state, TokenAmount reward, Estimate smoothed) {
    return new RewardState(
        state.baselineSum(),
        state.realizedSum(),
        state.networkTime(),
        state.networkBaseline(),
        reward,
        smoothed,
        state.epochBaseline(),
        state.epoch(),
        state.paid(),
        state.simpleTotal(),
        state.baselineTotal());
  }
}
