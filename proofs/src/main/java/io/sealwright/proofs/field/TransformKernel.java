package io.sealwright.proofs.field;

import java.lang.foreign.MemorySegment;

/** Native code that transforms eight columns of elements side by side. */
public interface TransformKernel {
  /** Columns side by side. */
  int LANES = 8;

  /** Limbs of 52 bits of what elements are multiplied by, in Montgomery form with 2²⁶⁰. */
  int FACTOR_LIMBS = 5;

  /** Words of factors: the first ones of all lanes, limb by limb, then the steps. */
  int FACTOR_WORDS = 2 * FACTOR_LIMBS * LANES;

  /** The logarithm of the most elements of a column. */
  int MOST_LOG = 14;

  /**
   * Transforms the columns that begin with neighbouring elements, or, when lanes are further apart,
   * rows. All memory may be on the heap; a garbage collection then waits for the end.
   *
   * @param log of the elements of a column
   * @param roots half as many powers of a root of unity of that order, as factors are
   * @param before what elements are multiplied by before: the first, then by a step more each
   * @param after the same for results
   * @param from the first element of the first lane; elements may be up to twice the modulus
   * @param laneStride elements from a lane to the next
   * @param fromStride elements from one to the next of a lane
   * @param to receives results, below the modulus, lanes side by side; may be {@code from}
   * @param scratch which changes
   */
  record Columns(
      int log,
      MemorySegment roots,
      MemorySegment before,
      MemorySegment after,
      MemorySegment from,
      int laneStride,
      int fromStride,
      MemorySegment to,
      int toStride,
      MemorySegment scratch) {
    public Columns {
      if (log < 1 || log > MOST_LOG || laneStride < 1 || fromStride < 1 || toStride < 1) {
        throw new IllegalArgumentException(
            "columns of 2^%d with strides %d, %d, %d"
                .formatted(log, laneStride, fromStride, toStride));
      }
      long last = (1L << log) - 1;
      require("roots", roots, (last + 1) / 2 * FACTOR_LIMBS * Long.BYTES);
      require("factors before", before, (long) FACTOR_WORDS * Long.BYTES);
      require("factors after", after, (long) FACTOR_WORDS * Long.BYTES);
      long lastLane = (LANES - 1L) * laneStride;
      require("elements", from, (lastLane + last * fromStride + 1) * Fr.BYTES);
      require("results", to, (LANES + last * toStride) * Fr.BYTES);
      require("scratch", scratch, (last + 1) * LANES * FACTOR_LIMBS * Long.BYTES);
      if (to.isReadOnly() || scratch.isReadOnly()) {
        throw new IllegalArgumentException("results are only for reading");
      }
    }

    private static void require(String what, MemorySegment memory, long bytes) {
      boolean aligned =
          memory.address() % Long.BYTES == 0 && memory.maxByteAlignment() >= Long.BYTES;
      if (!aligned || memory.byteSize() < bytes) {
        throw new IllegalArgumentException(
            "%s: %d bytes, where %d aligned ones are needed"
                .formatted(what, memory.byteSize(), bytes));
      }
    }
  }

  void transform(Columns columns);
}
