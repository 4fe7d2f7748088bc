package io.sealwright.proofs.graph;

/**
 * A keyed permutation of the numbers below a bound: a three-round Feistel network over the smallest
 * power of four that covers the bound (at least 4), repeated while the result lies outside.
 *
 * <p>Numbers go through in {@link Blake2bLanes#LANES} lanes. A lane whose number has come out
 * inside the bound takes the next number, so that the lanes stay full however often some numbers go
 * round. Not safe for use by several threads.
 */
final class Feistel {
  private final long bound;
  private final long[] keys;
  private final int halfBits;
  private final long mask;

  private final Blake2bLanes hash = new Blake2bLanes();
  private final long[] left = new long[Blake2bLanes.LANES];
  private final long[] right = new long[Blake2bLanes.LANES];
  private final long[] mixed = new long[Blake2bLanes.LANES];
  private final int[] slot = new int[Blake2bLanes.LANES];

  /** {@code keys}: one a round. {@code bound}: at most 2⁶². */
  Feistel(long bound, long[] keys) {
    this.bound = bound;
    this.keys = keys;
    this.halfBits = halfBits(bound);
    this.mask = (1L << halfBits) - 1;
  }

  private static int halfBits(long bound) {
    int bits = 1;
    while (1L << 2 * bits < bound) {
      bits++;
    }
    return bits;
  }

  /** Writes the images of {@code first} to {@code first + count - 1} to {@code into}. */
  void permute(long first, int count, long[] into) {
    int next = 0;
    int active = 0;
    while (next < count || active > 0) {
      while (active < left.length && next < count) {
        load(active, first + next);
        slot[active++] = next++;
      }
      encode(active);
      active = unload(active, into);
    }
  }

  private void load(int lane, long number) {
    left[lane] = number >>> halfBits;
    right[lane] = number & mask;
  }

  private void encode(int active) {
    for (long key : keys) {
      System.arraycopy(right, 0, mixed, 0, active);
      hash.hash(mixed, key, active);
      for (int i = 0; i < active; i++) {
        long swapped = right[i];
        right[i] = left[i] ^ (mixed[i] & mask);
        left[i] = swapped;
      }
    }
  }

  /** Takes out the numbers inside the bound and closes ranks; returns how many remain. */
  private int unload(int active, long[] into) {
    int remaining = 0;
    for (int i = 0; i < active; i++) {
      long number = left[i] << halfBits | right[i];
      if (number < bound) {
        into[slot[i]] = number;
      } else {
        left[remaining] = left[i];
        right[remaining] = right[i];
        slot[remaining++] = slot[i];
      }
    }
    return remaining;
  }
}
