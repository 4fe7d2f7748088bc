package io.sealwright.proofs.curve;

import java.util.Arrays;

/**
 * Adds points without dividing. A sum is kept as four coordinates X, Y, ZZ, ZZZ in an array, with x
 * = X/ZZ, y = Y/ZZZ and ZZ³ = ZZZ²; ZZ = 0 is infinity. One adder serves one thread.
 *
 * <p>Source: the formulas "xyzz" of the Explicit-Formulas Database, for curves with a = 0.
 */
public final class Adder {
  private static final int REGISTERS = 8;

  private final Group group;
  private final int n;
  private final long[] t;
  private final long[] scratch = new long[3 * Fp.LIMBS];
  private final long[] one;

  public Adder(Group group) {
    this.group = group;
    this.n = group.limbs();
    this.t = new long[REGISTERS * n];
    this.one = new long[n];
    group.one(one, 0);
  }

  /** Limbs of a sum. */
  public int sumLimbs() {
    return 4 * n;
  }

  boolean isInfinity(long[] sum, int s) {
    return group.isZero(sum, s + 2 * n);
  }

  /** Adds an affine point, or its negative, to a sum. */
  public void add(long[] sum, int s, long[] point, int p, boolean negative) {
    if (group.isZero(point, p) && group.isZero(point, p + n)) {
      return;
    }
    int y = 0;
    if (negative) {
      Arrays.fill(t, 0, n, 0);
      group.subtract(t, y, t, 0, point, p + n);
    } else {
      System.arraycopy(point, p + n, t, y, n);
    }
    if (isInfinity(sum, s)) {
      System.arraycopy(point, p, sum, s, n);
      System.arraycopy(t, y, sum, s + n, n);
      System.arraycopy(one, 0, sum, s + 2 * n, n);
      System.arraycopy(one, 0, sum, s + 3 * n, n);
      return;
    }
    int u = n;
    int r = 2 * n;
    multiply(t, u, point, p, sum, s + 2 * n);
    multiply(t, r, t, y, sum, s + 3 * n);
    group.subtract(t, u, t, u, sum, s); // P
    group.subtract(t, r, t, r, sum, s + n); // R
    if (group.isZero(t, u)) {
      equalAbscissas(sum, s, r);
      return;
    }
    int pp = 3 * n;
    int ppp = 4 * n;
    int q = 5 * n;
    multiply(t, pp, t, u, t, u);
    multiply(t, ppp, t, u, t, pp);
    multiply(t, q, sum, s, t, pp);
    multiply(t, 7 * n, sum, s + n, t, ppp); // Y1·PPP
    finish(sum, s, r, ppp, q);
    multiply(sum, s + 2 * n, sum, s + 2 * n, t, pp);
    multiply(sum, s + 3 * n, sum, s + 3 * n, t, ppp);
  }

  /** Adds a sum to a sum. */
  public void addSum(long[] sum, int s, long[] other, int o) {
    if (isInfinity(other, o)) {
      return;
    }
    if (isInfinity(sum, s)) {
      System.arraycopy(other, o, sum, s, sumLimbs());
      return;
    }
    int u = n;
    int r = 2 * n;
    int pp = 3 * n;
    int ppp = 4 * n;
    int q = 5 * n;
    multiply(t, q, sum, s, other, o + 2 * n); // U1
    multiply(t, u, other, o, sum, s + 2 * n);
    multiply(t, 7 * n, sum, s + n, other, o + 3 * n); // S1
    multiply(t, r, other, o + n, sum, s + 3 * n);
    group.subtract(t, u, t, u, t, q);
    group.subtract(t, r, t, r, t, 7 * n);
    if (group.isZero(t, u)) {
      equalAbscissas(sum, s, r);
      return;
    }
    multiply(t, pp, t, u, t, u);
    multiply(t, ppp, t, u, t, pp);
    multiply(t, q, t, q, t, pp);
    multiply(t, 7 * n, t, 7 * n, t, ppp);
    finish(sum, s, r, ppp, q);
    multiply(sum, s + 2 * n, sum, s + 2 * n, other, o + 2 * n);
    multiply(sum, s + 2 * n, sum, s + 2 * n, t, pp);
    multiply(sum, s + 3 * n, sum, s + 3 * n, other, o + 3 * n);
    multiply(sum, s + 3 * n, sum, s + 3 * n, t, ppp);
  }

  /** X3 = R² − PPP − 2Q, Y3 = R(Q − X3) − Y1·PPP, the last product being in register 7. */
  private void finish(long[] sum, int s, int r, int ppp, int q) {
    int x = 6 * n;
    multiply(t, x, t, r, t, r);
    group.subtract(t, x, t, x, t, ppp);
    group.subtract(t, x, t, x, t, q);
    group.subtract(sum, s, t, x, t, q);
    group.subtract(t, q, t, q, sum, s);
    multiply(t, q, t, q, t, r);
    group.subtract(sum, s + n, t, q, t, 7 * n);
  }

  /** Both have one x: they are the same point, or each other's negative. */
  private void equalAbscissas(long[] sum, int s, int r) {
    if (group.isZero(t, r)) {
      twice(sum, s);
    } else {
      Arrays.fill(sum, s, s + sumLimbs(), 0);
    }
  }

  /** Doubles a sum. */
  public void twice(long[] sum, int s) {
    if (isInfinity(sum, s)) {
      return;
    }
    int u = 0;
    int v = n;
    int w = 2 * n;
    int m = 3 * n;
    int ss = 4 * n;
    int x = 5 * n;
    group.add(t, u, sum, s + n, sum, s + n);
    multiply(t, v, t, u, t, u);
    multiply(t, w, t, u, t, v);
    multiply(t, ss, sum, s, t, v);
    multiply(t, x, sum, s, sum, s);
    group.add(t, m, t, x, t, x);
    group.add(t, m, t, m, t, x);
    multiply(t, x, t, m, t, m);
    group.subtract(t, x, t, x, t, ss);
    group.subtract(sum, s, t, x, t, ss);
    group.subtract(t, ss, t, ss, sum, s);
    multiply(t, ss, t, ss, t, m);
    multiply(t, x, t, w, sum, s + n);
    group.subtract(sum, s + n, t, ss, t, x);
    multiply(sum, s + 2 * n, sum, s + 2 * n, t, v);
    multiply(sum, s + 3 * n, sum, s + 3 * n, t, w);
  }

  private void multiply(long[] product, int p, long[] x, int i, long[] y, int j) {
    group.multiply(product, p, x, i, y, j, scratch);
  }
}
