package io.sealwright.proofs.circuit;

/** Equations of small numbers, as many in one constraint as the field has room for. */
final class Equations {
  private Combination left = new Combination();
  private Combination right = new Combination();
  private int bits;

  /** Demands that both sides, of at most so many bits, are equal. */
  void add(ConstraintSystem cs, int width, Combination a, Combination b) {
    if (bits + width >= Bits.CAPACITY) {
      flush(cs);
    }
    left.plus(a, Bits.powerOfTwo(bits));
    right.plus(b, Bits.powerOfTwo(bits));
    bits += width;
  }

  /** Writes what is pending as one constraint. */
  void flush(ConstraintSystem cs) {
    if (bits > 0) {
      cs.enforce(left, Combination.one(), right);
      left = new Combination();
      right = new Combination();
      bits = 0;
    }
  }
}
