package io.sealwright.proofs.curve;

import java.lang.foreign.MemorySegment;

/** A sum of multiples of points in the making. Serves one thread; sums of several are added. */
public interface Multiples extends AutoCloseable {
  /**
   * Adds a multiple.
   *
   * @param file holds an uncompressed point at the offset, which is trusted: only the range of its
   *     coordinates is checked
   * @param scalars four limbs at an offset, a number below the group's order and not 0
   */
  void add(MemorySegment file, long offset, long[] scalars, int s);

  /** The sum of all that was added. To be asked for once, last. */
  Point sum();

  @Override
  void close();
}
