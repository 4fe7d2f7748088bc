package io.sealwright.proofs.curve;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Arithmetic modulo p, the base field of BLS12-381, without an object for each element.
 *
 * <p>An element is six 64-bit limbs, least significant first, at an offset of a {@code long[]},
 * fully reduced. Products are Montgomery products, {@code x·y·2⁻³⁸⁴ mod p}. The modulus leaves
 * three bits of the top limb free, so that a product in the making never needs an eighth limb.
 */
final class Fp {
  static final int LIMBS = 6;
  static final int BYTES = 48;

  static final BigInteger MODULUS =
      new BigInteger(
          "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf"
              + "6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab",
          16);

  private static final long P0 = 0xb9feffffffffaaabL;
  private static final long P1 = 0x1eabfffeb153ffffL;
  private static final long P2 = 0x6730d2a0f6b0f624L;
  private static final long P3 = 0x64774b84f38512bfL;
  private static final long P4 = 0x4b1ba7b6434bacd7L;
  private static final long P5 = 0x1a0111ea397fe69aL;

  /** −p⁻¹ modulo 2⁶⁴. */
  private static final long NEGATED_INVERSE = 0x89f3fffcfffcfffdL;

  private static final long[] PRIME = {P0, P1, P2, P3, P4, P5};
  private static final long[] PLAIN_ONE = {1, 0, 0, 0, 0, 0};
  private static final ValueLayout.OfLong BIG_ENDIAN =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private static final BigInteger RADIX = BigInteger.ONE.shiftLeft(LIMBS * Long.SIZE);
  private static final BigInteger RADIX_INVERSE = RADIX.modInverse(MODULUS);
  private static final long[] RADIX_SQUARED = new long[LIMBS];

  static {
    store(RADIX.mod(MODULUS), RADIX_SQUARED, 0);
  }

  private Fp() {}

  /** Sets {@code sum} to {@code x + y}. May be done in place. */
  static void add(long[] sum, int s, long[] x, int i, long[] y, int j) {
    long s0 = x[i] + y[j];
    long c = carry(s0, x[i]);
    long s1 = x[i + 1] + c;
    c = carry(s1, c);
    s1 += y[j + 1];
    c += carry(s1, y[j + 1]);
    long s2 = x[i + 2] + c;
    c = carry(s2, c);
    s2 += y[j + 2];
    c += carry(s2, y[j + 2]);
    long s3 = x[i + 3] + c;
    c = carry(s3, c);
    s3 += y[j + 3];
    c += carry(s3, y[j + 3]);
    long s4 = x[i + 4] + c;
    c = carry(s4, c);
    s4 += y[j + 4];
    c += carry(s4, y[j + 4]);
    long s5 = x[i + 5] + y[j + 5] + c;
    storeReduced(sum, s, s0, s1, s2, s3, s4, s5);
  }

  /** Sets {@code difference} to {@code x − y}. May be done in place. */
  static void subtract(long[] difference, int d, long[] x, int i, long[] y, int j) {
    long d0 = x[i] - y[j];
    long b = borrow(x[i], y[j]);
    long d1 = x[i + 1] - b;
    b = borrow(x[i + 1], b) + borrow(d1, y[j + 1]);
    d1 -= y[j + 1];
    long d2 = x[i + 2] - b;
    b = borrow(x[i + 2], b) + borrow(d2, y[j + 2]);
    d2 -= y[j + 2];
    long d3 = x[i + 3] - b;
    b = borrow(x[i + 3], b) + borrow(d3, y[j + 3]);
    d3 -= y[j + 3];
    long d4 = x[i + 4] - b;
    b = borrow(x[i + 4], b) + borrow(d4, y[j + 4]);
    d4 -= y[j + 4];
    long d5 = x[i + 5] - y[j + 5] - b;

    long add = d5 >> 63; // All ones when negative: both terms are below 2³⁸¹.
    long r0 = d0 + (P0 & add);
    long c = carry(r0, d0);
    long r1 = d1 + c;
    c = carry(r1, c);
    r1 += P1 & add;
    c += carry(r1, P1 & add);
    long r2 = d2 + c;
    c = carry(r2, c);
    r2 += P2 & add;
    c += carry(r2, P2 & add);
    long r3 = d3 + c;
    c = carry(r3, c);
    r3 += P3 & add;
    c += carry(r3, P3 & add);
    long r4 = d4 + c;
    c = carry(r4, c);
    r4 += P4 & add;
    c += carry(r4, P4 & add);
    difference[d] = r0;
    difference[d + 1] = r1;
    difference[d + 2] = r2;
    difference[d + 3] = r3;
    difference[d + 4] = r4;
    difference[d + 5] = d5 + (P5 & add) + c;
  }

