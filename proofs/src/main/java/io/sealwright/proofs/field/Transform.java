package io.sealwright.proofs.field;

import java.math.BigInteger;

/** A transform with a root of unity, in place. */
interface Transform {
  /** The numbers first, first·ratio, first·ratio², and so on. */
  record Progression(Scalar first, Scalar ratio) {
    static final Progression ONES = new Progression(Scalar.ONE, Scalar.ONE);

    Scalar get(long index) {
      return first.times(ratio.power(BigInteger.valueOf(index)));
    }

    /** The numbers as limbs, one after another, in Montgomery form. */
    long[] toArray(int count) {
      long[] numbers = new long[count * Fr.LIMBS];
      long[] factor = new long[Fr.LIMBS];
      ratio.copyTo(factor, 0);
      first.copyTo(numbers, 0);
      for (int i = Fr.LIMBS; i < numbers.length; i += Fr.LIMBS) {
        Fr.multiply(numbers, i, numbers, i - Fr.LIMBS, factor, 0);
      }
      return numbers;
    }
  }

  /**
   * Multiplies elements by a progression, transforms them, and multiplies the results by another.
   */
  void apply(long[] elements, Progression before, Progression after);
}
