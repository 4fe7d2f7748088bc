package io.sealwright.proofs.field;

import io.sealwright.proofs.field.TransformKernel.Columns;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CancellationException;

/**
 * A transform by a kernel, of elements as a matrix, row by row: first its columns, then, after a
 * multiplication by powers of the root, its rows, whose results are the columns of the result.
 * While the rows are done there is a second array.
 */
final class KernelTransform implements Transform {
  static final int LEAST_LOG = 6;

  private static final int LIMB_BITS = 52;
  private static final long LIMB = (1L << LIMB_BITS) - 1;

  /** From Java's Montgomery form, with 2²⁵⁶, to that with 2²⁶⁰. */
  private static final Scalar SHIFT = Scalar.of(16);

  private final TransformKernel kernel;
  private final Side columns;
  private final Side rows;
  private final Factors twist;

  /** Factors of lanes: those of their first elements are in a progression, as are their steps. */
  private record Factors(Progression first, Progression step) {
    static final Factors NONE = new Factors(Progression.ONES, Progression.ONES);

    /** The factors of so many elements that lie in lanes, {@code stride} apart in a lane. */
    static Factors of(Progression all, int stride) {
      Scalar step = new Progression(Scalar.ONE, all.ratio()).get(stride);
      return new Factors(all, new Progression(step, Scalar.ONE));
    }

    MemorySegment[] inGroups(int lanes) {
      long[] firsts = limbs(first, lanes);
      long[] steps = limbs(step, lanes);
      MemorySegment[] groups = new MemorySegment[lanes / TransformKernel.LANES];
      for (int group = 0; group < groups.length; group++) {
        long[] words = new long[TransformKernel.FACTOR_WORDS];
        for (int i = 0; i < words.length / 2; i++) {
          int lane = group * TransformKernel.LANES + i % TransformKernel.LANES;
          int at = lane * TransformKernel.FACTOR_LIMBS + i / TransformKernel.LANES;
          words[i] = firsts[at];
          words[words.length / 2 + i] = steps[at];
        }
        groups[group] = MemorySegment.ofArray(words);
      }
      return groups;
    }
  }

  /** What the transforms of all columns, or of all rows, have in common. */
  private record Side(int log, MemorySegment roots) {
    static Side of(int log, Scalar root) {
      long[] roots = limbs(new Progression(Scalar.ONE, root), 1 << (log - 1));
      return new Side(log, MemorySegment.ofArray(roots));
    }

    int size() {
      return 1 << log;
    }

    MemorySegment scratch() {
      int lanes = TransformKernel.LANES;
      return MemorySegment.ofArray(new long[size() * lanes * TransformKernel.FACTOR_LIMBS]);
    }
  }

  KernelTransform(TransformKernel kernel, int log, Scalar root) {
    this.kernel = kernel;
    int half = log / 2;
    Progression powers = new Progression(Scalar.ONE, root);
    this.columns = Side.of(half, powers.get(1 << (log - half)));
    this.rows = Side.of(log - half, powers.get(1 << half));
    this.twist = new Factors(Progression.ONES, powers);
  }

  private static long[] limbs(Progression progression, int count) {
    Progression shifted = new Progression(progression.first().times(SHIFT), progression.ratio());
    long[] words = shifted.toArray(count);
    long[] limbs = new long[count * TransformKernel.FACTOR_LIMBS];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < TransformKernel.FACTOR_LIMBS; k++) {
        int word = i * Fr.LIMBS + k * LIMB_BITS / Long.SIZE;
        int shift = k * LIMB_BITS % Long.SIZE;
        long bits = words[word] >>> shift;
        if (shift > Long.SIZE - LIMB_BITS && k < TransformKernel.FACTOR_LIMBS - 1) {
          bits |= words[word + 1] << (Long.SIZE - shift);
        }
        limbs[i * TransformKernel.FACTOR_LIMBS + k] = bits & LIMB;
      }
    }
    return limbs;
  }

  @Override
  public void apply(long[] elements, Progression before, Progression after) {
    int height = columns.size();
    int width = rows.size();
    MemorySegment from = MemorySegment.ofArray(elements);
    long[] results = new long[elements.length];
    MemorySegment to = MemorySegment.ofArray(results);
    MemorySegment scratch = columns.scratch();
    MemorySegment[] first = Factors.of(before, width).inGroups(width);
    MemorySegment[] then = twist.inGroups(width);
    for (int group = 0; group < first.length; group++) {
      MemorySegment part = from(from, group, 1);
      transform(
          new Columns(
              columns.log,
              columns.roots,
              first[group],
              then[group],
              part,
              1,
              width,
              part,
              width,
              scratch));
    }
    scratch = rows.scratch();
    first = Factors.NONE.inGroups(height);
    then = Factors.of(after, height).inGroups(height);
    for (int group = 0; group < first.length; group++) {
      transform(
          new Columns(
              rows.log,
              rows.roots,
              first[group],
              then[group],
              from(from, group, width),
              width,
              1,
              from(to, group, 1),
              height,
              scratch));
    }
    System.arraycopy(results, 0, elements, 0, elements.length);
  }

  private static MemorySegment from(MemorySegment elements, int group, int laneStride) {
    return elements.asSlice((long) group * TransformKernel.LANES * laneStride * Fr.BYTES);
  }

  private void transform(Columns some) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("stopped");
    }
    kernel.transform(some);
  }
}
