package io.sealwright.proofs.field;

import io.sealwright.proofs.field.Transform.Progression;
import java.util.concurrent.CancellationException;

/** Cooley and Tukey's, radix two: reordered by reversed indexes, then butterflies. */
final class JavaTransform implements Transform {
  private final int log;
  private final long[] roots;

  JavaTransform(int log, Scalar root) {
    this.log = log;
    this.roots = new Progression(Scalar.ONE, root).toArray(Math.max(1, (1 << log) / 2));
  }

  @Override
  public void apply(long[] elements, Progression before, Progression after) {
    scale(elements, before);
    transform(elements);
    scale(elements, after);
  }

  private static void scale(long[] elements, Progression by) {
    if (by.equals(Progression.ONES)) {
      return;
    }
    boolean constant = by.ratio().equals(Scalar.ONE);
    long[] ratio = new long[Fr.LIMBS];
    by.ratio().copyTo(ratio, 0);
    long[] factor = new long[Fr.LIMBS];
    by.first().copyTo(factor, 0);
    for (int i = 0; i < elements.length; i += Fr.LIMBS) {
      Fr.multiply(elements, i, elements, i, factor, 0);
      if (!constant) {
        Fr.multiply(factor, 0, factor, 0, ratio, 0);
      }
    }
  }

  private void transform(long[] elements) {
    int size = 1 << log;
    for (int i = 0; i < size; i++) {
      int j = log == 0 ? 0 : Integer.reverse(i) >>> (Integer.SIZE - log);
      if (i < j) {
        swap(elements, i * Fr.LIMBS, j * Fr.LIMBS);
      }
    }
    long[] t = new long[Fr.LIMBS];
    for (int half = 1; half < size; half *= 2) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("stopped");
      }
      int stride = size / (2 * half) * Fr.LIMBS;
      for (int block = 0; block < size; block += 2 * half) {
        for (int k = 0; k < half; k++) {
          int low = (block + k) * Fr.LIMBS;
          int high = low + half * Fr.LIMBS;
          Fr.multiply(t, 0, elements, high, roots, k * stride);
          Fr.subtract(elements, high, elements, low, t, 0);
          Fr.add(elements, low, elements, low, t, 0);
        }
      }
    }
  }

  private static void swap(long[] elements, int i, int j) {
    for (int limb = 0; limb < Fr.LIMBS; limb++) {
      long kept = elements[i + limb];
      elements[i + limb] = elements[j + limb];
      elements[j + limb] = kept;
    }
  }
}
