package io.sealwright.proofs.field;

import io.sealwright.protocol.Bytes32;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Arithmetic modulo r, the order of BLS12-381's prime subgroup, without an object for each element.
 *
 * <p>An element is four 64-bit limbs, least significant first, at an offset of a {@code long[]}.
 * Products are Montgomery products, {@code x·y·2⁻²⁵⁶ mod r}. They exploit that r is {@code 1 − 2³²}
 * modulo 2⁶⁴: its negated inverse is {@code −(1 + 2³²)}, and the lowest limb of a multiple of r
 * takes shifts only. Carries are unsigned comparisons, which compile to a flag and no branch.
 */
public final class Fr {
  /** Limbs of an element. */
  public static final int LIMBS = 4;

  /** Bytes of a node. */
  public static final int BYTES = 32;

  /** The modulus r, 255 bits. */
  public static final BigInteger MODULUS =
      new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16);

  static final long R0 = 0xffffffff00000001L;
  static final long R1 = 0x53bda402fffe5bfeL;
  static final long R2 = 0x3339d80809a1d805L;
  static final long R3 = 0x73eda753299d7d48L;

  private Fr() {}

  private static final ValueLayout.OfLong LIMB =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Nodes copied to the heap at a time by the bulk operations. */
  private static final int CHUNK_NODES = 256;

  private interface Operation {
    void apply(long[] target, int t, long[] x, int i, long[] y, int j);
  }

  /** Whether four limbs, least significant first, are below r. */
  public static boolean isCanonical(long l0, long l1, long l2, long l3) {
    if (l3 != R3) {
      return Long.compareUnsigned(l3, R3) < 0;
    }
    if (l2 != R2) {
      return Long.compareUnsigned(l2, R2) < 0;
    }
    return l1 != R1 ? Long.compareUnsigned(l1, R1) < 0 : Long.compareUnsigned(l0, R0) < 0;
  }

  /** Whether a node is below r. */
  public static boolean isCanonical(Bytes32 node) {
    ByteBuffer limbs = ByteBuffer.wrap(node.toBytes()).order(ByteOrder.LITTLE_ENDIAN);
    return isCanonical(limbs.getLong(), limbs.getLong(), limbs.getLong(), limbs.getLong());
  }

  /** Sets {@code sum} to {@code x + y mod r}, both below r. May be done in place. */
  public static void add(long[] sum, int s, long[] x, int i, long[] y, int j) {
    long s0 = x[i] + y[j];
    long c0 = carry(s0, x[i]);
    long s1 = x[i + 1] + c0;
    long c1 = carry(s1, c0);
    s1 += y[j + 1];
    c1 += carry(s1, y[j + 1]);
    long s2 = x[i + 2] + c1;
    long c2 = carry(s2, c1);
    s2 += y[j + 2];
    c2 += carry(s2, y[j + 2]);
    long s3 = x[i + 3] + y[j + 3] + c2; // Never carries out: both terms are below r < 2²⁵⁵.
    storeReduced(sum, s, s0, s1, s2, s3);
  }

  /** Sets {@code difference} to {@code x − y mod r}, both below r. May be done in place. */
  public static void subtract(long[] difference, int d, long[] x, int i, long[] y, int j) {
    long d0 = x[i] - y[j];
    long b0 = borrow(x[i], y[j]);
    long d1 = x[i + 1] - b0;
    long b1 = borrow(x[i + 1], b0) + borrow(d1, y[j + 1]);
    d1 -= y[j + 1];
    long d2 = x[i + 2] - b1;
    long b2 = borrow(x[i + 2], b1) + borrow(d2, y[j + 2]);
    d2 -= y[j + 2];
    long d3 = x[i + 3] - y[j + 3] - b2;

    long add = d3 >> 63; // All ones when the difference is negative: both terms are below 2²⁵⁵.
    long r0 = d0 + (R0 & add);
    long c0 = carry(r0, d0);
    long r1 = d1 + c0;
    long c1 = carry(r1, c0);
    r1 += R1 & add;
    c1 += carry(r1, R1 & add);
    long r2 = d2 + c1;
    long c2 = carry(r2, c1);
    r2 += R2 & add;
    c2 += carry(r2, R2 & add);
    difference[d] = r0;
    difference[d + 1] = r1;
    difference[d + 2] = r2;
    difference[d + 3] = d3 + (R3 & add) + c2;
  }

  /** Sets {@code product} to {@code x·y·2⁻²⁵⁶ mod r}, below r. May be done in place. */
  public static void multiply(long[] product, int p, long[] x, int i, long[] y, int j) {
    multiplyLazily(product, p, x, i, y, j);
    storeReduced(product, p, product[p], product[p + 1], product[p + 2], product[p + 3]);
  }

  /**
   * Sets {@code product} to a value below {@code x·y·2⁻²⁵⁶ + r} that is {@code x·y·2⁻²⁵⁶} modulo r.
   * That bound must not exceed 2²⁵⁶, the operands themselves may be any 256 bits. May be done in
   * place.
   */
  public static void multiplyLazily(long[] product, int p, long[] x, int i, long[] y, int j) {
    long y0 = y[j];
    long y1 = y[j + 1];
    long y2 = y[j + 2];
    long y3 = y[j + 3];
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
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
      t4 += c;
      long t5 = carry(t4, c);

      // t = (t + m·r) / 2⁶⁴ with the m that makes the division exact.
      long m = -(t0 + (t0 << 32));
      c = m - (m >>> 32) + carry(m + t0, m);
      low = m * R1 + c;
      c = Math.unsignedMultiplyHigh(m, R1) + carry(low, c);
      t0 = t1 + low;
      c += carry(t0, low);
      low = m * R2 + c;
      c = Math.unsignedMultiplyHigh(m, R2) + carry(low, c);
      t1 = t2 + low;
      c += carry(t1, low);
      low = m * R3 + c;
      c = Math.unsignedMultiplyHigh(m, R3) + carry(low, c);
      t2 = t3 + low;
      c += carry(t2, low);
      t3 = t4 + c;
      t4 = t5 + carry(t3, c);
    }
    product[p] = t0;
    product[p + 1] = t1;
    product[p + 2] = t2;
    product[p + 3] = t3;
  }

  /**
   * Sets {@code target}, which holds the upper four limbs of a value of five, to that value times
   * 2⁻⁶⁴ modulo r: below value·2⁻⁶⁴ + r, which must not exceed 2²⁵⁶.
   *
   * @param lowest the value's lowest limb
   */
  public static void divideByWord(long[] target, int t, long lowest) {
    long m = -(lowest + (lowest << 32));
    long c = m - (m >>> 32) + carry(m + lowest, m);
    c = addProduct(target, t, m, R1, c);
    c = addProduct(target, t + 1, m, R2, c);
    c = addProduct(target, t + 2, m, R3, c);
    target[t + 3] += c;
  }

  /** Adds {@code a·b + c} to a limb and returns what is carried on. */
  private static long addProduct(long[] target, int t, long a, long b, long c) {
    long low = a * b + c;
    long high = Math.unsignedMultiplyHigh(a, b) + carry(low, c);
    target[t] += low;
    return high + carry(target[t], low);
  }

  /**
   * Writes {@code out[i] = a[i] + b[i] mod r} for as many nodes as {@code out} holds, which may be
   * an operand itself. All are runs of nodes, on the heap, native or mapped.
   *
   * @throws IllegalArgumentException when a node is not below r; earlier nodes may then be written
   */
  public static void addNodes(MemorySegment a, MemorySegment b, MemorySegment out) {
    eachNode(Fr::add, a, b, out);
  }

  /** Writes {@code out[i] = a[i] − b[i] mod r}; otherwise as {@link #addNodes}. */
  public static void subtractNodes(MemorySegment a, MemorySegment b, MemorySegment out) {
    eachNode(Fr::subtract, a, b, out);
  }

  private static void eachNode(
      Operation operation, MemorySegment a, MemorySegment b, MemorySegment out) {
    long[] x = new long[CHUNK_NODES * LIMBS];
    long[] y = new long[CHUNK_NODES * LIMBS];
    long chunk = (long) CHUNK_NODES * BYTES;
    for (long at = 0; at < out.byteSize(); at += chunk) {
      int limbs = (int) (Math.min(out.byteSize() - at, chunk) / Long.BYTES);
      load(a, at, x, limbs);
      load(b, at, y, limbs);
      for (int i = 0; i < limbs; i += LIMBS) {
        operation.apply(x, i, x, i, y, i);
      }
      MemorySegment.copy(x, 0, out, LIMB, at, limbs);
    }
  }

  private static void load(MemorySegment nodes, long offset, long[] target, int limbs) {
    MemorySegment.copy(nodes, LIMB, offset, target, 0, limbs);
    requireCanonical(target, limbs);
  }

  /**
   * Checks that each of the elements in the first {@code limbs} limbs is below r.
   *
   * @throws IllegalArgumentException naming the first that is not
   */
  public static void requireCanonical(long[] elements, int limbs) {
    for (int i = 0; i < limbs; i += LIMBS) {
      if (!isCanonical(elements[i], elements[i + 1], elements[i + 2], elements[i + 3])) {
        throw new IllegalArgumentException(
            "node %d of a run is not below the field's modulus: %016x%016x%016x%016x"
                .formatted(
                    i / LIMBS, elements[i + 3], elements[i + 2], elements[i + 1], elements[i]));
      }
    }
  }

  /** Stores an integer in [0, 2²⁵⁶) as limbs. */
  public static void store(BigInteger value, long[] target, int t) {
    for (int limb = 0; limb < LIMBS; limb++) {
      target[t + limb] = value.shiftRight(limb * Long.SIZE).longValue();
    }
  }

  /** Stores a value below 2·r, less r when it is not below r. */
  public static void storeReduced(long[] target, int t, long s0, long s1, long s2, long s3) {
    long d0 = s0 - R0;
    long b0 = borrow(s0, R0);
    long d1 = s1 - b0;
    long b1 = borrow(s1, b0) + borrow(d1, R1);
    d1 -= R1;
    long d2 = s2 - b1;
    long b2 = borrow(s2, b1) + borrow(d2, R2);
    d2 -= R2;
    long b3 = borrow(s3, b2) + borrow(s3 - b2, R3);
    long d3 = s3 - b2 - R3;

    long keep = -b3; // All ones when the value was already below r, else zero.
    target[t] = (s0 & keep) | (d0 & ~keep);
    target[t + 1] = (s1 & keep) | (d1 & ~keep);
    target[t + 2] = (s2 & keep) | (d2 & ~keep);
    target[t + 3] = (s3 & keep) | (d3 & ~keep);
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
