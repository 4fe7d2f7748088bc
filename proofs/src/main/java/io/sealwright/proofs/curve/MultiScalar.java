package io.sealwright.proofs.curve;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Sums of many multiples, by Pippenger's method: a scalar is cut into signed digits, the points of
 * one digit are added in a bucket, and the buckets once for all. Scalars of 0 and 1, most of a
 * witness, cost nothing and one addition. Serves one thread; sums of several are added.
 */
public final class MultiScalar implements Multiples {
  private static final int SCALAR_BITS = 256;

  private final Group group;
  private final Adder adder;
  private final int window;
  private final int windows;
  private final int buckets;
  private final long[] sums;
  private final long[] point;

  /**
   * @param expected how many multiples there will be, about
   */
  public MultiScalar(Group group, long expected) {
    this.group = group;
    this.adder = new Adder(group);
    this.window = windowFor(expected);
    this.windows = SCALAR_BITS / window + 1;
    this.buckets = 1 << (window - 1);
    this.sums = new long[windows * buckets * adder.sumLimbs()];
    this.point = new long[2 * group.limbs()];
  }

  /** Bytes of buckets that a sum of so many multiples keeps. */
  public static long bucketBytes(Group group, long expected) {
    int window = windowFor(expected);
    return (SCALAR_BITS / window + 1L) * (1L << (window - 1)) * 4 * group.limbs() * Long.BYTES;
  }

  private static int windowFor(long expected) {
    int log = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, expected));
    return Math.clamp(log - 5, 4, 15);
  }

  @Override
  public void add(MemorySegment file, long offset, long[] scalars, int s) {
    group.read(file, offset, point, 0);
    add(point, 0, scalars, s);
  }

  /**
   * Adds a multiple.
   *
   * @param points x and y at an offset
   * @param scalars four limbs at an offset, a number below the group's order
   */
  public void add(long[] points, int p, long[] scalars, int s) {
    int carry = 0;
    for (int w = 0; w < windows; w++) {
      int digit = digit(scalars, s, w * window) + carry;
      carry = 0;
      if (digit > buckets) {
        digit -= 1 << window;
        carry = 1;
      }
      if (digit != 0) {
        int bucket = w * buckets + Math.abs(digit) - 1;
        adder.add(sums, bucket * adder.sumLimbs(), points, p, digit < 0);
      }
    }
  }

  private int digit(long[] scalars, int s, int bit) {
    int limb = bit / Long.SIZE;
    if (limb >= SCALAR_BITS / Long.SIZE) {
      return 0;
    }
    int shift = bit % Long.SIZE;
    long bits = scalars[s + limb] >>> shift;
    if (shift + window > Long.SIZE && limb + 1 < SCALAR_BITS / Long.SIZE) {
      bits |= scalars[s + limb + 1] << (Long.SIZE - shift);
    }
    return (int) bits & ((1 << window) - 1);
  }

  @Override
  public Point sum() {
    int size = adder.sumLimbs();
    long[] total = new long[size];
    long[] running = new long[size];
    long[] ofWindow = new long[size];
    for (int w = windows - 1; w >= 0; w--) {
      for (int i = 0; i < window; i++) {
        adder.twice(total, 0);
      }
      Arrays.fill(running, 0);
      Arrays.fill(ofWindow, 0);
      for (int bucket = buckets - 1; bucket >= 0; bucket--) {
        adder.addSum(running, 0, sums, (w * buckets + bucket) * size);
        adder.addSum(ofWindow, 0, running, 0);
      }
      adder.addSum(total, 0, ofWindow, 0);
    }
    return Point.ofSum(group, total, 0);
  }

  @Override
  public void close() {
    // Nothing but heap is held.
  }
}
