package io.sealwright.proofs.field;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;

/** Numbers for kernels that have limbs of 52 bits: those where carries are. */
public final class LimbEdges {
  static final int LIMB_BITS = 52;
  static final BigInteger LIMB = BigInteger.ONE.shiftLeft(LIMB_BITS);
  private static final int LIMBS = 5;

  /** What a limb may be: nothing, little, one bit, all but one, all. */
  private static final List<BigInteger> EDGES =
      List.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          LIMB.shiftRight(1),
          LIMB.subtract(BigInteger.TWO),
          LIMB.subtract(BigInteger.ONE));

  private LimbEdges() {}

  /** A number of five such limbs. */
  public static BigInteger draw(SplittableRandom random) {
    BigInteger value = BigInteger.ZERO;
    for (int k = 0; k < LIMBS; k++) {
      BigInteger limb = EDGES.get(random.nextInt(EDGES.size()));
      value = value.add(limb.shiftLeft(k * LIMB_BITS));
    }
    return value;
  }
}
