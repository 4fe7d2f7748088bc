package io.sealwright.devchain.actor;

import io.sealwright.protocol.actor.Estimate;
import java.math.BigInteger;

/**
 * Follows a quantity that jumps with an estimate that does not: an alpha-beta filter.
 *
 * <pre>
 *   expected  position + velocity · t
 *   position  expected + α · ( seen − expected )
 *   velocity  velocity + β / t · ( seen − expected )
 * </pre>
 */
final class Smoothing {
  private static final BigInteger ALPHA = new BigInteger("314760000000000000000000000000000000");
  private static final BigInteger BETA = new BigInteger("96640100000000000000000000000000");

  private Smoothing() {}

  /** An estimate to begin with. */
  static Estimate start(BigInteger position, BigInteger velocity) {
    return new Estimate(
        position.shiftLeft(FixedPoint.FRACTION_BITS), velocity.shiftLeft(FixedPoint.FRACTION_BITS));
  }

  /** The estimate after so many epochs, when the quantity is seen to have a value. */
  static Estimate next(Estimate before, BigInteger seen, long epochs) {
    BigInteger time = FixedPoint.of(epochs);
    BigInteger expected = FixedPoint.times(time, before.velocity()).add(before.position());
    BigInteger residual = seen.shiftLeft(FixedPoint.FRACTION_BITS).subtract(expected);
    BigInteger revision = FixedPoint.floorDivide(residual.multiply(BETA), time);
    return new Estimate(
        expected.add(FixedPoint.times(ALPHA, residual)), before.velocity().add(revision));
  }
}
