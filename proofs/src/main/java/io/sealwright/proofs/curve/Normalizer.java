package io.sealwright.proofs.curve;

import java.util.Arrays;

/** Brings sums to affine points, many for the price of one division. */
public final class Normalizer {
  private Normalizer() {}

  /**
   * The points of {@code count} sums, as x and y each.
   *
   * @param sums as an {@link Adder} made them, one after another
   */
  public static long[] affine(Group group, long[] sums, int count) {
    int n = group.limbs();
    long[] scratch = new long[3 * Fp.LIMBS];
    long[] before = new long[(count + 1) * n];
    group.one(before, 0);
    for (int i = 0; i < count; i++) {
      int z = i * 4 * n + 3 * n;
      if (group.isZero(sums, z)) {
        System.arraycopy(before, i * n, before, (i + 1) * n, n);
      } else {
        group.multiply(before, (i + 1) * n, before, i * n, sums, z, scratch);
      }
    }
    long[] inverse = group.inverse(before, count * n);
    long[] points = new long[count * 2 * n];
    long[] t = new long[n];
    for (int i = count - 1; i >= 0; i--) {
      int s = i * 4 * n;
      if (group.isZero(sums, s + 3 * n)) {
        Arrays.fill(points, i * 2 * n, (i + 1) * 2 * n, 0);
        continue;
      }
      group.multiply(t, 0, inverse, 0, before, i * n, scratch); // 1/ZZZ
      group.multiply(inverse, 0, inverse, 0, sums, s + 3 * n, scratch);
      group.multiply(points, i * 2 * n + n, sums, s + n, t, 0, scratch);
      group.multiply(t, 0, t, 0, sums, s + 2 * n, scratch);
      group.multiply(t, 0, t, 0, t, 0, scratch); // 1/ZZ = (ZZ/ZZZ)²
      group.multiply(points, i * 2 * n, sums, s, t, 0, scratch);
    }
    return points;
  }
}
