package io.sealwright.proofs.curve;

import java.math.BigInteger;
import java.util.Arrays;

/** An element {@code a + b·u} of the quadratic extension, u² = −1. Does not change. */
final class Fp2 {
  static final int LIMBS = 2 * Fp.LIMBS;
  static final Fp2 ZERO = new Fp2(new long[LIMBS]);
  static final Fp2 ONE = of(BigInteger.ONE, BigInteger.ZERO);

  private final long[] limbs;

  private Fp2(long[] limbs) {
    this.limbs = limbs;
  }

  static Fp2 of(BigInteger a, BigInteger b) {
    long[] limbs = new long[LIMBS];
    Fp.store(a, limbs, 0);
    Fp.store(b, limbs, Fp.LIMBS);
    return new Fp2(limbs);
  }

  /** The element in twelve limbs of an array. */
  static Fp2 at(long[] elements, int offset) {
    return new Fp2(Arrays.copyOfRange(elements, offset, offset + LIMBS));
  }

  /** The element of the base field in six limbs of an array. */
  static Fp2 ofBase(long[] elements, int offset) {
    return new Fp2(Arrays.copyOf(Arrays.copyOfRange(elements, offset, offset + Fp.LIMBS), LIMBS));
  }

  void copyTo(long[] elements, int offset) {
    System.arraycopy(limbs, 0, elements, offset, LIMBS);
  }

  BigInteger a() {
    return Fp.load(limbs, 0);
  }

  BigInteger b() {
    return Fp.load(limbs, Fp.LIMBS);
  }

  boolean isZero() {
    return Fp.isZero(limbs, 0) && Fp.isZero(limbs, Fp.LIMBS);
  }

  Fp2 plus(Fp2 other) {
    long[] sum = new long[LIMBS];
    add(sum, 0, limbs, 0, other.limbs, 0);
    return new Fp2(sum);
  }

  Fp2 minus(Fp2 other) {
    long[] difference = new long[LIMBS];
    subtract(difference, 0, limbs, 0, other.limbs, 0);
    return new Fp2(difference);
  }

  Fp2 negated() {
    return ZERO.minus(this);
  }

  Fp2 times(Fp2 other) {
    long[] product = new long[LIMBS];
    multiply(product, 0, limbs, 0, other.limbs, 0, new long[3 * Fp.LIMBS]);
    return new Fp2(product);
  }

  Fp2 squared() {
    return times(this);
  }

  /** The product with an element of the base field, in six limbs of an array. */
  Fp2 timesBase(long[] base, int offset) {
    long[] product = new long[LIMBS];
    Fp.multiply(product, 0, limbs, 0, base, offset);
    Fp.multiply(product, Fp.LIMBS, limbs, Fp.LIMBS, base, offset);
    return new Fp2(product);
  }

  /** a − b·u, which is also the p-th power. */
  Fp2 conjugate() {
    long[] result = limbs.clone();
    Fp.subtract(result, Fp.LIMBS, new long[Fp.LIMBS], 0, limbs, Fp.LIMBS);
    return new Fp2(result);
  }

  /** The product with 1 + u, of which the tower above takes the cube and the sixth root. */
  Fp2 timesNonResidue() {
    long[] result = new long[LIMBS];
    Fp.subtract(result, 0, limbs, 0, limbs, Fp.LIMBS);
    Fp.add(result, Fp.LIMBS, limbs, 0, limbs, Fp.LIMBS);
    return new Fp2(result);
  }

  /** Of an element that is not zero. */
  Fp2 inverse() {
    BigInteger a = a();
    BigInteger b = b();
    BigInteger norm = a.multiply(a).add(b.multiply(b)).mod(Fp.MODULUS);
    BigInteger inverse = norm.modInverse(Fp.MODULUS);
    return of(a.multiply(inverse).mod(Fp.MODULUS), b.negate().multiply(inverse).mod(Fp.MODULUS));
  }

  Fp2 power(BigInteger exponent) {
    Fp2 result = ONE;
    for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
      result = result.squared();
      if (exponent.testBit(bit)) {
        result = result.times(this);
      }
    }
    return result;
  }

  static void add(long[] sum, int s, long[] x, int i, long[] y, int j) {
    Fp.add(sum, s, x, i, y, j);
    Fp.add(sum, s + Fp.LIMBS, x, i + Fp.LIMBS, y, j + Fp.LIMBS);
  }

  static void subtract(long[] difference, int d, long[] x, int i, long[] y, int j) {
    Fp.subtract(difference, d, x, i, y, j);
    Fp.subtract(difference, d + Fp.LIMBS, x, i + Fp.LIMBS, y, j + Fp.LIMBS);
  }

  /**
   * Three products instead of four (Karatsuba). May be done in place.
   *
   * @param scratch 18 limbs, which change
   */
  static void multiply(long[] product, int p, long[] x, int i, long[] y, int j, long... scratch) {
    int b = Fp.LIMBS;
    Fp.add(scratch, 0, x, i, x, i + b);
    Fp.add(scratch, b, y, j, y, j + b);
    Fp.multiply(scratch, 0, scratch, 0, scratch, b); // (a + b)(c + d)
    Fp.multiply(scratch, b, x, i, y, j); // ac
    Fp.multiply(scratch, 2 * b, x, i + b, y, j + b); // bd
    Fp.subtract(product, p, scratch, b, scratch, 2 * b);
    Fp.subtract(scratch, 0, scratch, 0, scratch, b);
    Fp.subtract(product, p + b, scratch, 0, scratch, 2 * b);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fp2 that && Arrays.equals(limbs, that.limbs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(limbs);
  }

  @Override
  public String toString() {
    return a().toString(16) + " + " + b().toString(16) + "·u";
  }
}
