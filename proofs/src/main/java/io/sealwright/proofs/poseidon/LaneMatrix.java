package io.sealwright.proofs.poseidon;

import static io.sealwright.proofs.poseidon.LaneField.LANES;
import static io.sealwright.proofs.poseidon.LaneField.LIMBS;
import static io.sealwright.proofs.poseidon.LaneField.LIMB_BITS;
import static io.sealwright.proofs.poseidon.LaneField.MASK;
import static io.sealwright.proofs.poseidon.LaneField.R1;
import static io.sealwright.proofs.poseidon.LaneField.R2;
import static io.sealwright.proofs.poseidon.LaneField.R3;
import static io.sealwright.proofs.poseidon.LaneField.R4;
import static io.sealwright.proofs.poseidon.LaneField.R5;
import static io.sealwright.proofs.poseidon.LaneField.R6;
import static io.sealwright.proofs.poseidon.LaneField.R7;
import static io.sealwright.proofs.poseidon.LaneField.R8;
import static io.sealwright.proofs.poseidon.LaneField.SIZE;
import static io.sealwright.proofs.poseidon.LaneField.SPECIES;
import static io.sealwright.proofs.poseidon.LaneField.WORD;
import static jdk.incubator.vector.VectorOperators.LSHR;

import java.math.BigInteger;
import java.util.List;
import jdk.incubator.vector.LongVector;

/**
 * The scaled matrix of small integers, times a state in lanes.
 *
 * <p>Entries of up to 32 bits are one <em>digit</em>, larger ones (arity 11) two of 29 bits. A row
 * is summed digit by digit: nine columns take {@code terms} products each, then one step of the
 * reduction moves all columns down by 29 bits, ready for the next digit. There are enough steps for
 * the result to be below 1.01·r: one when entries are short, else two.
 *
 * <p>Columns must hold a sum of entries times 2²⁹. The largest is row 0 of arity 8, where D·(1/9 +
 * … + 1/17) = 2³⁴·¹⁷; so 2⁶³·¹⁷, and the reduction adds less than 2⁶⁰.
 */
final class LaneMatrix {
  private static final long[] NOTHING = new long[LIMBS];

  private final int terms;
  private final int pitch;
  private final int digits;
  private final int steps;
  private final long[] entries;

  private LaneMatrix(int terms, int digits, int steps, long[] entries) {
    this.terms = terms;
    this.pitch = 2 * terms - 1;
    this.digits = digits;
    this.steps = steps;
    this.entries = entries;
  }

  /** What a row of this width is divided by, as a power of two. */
  static int rowBits(int width) {
    return KernelForm.rowSteps(width) * LIMB_BITS;
  }

  /**
   * @param entries those of a {@link Schedule} for {@link #rowBits}
   */
  static LaneMatrix of(int width, List<BigInteger> entries) {
    int digits = entries.getFirst().bitLength() <= Integer.SIZE ? 1 : 2;
    long[] split = new long[digits * entries.size()];
    for (int k = 0; k < entries.size(); k++) {
      long entry = entries.get(k).longValueExact();
      split[k] = digits == 1 ? entry : entry & MASK;
      if (digits == 2) {
        split[entries.size() + k] = entry >>> LIMB_BITS;
      }
    }
    return new LaneMatrix(width, digits, KernelForm.rowSteps(width), split);
  }

