package io.sealwright.proofs.curve;

import java.lang.foreign.MemorySegment;

/**
 * Native code that adds points to buckets, eight windows of their scalars side by side. All memory
 * is native. A bucket is a sum in a form of the kernel's own, of which zeros are infinity.
 */
public interface WindowKernel {
  /** Windows side by side. */
  int LANES = 8;

  /** Limbs of a scalar: half a window is added in each window, which may be beyond 256 bits. */
  int SCALAR_LIMBS = 5;

  /** Bits of the widest window. */
  int MOST_BITS = 16;

  /**
   * Eight windows of one width, which begin before a scalar's last limb.
   *
   * @param first the window of the lowest bits
   */
  record Windows(int bits, int first) {
    public Windows {
      long last = (first + (LANES - 1L)) * bits;
      boolean inside = 0 <= first && last < (SCALAR_LIMBS - 1L) * Long.SIZE;
      if (bits < 2 || bits > MOST_BITS || !inside) {
        throw new IllegalArgumentException("windows of %d bits from %d".formatted(bits, first));
      }
    }

    /** Buckets of one window: a digit is from −2^(bits − 1) to one less than its negative. */
    public int buckets() {
      return 1 << (bits - 1);
    }

    public long bytes(Group group) {
      return (long) LANES * buckets() * bucketBytes(group);
    }
  }

  /** Four coordinates of eight limbs an element of the base field. */
  static long bucketBytes(Group group) {
    return 4L * 8 * Long.BYTES * group.limbs() / Fp.LIMBS;
  }

  /**
   * Adds points, uncompressed and below the modulus, to the buckets that the windows of their
   * scalars name.
   */
  void addMultiples(
      Group group,
      Windows windows,
      MemorySegment points,
      MemorySegment scalars,
      int count,
      MemorySegment buckets);

  /** Adds points to eight sums, each to one of them. */
  void addPoints(Group group, MemorySegment points, int count, MemorySegment sums);

  /**
   * Writes for each of eight windows the sum of its buckets, the first once, the second twice, and
   * so on. Changes no bucket.
   *
   * @param sums receives eight as an {@link Adder} has them
   */
  void sumBuckets(Group group, int bucketsOfWindow, MemorySegment buckets, MemorySegment sums);
}
