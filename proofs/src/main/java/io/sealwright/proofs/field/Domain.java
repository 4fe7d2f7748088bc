package io.sealwright.proofs.field;

import java.math.BigInteger;
import java.util.concurrent.CancellationException;

/**
 * The powers of a root of unity, and the transforms between a polynomial's coefficients and its
 * values there. An array of m elements, four limbs each in Montgomery form, is transformed in
 * place. A large one takes minutes: an interrupt ends it, by a {@code CancellationException}.
 */
public final class Domain {
  /** The field has a root of unity of order 2³², made from its generator 7. */
  private static final Scalar GENERATOR = Scalar.of(7);

  private static final int LARGEST = 27;

  private final int log;
  private final long[] powers;
  private final long[] inversePowers;
  private final Scalar sizeInverse;

  /** A domain of the smallest power of two that is at least so many elements. */
  public static Domain forRows(long rows) {
    return new Domain(Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, rows - 1)));
  }

  private Domain(int log) {
    if (log > LARGEST) {
      throw new IllegalArgumentException("a domain of 2^" + log + " elements");
    }
    this.log = log;
    Scalar root = root(log);
    this.powers = powers(root);
    this.inversePowers = powers(root.inverse());
    this.sizeInverse = Scalar.of(size()).inverse();
  }

  /** A primitive root of unity of order 2^log. */
  public static Scalar root(int log) {
    return GENERATOR.power(
        Fr.MODULUS.subtract(BigInteger.ONE).divide(BigInteger.ONE.shiftLeft(log)));
  }

  public int size() {
    return 1 << log;
  }

  public int log() {
    return log;
  }

  private long[] powers(Scalar root) {
    int half = Math.max(1, size() / 2);
    long[] result = new long[half * Fr.LIMBS];
    Scalar.ONE.copyTo(result, 0);
    long[] factor = new long[Fr.LIMBS];
    root.copyTo(factor, 0);
    for (int i = 1; i < half; i++) {
      Fr.multiply(result, i * Fr.LIMBS, result, (i - 1) * Fr.LIMBS, factor, 0);
    }
    return result;
  }

  /** From coefficients to values. */
  public void evaluate(long[] elements) {
    transform(elements, powers);
  }

  /** From values to coefficients. */
  public void interpolate(long[] elements) {
    transform(elements, inversePowers);
    long[] factor = new long[Fr.LIMBS];
    sizeInverse.copyTo(factor, 0);
    for (int i = 0; i < elements.length; i += Fr.LIMBS) {
      Fr.multiply(elements, i, elements, i, factor, 0);
    }
  }

  /** From coefficients to values at 7 times the domain. */
  public void evaluateOnCoset(long[] elements) {
    scale(elements, GENERATOR);
    evaluate(elements);
  }

  /** From values at 7 times the domain to coefficients. */
  public void interpolateOnCoset(long[] elements) {
    interpolate(elements);
    scale(elements, GENERATOR.inverse());
  }

  /** What the polynomial that vanishes on the domain is everywhere on the coset. */
  public Scalar vanishingOnCoset() {
    return GENERATOR.power(BigInteger.valueOf(size())).minus(Scalar.ONE);
  }

  private static void scale(long[] elements, Scalar by) {
    long[] factor = new long[Fr.LIMBS];
    by.copyTo(factor, 0);
    long[] power = new long[Fr.LIMBS];
    Scalar.ONE.copyTo(power, 0);
    for (int i = 0; i < elements.length; i += Fr.LIMBS) {
      Fr.multiply(elements, i, elements, i, power, 0);
      Fr.multiply(power, 0, power, 0, factor, 0);
    }
  }

  /** Cooley and Tukey's, radix two: reordered by reversed indexes, then butterflies. */
  private void transform(long[] elements, long[] roots) {
    int size = size();
    if (elements.length != size * Fr.LIMBS) {
      throw new IllegalArgumentException(elements.length + " limbs for " + size + " elements");
    }
    for (int i = 0; i < size; i++) {
      int j = log == 0 ? 0 : Integer.reverse(i) >>> (Integer.SIZE - log);
      if (i < j) {
        swap(elements, i * Fr.LIMBS, j * Fr.LIMBS);
      }
    }
    long[] t = new long[Fr.LIMBS];
    for (int half = 1; half < size; half *= 2) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("stopped");
      }
      int stride = size / (2 * half) * Fr.LIMBS;
      for (int block = 0; block < size; block += 2 * half) {
        for (int k = 0; k < half; k++) {
          int low = (block + k) * Fr.LIMBS;
          int high = low + half * Fr.LIMBS;
          Fr.multiply(t, 0, elements, high, roots, k * stride);
          Fr.subtract(elements, high, elements, low, t, 0);
          Fr.add(elements, low, elements, low, t, 0);
        }
      }
    }
  }

  private static void swap(long[] elements, int i, int j) {
    for (int limb = 0; limb < Fr.LIMBS; limb++) {
      long kept = elements[i + limb];
      elements[i + limb] = elements[j + limb];
      elements[j + limb] = kept;
    }
  }
}
