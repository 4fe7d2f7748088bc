package io.sealwright.proofs.curve;

import java.math.BigInteger;
import java.util.List;

/**
 * The optimal ate pairing. Only products of pairings are to be had, for that is what verification
 * needs and what is cheap: the squarings and the last exponentiation are shared.
 */
public final class Pairing {
  /** |x|, the parameter the curve is made from; x itself is negative. */
  private static final BigInteger LOOP = new BigInteger("d201000000010000", 16);

  private Pairing() {}

  /** A point of each group, to be paired. */
  public record Pair(Point g1, Point g2) {
    public Pair {
      if (g1.group() != Group.G1 || g2.group() != Group.G2) {
        throw new IllegalArgumentException("a pair is a point of G1 and one of G2");
      }
    }
  }

  /** Whether the product of the pairings is one. */
  public static boolean isOne(List<Pair> pairs) {
    return power(loop(pairs)).equals(Fp12.ONE);
  }

  /** One pair on its way through the loop: the multiple of its G2 point so far. */
  private static final class Step {
    private final long[] px;
    private final Fp2 py;
    private final Fp2 qx;
    private final Fp2 qy;
    private Fp2 x;
    private Fp2 y;

    Step(Pair pair) {
      this.px = pair.g1.coordinates();
      this.py = pair.g1.y();
      this.qx = pair.g2.x();
      this.qy = pair.g2.y();
      this.x = qx;
      this.y = qy;
    }

    /** Doubles, and returns the tangent at the point of G1. */
    Fp12 twice() {
      Fp2 square = x.squared();
      return move(square.plus(square).plus(square).times(y.plus(y).inverse()), x);
    }

    /** Adds the point of G2, and returns the chord at the point of G1. */
    Fp12 add() {
      return move(qy.minus(y).times(qx.minus(x).inverse()), qx);
    }

    /**
     * The line of this slope through the multiple, times w³, which the last exponentiation removes:
     * (λx − y) − λ·x_P·w² + y_P·w³.
     */
    private Fp12 move(Fp2 slope, Fp2 otherX) {
      Fp6 even = new Fp6(slope.times(x).minus(y), slope.timesBase(px, 0).negated(), Fp2.ZERO);
      Fp2 next = slope.squared().minus(x).minus(otherX);
      y = slope.times(x.minus(next)).minus(y);
      x = next;
      return new Fp12(even, new Fp6(Fp2.ZERO, py, Fp2.ZERO));
    }
  }

  private static Fp12 loop(List<Pair> pairs) {
    List<Step> steps =
        pairs.stream()
            .filter(pair -> !pair.g1.isInfinity() && !pair.g2.isInfinity())
            .map(Step::new)
            .toList();
    Fp12 product = Fp12.ONE;
    for (int bit = LOOP.bitLength() - 2; bit >= 0; bit--) {
      product = product.squared();
      for (Step step : steps) {
        product = product.times(step.twice());
      }
      if (LOOP.testBit(bit)) {
        for (Step step : steps) {
          product = product.times(step.add());
        }
      }
    }
    return product.conjugate(); // x is negative.
  }

  /**
   * Three times the exponent (p¹² − 1)/r, which is as good: 3 is prime to r. Its hard part is (x −
   * 1)²·(x + p)·(x² + p² − 1) + 3.
   */
  private static Fp12 power(Fp12 value) {
    Fp12 easy = value.conjugate().times(value.inverse());
    Fp12 f = easy.frobenius().frobenius().times(easy);
    Fp12 a = toX(f).times(f.conjugate()); // f^(x − 1)
    a = toX(a).times(a.conjugate());
    a = toX(a).times(a.frobenius());
    a = toX(toX(a)).times(a.frobenius().frobenius()).times(a.conjugate());
    return a.times(f.squared()).times(f);
  }

  /** The power x of an element whose inverse is its conjugate. */
  private static Fp12 toX(Fp12 value) {
    return value.power(LOOP).conjugate();
  }
}