  /** Sets {@code product} to {@code x·y·2⁻³⁸⁴}. May be done in place. */
  static void multiply(long[] product, int p, long[] x, int i, long[] y, int j) {
    long y0 = y[j];
    long y1 = y[j + 1];
    long y2 = y[j + 2];
    long y3 = y[j + 3];
    long y4 = y[j + 4];
    long y5 = y[j + 5];
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
    long t5 = 0;
    for (int k = i; k < i + LIMBS; k++) {
      long a = x[k];
      // t += a·y, word by word; c is the word carried on.
      long low = a * y0;
      t0 += low;
      long c = Math.unsignedMultiplyHigh(a, y0) + carry(t0, low);
      low = a * y1 + c;
      c = Math.unsignedMultiplyHigh(a, y1) + carry(low, c);
      t1 += low;
      c += carry(t1, low);
      low = a * y2 + c;
      c = Math.unsignedMultiplyHigh(a, y2) + carry(low, c);
      t2 += low;
      c += carry(t2, low);
      low = a * y3 + c;
      c = Math.unsignedMultiplyHigh(a, y3) + carry(low, c);
      t3 += low;
      c += carry(t3, low);
      low = a * y4 + c;
      c = Math.unsignedMultiplyHigh(a, y4) + carry(low, c);
      t4 += low;
      c += carry(t4, low);
      low = a * y5 + c;
      c = Math.unsignedMultiplyHigh(a, y5) + carry(low, c);
      t5 += low;
      long t6 = c + carry(t5, low);

      // t = (t + m·p) / 2⁶⁴ with the m that makes the division exact.
      long m = t0 * NEGATED_INVERSE;
      low = m * P0;
      c = Math.unsignedMultiplyHigh(m, P0) + carry(t0 + low, low);
      low = m * P1 + c;
      c = Math.unsignedMultiplyHigh(m, P1) + carry(low, c);
      t0 = t1 + low;
      c += carry(t0, low);
      low = m * P2 + c;
      c = Math.unsignedMultiplyHigh(m, P2) + carry(low, c);
      t1 = t2 + low;
      c += carry(t1, low);
      low = m * P3 + c;
      c = Math.unsignedMultiplyHigh(m, P3) + carry(low, c);
      t2 = t3 + low;
      c += carry(t2, low);
      low = m * P4 + c;
      c = Math.unsignedMultiplyHigh(m, P4) + carry(low, c);
      t3 = t4 + low;
      c += carry(t3, low);
      low = m * P5 + c;
      c = Math.unsignedMultiplyHigh(m, P5) + carry(low, c);
      t4 = t5 + low;
      c += carry(t4, low);
      t5 = t6 + c;
    }
    storeReduced(product, p, t0, t1, t2, t3, t4, t5);
  }

  static boolean isZero(long[] x, int i) {
    return (x[i] | x[i + 1] | x[i + 2] | x[i + 3] | x[i + 4] | x[i + 5]) == 0;
  }

  /** Stores a number below p in Montgomery form. */
  static void store(BigInteger value, long[] target, int t) {
    if (value.signum() < 0 || value.compareTo(MODULUS) >= 0) {
      throw new IllegalArgumentException("a coordinate is not below the field's modulus");
    }
    BigInteger form = value.multiply(RADIX).mod(MODULUS);
    for (int limb = 0; limb < LIMBS; limb++) {
      target[t + limb] = form.shiftRight(limb * Long.SIZE).longValue();
    }
  }

