package io.sealwright.proofs.curve;

import java.math.BigInteger;

/** An element {@code a + b·w} of the extension that pairings map to, w² = v. */
record Fp12(Fp6 a, Fp6 b) {
  static final Fp12 ONE = new Fp12(Fp6.ONE, Fp6.ZERO);

  /** (1 + u)^((p − 1)/6): what the p-th power multiplies w with. */
  private static final Fp2 FROBENIUS =
      Fp2.ONE
          .timesNonResidue()
          .power(Fp.MODULUS.subtract(BigInteger.ONE).divide(BigInteger.valueOf(6)));

  Fp12 times(Fp12 other) {
    Fp6 aa = a.times(other.a);
    Fp6 bb = b.times(other.b);
    Fp6 cross = a.plus(b).times(other.a.plus(other.b));
    return new Fp12(aa.plus(bb.timesV()), cross.minus(aa).minus(bb));
  }

  Fp12 squared() {
    Fp6 ab = a.times(b);
    Fp6 sum = a.plus(b).times(a.plus(b.timesV()));
    return new Fp12(sum.minus(ab).minus(ab.timesV()), ab.plus(ab));
  }

  /** The power p⁶; the inverse, where the pairing's last step has begun. */
  Fp12 conjugate() {
    return new Fp12(a, b.negated());
  }

  Fp12 inverse() {
    Fp6 norm = a.times(a).minus(b.times(b).timesV()).inverse();
    return new Fp12(a.times(norm), b.times(norm).negated());
  }

  /** The p-th power. */
  Fp12 frobenius() {
    Fp2 w2 = FROBENIUS.squared();
    Fp2 w4 = w2.squared();
    Fp6 even = new Fp6(a.a().conjugate(), a.b().conjugate().times(w2), a.c().conjugate().times(w4));
    Fp6 odd = new Fp6(b.a().conjugate(), b.b().conjugate().times(w2), b.c().conjugate().times(w4));
    return new Fp12(even, odd.timesEach(FROBENIUS));
  }

  /** A power to an exponent that is not negative. */
  Fp12 power(BigInteger exponent) {
    Fp12 result = ONE;
    for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
      result = result.squared();
      if (exponent.testBit(bit)) {
        result = result.times(this);
      }
    }
    return result;
  }
}
