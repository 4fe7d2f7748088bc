package io.sealwright.proofs.curve;

import io.sealwright.proofs.curve.WindowKernel.Windows;
import io.sealwright.proofs.field.Fr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A sum of multiples by a kernel, of eight windows of the scalars: all cuts of them together make
 * the whole sum. Points are handed over in chunks; those that are only added once, as most of a
 * witness are, apart from the others.
 */
public final class KernelMultiples implements Multiples {
  private static final int CHUNK = 512;

  private final WindowKernel kernel;
  private final Group group;
  private final Windows windows;
  private final long[] offset;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment buckets;
  private final MemorySegment sums;
  private final MemorySegment ones;
  private final MemorySegment points;
  private final MemorySegment scalars;
  private final MemorySegment single;
  private int count;
  private int singles;

  /**
   * Sums up one cut of the scalars.
   *
   * @param expected how many scalars above 1 there will be, about
   */
  public KernelMultiples(WindowKernel kernel, Group group, long expected, int cut) {
    this.kernel = kernel;
    this.group = group;
    int bits = bitsFor(expected);
    this.windows = new Windows(bits, cut * WindowKernel.LANES);
    this.offset = halves(bits, cuts(expected) * WindowKernel.LANES);
    long pointBytes = group.uncompressedBytes();
    this.buckets = allocate(windows.bytes(group));
    this.sums = allocate(8L * 4 * group.limbs() * Long.BYTES);
    this.ones = allocate(WindowKernel.LANES * WindowKernel.bucketBytes(group));
    this.points = allocate(CHUNK * pointBytes);
    this.scalars = allocate((long) CHUNK * WindowKernel.SCALAR_LIMBS * Long.BYTES);
    this.single = allocate(CHUNK * pointBytes);
  }

  private MemorySegment allocate(long bytes) {
    return arena.allocate(bytes, Long.BYTES);
  }

  /** Into how many cuts scalars are cut when so many above 1 are expected. */
  public static int cuts(long expected) {
    return Math.ceilDiv(Fr.LIMBS * Long.SIZE, bitsFor(expected) * WindowKernel.LANES);
  }

  /**
   * Of widths that fill eight lanes two, three or four times, the one with the least additions:
   * those of points, and three for each bucket.
   */
  private static int bitsFor(long expected) {
    if (expected > 170_000) {
      return WindowKernel.MOST_BITS;
    }
    return expected > 7000 ? 11 : 8;
  }

  /** Bytes that buckets take at most. */
  public static long bucketBytes(Group group) {
    return new Windows(WindowKernel.MOST_BITS, 0).bytes(group);
  }

  /** Half a window in each window, so that none needs the carry of those below it. */
  private static long[] halves(int bits, int windows) {
    long[] halves = new long[WindowKernel.SCALAR_LIMBS];
    for (int window = 0; window < windows; window++) {
      int bit = window * bits + bits - 1;
      halves[bit / Long.SIZE] |= 1L << bit % Long.SIZE;
    }
    return halves;
  }

  @Override
  public void add(MemorySegment file, long offset, long[] scalars, int s) {
    boolean isOne = (scalars[s] ^ 1 | scalars[s + 1] | scalars[s + 2] | scalars[s + 3]) == 0;
    if (isOne && windows.first() > 0 || !group.isFinite(file, offset)) {
      return;
    }
    long bytes = group.uncompressedBytes();
    if (isOne) {
      MemorySegment.copy(file, offset, single, singles++ * bytes, bytes);
    } else {
      MemorySegment.copy(file, offset, points, count * bytes, bytes);
      putScalar(scalars, s);
      count++;
    }
    if (count == CHUNK || singles == CHUNK) {
      flush();
    }
  }

  private void putScalar(long[] numbers, int s) {
    long at = (long) count * WindowKernel.SCALAR_LIMBS;
    long carry = 0;
    for (int limb = 0; limb < WindowKernel.SCALAR_LIMBS; limb++) {
      long number = limb < Fr.LIMBS ? numbers[s + limb] : 0;
      long sum = number + carry;
      carry = Long.compareUnsigned(sum, carry) < 0 ? 1 : 0;
      sum += offset[limb];
      carry += Long.compareUnsigned(sum, offset[limb]) < 0 ? 1 : 0;
      scalars.setAtIndex(ValueLayout.JAVA_LONG, at + limb, sum);
    }
  }

  private void flush() {
    kernel.addMultiples(group, windows, points, scalars, count, buckets);
    kernel.addPoints(group, single, singles, ones);
    count = 0;
    singles = 0;
  }

  @Override
  public Point sum() {
    flush();
    Adder adder = new Adder(group);
    long[] total = new long[adder.sumLimbs()];
    long[] ofWindows = sumOf(windows.buckets(), buckets);
    for (int window = WindowKernel.LANES - 1; window >= 0; window--) {
      twice(adder, total, windows.bits());
      adder.addSum(total, 0, ofWindows, window * adder.sumLimbs());
    }
    twice(adder, total, windows.first() * windows.bits());
    long[] ofOnes = sumOf(1, ones);
    for (int lane = 0; lane < WindowKernel.LANES; lane++) {
      adder.addSum(total, 0, ofOnes, lane * adder.sumLimbs());
    }
    return Point.ofSum(group, total, 0);
  }

  private static void twice(Adder adder, long[] sum, int times) {
    for (int i = 0; i < times; i++) {
      adder.twice(sum, 0);
    }
  }

  private long[] sumOf(int bucketsOfWindow, MemorySegment from) {
    kernel.sumBuckets(group, bucketsOfWindow, from, sums);
    return sums.toArray(ValueLayout.JAVA_LONG);
  }

  @Override
  public void close() {
    arena.close();
  }
}
