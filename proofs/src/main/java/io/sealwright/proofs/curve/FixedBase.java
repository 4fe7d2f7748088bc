package io.sealwright.proofs.curve;

import java.math.BigInteger;
import java.util.Arrays;

/** Multiples of one point, from a table of some of them: for a key's hundred thousands. */
public final class FixedBase {
  private static final int WINDOW = 8;
  private static final int WINDOWS = 256 / WINDOW;
  private static final int MULTIPLES = (1 << WINDOW) - 1;

  private final Group group;
  private final long[] table;

  public FixedBase(Point base) {
    this.group = base.group();
    Adder adder = new Adder(group);
    int sum = adder.sumLimbs();
    long[] sums = new long[WINDOWS * MULTIPLES * sum];
    Point unit = base;
    for (int window = 0; window < WINDOWS; window++) {
      for (int i = 0; i < MULTIPLES; i++) {
        int at = (window * MULTIPLES + i) * sum;
        if (i > 0) {
          System.arraycopy(sums, at - sum, sums, at, sum);
        }
        adder.add(sums, at, unit.coordinates(), 0, false);
      }
      unit = unit.times(BigInteger.ONE.shiftLeft(WINDOW));
    }
    this.table = Normalizer.affine(group, sums, WINDOWS * MULTIPLES);
  }

  /**
   * Sets a sum to the multiple by a scalar.
   *
   * @param scalar four limbs, the least significant first
   */
  public void multiply(Adder adder, long[] sum, int s, long... scalar) {
    Arrays.fill(sum, s, s + adder.sumLimbs(), 0);
    for (int window = 0; window < WINDOWS; window++) {
      int bit = window * WINDOW;
      int digit = (int) (scalar[bit / Long.SIZE] >>> bit % Long.SIZE) & MULTIPLES;
      if (digit > 0) {
        int point = (window * MULTIPLES + digit - 1) * 2 * group.limbs();
        adder.add(sum, s, table, point, false);
      }
    }
  }
}
