package io.sealwright.proofs.curve;

/** An element {@code a + b·v + c·v²} of the cubic extension above {@link Fp2}, v³ = 1 + u. */
record Fp6(Fp2 a, Fp2 b, Fp2 c) {
  static final Fp6 ZERO = new Fp6(Fp2.ZERO, Fp2.ZERO, Fp2.ZERO);
  static final Fp6 ONE = new Fp6(Fp2.ONE, Fp2.ZERO, Fp2.ZERO);

  Fp6 plus(Fp6 other) {
    return new Fp6(a.plus(other.a), b.plus(other.b), c.plus(other.c));
  }

  Fp6 minus(Fp6 other) {
    return new Fp6(a.minus(other.a), b.minus(other.b), c.minus(other.c));
  }

  Fp6 negated() {
    return ZERO.minus(this);
  }

  Fp6 times(Fp6 other) {
    Fp2 aa = a.times(other.a);
    Fp2 bb = b.times(other.b);
    Fp2 cc = c.times(other.c);
    Fp2 bc = b.plus(c).times(other.b.plus(other.c)).minus(bb).minus(cc);
    Fp2 ab = a.plus(b).times(other.a.plus(other.b)).minus(aa).minus(bb);
    Fp2 ac = a.plus(c).times(other.a.plus(other.c)).minus(aa).minus(cc);
    return new Fp6(aa.plus(bc.timesNonResidue()), ab.plus(cc.timesNonResidue()), ac.plus(bb));
  }

  /** The product with v. */
  Fp6 timesV() {
    return new Fp6(c.timesNonResidue(), a, b);
  }

  Fp6 timesEach(Fp2 factor) {
    return new Fp6(a.times(factor), b.times(factor), c.times(factor));
  }

  /** Of an element that is not zero. */
  Fp6 inverse() {
    Fp2 x = a.squared().minus(b.times(c).timesNonResidue());
    Fp2 y = c.squared().timesNonResidue().minus(a.times(b));
    Fp2 z = b.squared().minus(a.times(c));
    Fp2 norm = a.times(x).plus(b.times(z).plus(c.times(y)).timesNonResidue());
    return new Fp6(x, y, z).timesEach(norm.inverse());
  }
}