  /**
   * Sets {@code out} to (row times state + constant) divided by 2^{@link #rowBits}, modulo r.
   *
   * @param added limbs of the constants of the first rows; a row beyond them has none
   * @param x the state, from {@code s} on
   */
  void row(int row, long[] added, long[] x, int s, long[] out, int o) {

    boolean constant = row * LIMBS < added.length;
    long[] k = constant ? added : NOTHING;
    int at = constant ? row * LIMBS : 0;
    LongVector zero = LongVector.zero(SPECIES);
    LongVector t0 = LongVector.broadcast(SPECIES, k[at]);
    LongVector t1 = LongVector.broadcast(SPECIES, k[at + 1]);
    LongVector t2 = LongVector.broadcast(SPECIES, k[at + 2]);
    LongVector t3 = LongVector.broadcast(SPECIES, k[at + 3]);
    LongVector t4 = LongVector.broadcast(SPECIES, k[at + 4]);
    LongVector t5 = LongVector.broadcast(SPECIES, k[at + 5]);
    LongVector t6 = LongVector.broadcast(SPECIES, k[at + 6]);
    LongVector t7 = LongVector.broadcast(SPECIES, k[at + 7]);
    LongVector t8 = LongVector.broadcast(SPECIES, k[at + 8]);
    for (int step = 0; step < steps; step++) {
      int terms = step < digits ? this.terms : 0;
      for (int j = 0; j < terms; j++) {
        LongVector c = LongVector.broadcast(SPECIES, entries[step * pitch + row + j]).and(WORD);
        int i = s + j * SIZE;
        t0 = t0.add(c.mul(LongVector.fromArray(SPECIES, x, i).and(WORD)));
        t1 = t1.add(c.mul(LongVector.fromArray(SPECIES, x, i + LANES).and(WORD)));
        t2 = t2.add(c.mul(LongVector.fromArray(SPECIES, x, i + 2 * LANES).and(WORD)));
        t3 = t3.add(c.mul(LongVector.fromArray(SPECIES, x, i + 3 * LANES).and(WORD)));
        t4 = t4.add(c.mul(LongVector.fromArray(SPECIES, x, i + 4 * LANES).and(WORD)));
        t5 = t5.add(c.mul(LongVector.fromArray(SPECIES, x, i + 5 * LANES).and(WORD)));
        t6 = t6.add(c.mul(LongVector.fromArray(SPECIES, x, i + 6 * LANES).and(WORD)));
        t7 = t7.add(c.mul(LongVector.fromArray(SPECIES, x, i + 7 * LANES).and(WORD)));
        t8 = t8.add(c.mul(LongVector.fromArray(SPECIES, x, i + 8 * LANES).and(WORD)));
      }
      LongVector m = zero.sub(t0).and(MASK);
      LongVector carry = t0.add(MASK).lanewise(LSHR, LIMB_BITS);
      t0 = t1.add(carry).add(m.mul(LongVector.broadcast(SPECIES, R1).and(WORD)));
      t1 = t2.add(m.mul(LongVector.broadcast(SPECIES, R2).and(WORD)));
      t2 = t3.add(m.mul(LongVector.broadcast(SPECIES, R3).and(WORD)));
      t3 = t4.add(m.mul(LongVector.broadcast(SPECIES, R4).and(WORD)));
      t4 = t5.add(m.mul(LongVector.broadcast(SPECIES, R5).and(WORD)));
      t5 = t6.add(m.mul(LongVector.broadcast(SPECIES, R6).and(WORD)));
      t6 = t7.add(m.mul(LongVector.broadcast(SPECIES, R7).and(WORD)));
      t7 = t8.add(m.mul(LongVector.broadcast(SPECIES, R8).and(WORD)));
      t8 = zero;
    }
    t0.and(MASK).intoArray(out, o);
    t1 = t1.add(t0.lanewise(LSHR, LIMB_BITS));
    t1.and(MASK).intoArray(out, o + LANES);
    t2 = t2.add(t1.lanewise(LSHR, LIMB_BITS));
    t2.and(MASK).intoArray(out, o + 2 * LANES);
    t3 = t3.add(t2.lanewise(LSHR, LIMB_BITS));
    t3.and(MASK).intoArray(out, o + 3 * LANES);
    t4 = t4.add(t3.lanewise(LSHR, LIMB_BITS));
    t4.and(MASK).intoArray(out, o + 4 * LANES);
    t5 = t5.add(t4.lanewise(LSHR, LIMB_BITS));
    t5.and(MASK).intoArray(out, o + 5 * LANES);
    t6 = t6.add(t5.lanewise(LSHR, LIMB_BITS));
    t6.and(MASK).intoArray(out, o + 6 * LANES);
    t7 = t7.add(t6.lanewise(LSHR, LIMB_BITS));
    t7.and(MASK).intoArray(out, o + 7 * LANES);
    t8.add(t7.lanewise(LSHR, LIMB_BITS)).intoArray(out, o + 8 * LANES);
  }
}