  /**
   * Reads a coordinate of 48 bytes, big-endian, from a file that is trusted: only its range is
   * checked.
   */
  static void read(MemorySegment bytes, long offset, long[] target, int t) {
    readNumber(bytes, offset, target, t);
    multiply(target, t, target, t, RADIX_SQUARED, 0);
  }

  private static void readNumber(MemorySegment bytes, long offset, long[] target, int t) {
    for (int limb = 0; limb < LIMBS; limb++) {
      target[t + limb] = bytes.get(BIG_ENDIAN, offset + BYTES - (limb + 1L) * Long.BYTES);
    }
    if (!isReduced(target, t)) {
      throw new IllegalArgumentException("a coordinate is not below the field's modulus");
    }
  }

  /** Whether a coordinate of a file is 0. Its range is checked as by {@link #read}. */
  static boolean isZero(MemorySegment bytes, long offset) {
    long top = bytes.get(BIG_ENDIAN, offset);
    if (top != 0 && Long.compareUnsigned(top, P5) < 0) {
      return false; // Nearly always.
    }
    long[] number = new long[LIMBS];
    readNumber(bytes, offset, number, 0);
    return isZero(number, 0);
  }

  /** Writes a coordinate as 48 bytes, big-endian. */
  static void write(long[] x, int i, byte[] bytes, int offset) {
    long[] plain = new long[LIMBS];
    multiply(plain, 0, x, i, PLAIN_ONE, 0);
    ByteBuffer out = ByteBuffer.wrap(bytes, offset, BYTES);
    for (int limb = LIMBS - 1; limb >= 0; limb--) {
      out.putLong(plain[limb]);
    }
  }

  private static boolean isReduced(long[] x, int i) {
    for (int limb = LIMBS - 1; limb >= 0; limb--) {
      int compared = Long.compareUnsigned(x[i + limb], PRIME[limb]);
      if (compared != 0) {
        return compared < 0;
      }
    }
    return false;
  }

  /** The number an element stands for. */
  static BigInteger load(long[] x, int i) {
    BigInteger form = BigInteger.ZERO;
    for (int limb = LIMBS - 1; limb >= 0; limb--) {
      form = form.shiftLeft(Long.SIZE).or(unsigned(x[i + limb]));
    }
    return form.multiply(RADIX_INVERSE).mod(MODULUS);
  }

  private static BigInteger unsigned(long limb) {
    BigInteger value = BigInteger.valueOf(limb & Long.MAX_VALUE);
    return limb < 0 ? value.setBit(Long.SIZE - 1) : value;
  }

  private static void storeReduced(
      long[] target, int t, long s0, long s1, long s2, long s3, long s4, long s5) {
    long d0 = s0 - P0;
    long b = borrow(s0, P0);
    long d1 = s1 - b;
    b = borrow(s1, b) + borrow(d1, P1);
    d1 -= P1;
    long d2 = s2 - b;
    b = borrow(s2, b) + borrow(d2, P2);
    d2 -= P2;
    long d3 = s3 - b;
    b = borrow(s3, b) + borrow(d3, P3);
    d3 -= P3;
    long d4 = s4 - b;
    b = borrow(s4, b) + borrow(d4, P4);
    d4 -= P4;
    long d5 = s5 - P5 - b;

    long keep = d5 >> 63; // All ones when the value was already below p: both are below 2³⁸².
    target[t] = (s0 & keep) | (d0 & ~keep);
    target[t + 1] = (s1 & keep) | (d1 & ~keep);
    target[t + 2] = (s2 & keep) | (d2 & ~keep);
    target[t + 3] = (s3 & keep) | (d3 & ~keep);
    target[t + 4] = (s4 & keep) | (d4 & ~keep);
    target[t + 5] = (s5 & keep) | (d5 & ~keep);
  }

  /** 1 when a sum that wrapped is below one of its terms, else 0. */
  private static long carry(long sum, long term) {
    return Long.compareUnsigned(sum, term) < 0 ? 1 : 0;
  }

  /** 1 when {@code a − b} borrows, else 0. */
  private static long borrow(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? 1 : 0;
  }
}
