package io.sealwright.proofs.field;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;

/** Numbers for kernels that have limbs: those where carries are. */
public final class LimbEdges {
  static final int LIMB_BITS = 52;
  static final BigInteger LIMB = BigInteger.ONE.shiftLeft(LIMB_BITS);
  private static final int ELEMENT_BITS = 5 * LIMB_BITS;

  private LimbEdges() {}

  /** A number of five limbs, each of which is nothing, little, one bit, all but one, or all. */
  public static BigInteger draw(SplittableRandom random) {
    return draw(random, LIMB_BITS);
  }

  /** The same with limbs of that many bits, as many as it takes. */
  public static BigInteger draw(SplittableRandom random, int limbBits) {
    BigInteger limb = BigInteger.ONE.shiftLeft(limbBits);
    List<BigInteger> edges =
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            limb.shiftRight(1),
            limb.subtract(BigInteger.TWO),
            limb.subtract(BigInteger.ONE));
    BigInteger value = BigInteger.ZERO;
    for (int bit = 0; bit < ELEMENT_BITS; bit += limbBits) {
      value = value.add(edges.get(random.nextInt(edges.size())).shiftLeft(bit));
    }
    return value;
  }
}
