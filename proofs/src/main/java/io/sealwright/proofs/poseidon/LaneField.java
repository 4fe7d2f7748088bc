package io.sealwright.proofs.poseidon;

import static jdk.incubator.vector.VectorOperators.LSHR;

import io.sealwright.proofs.field.Fr;
import java.math.BigInteger;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The scalar field with several elements side by side, one in each lane of a vector.
 *
 * <p>An element is nine limbs of 29 bits, least significant first. In a {@code long[]} the limbs of
 * all lanes lie together: limb k of lane l of the element at offset i is number {@code i + k·LANES
 * + l}. Products are Montgomery products by 2⁻²⁶¹. Two facts carry the speed: a product of two
 * operands masked to 32 bits is one instruction, and r is 1 modulo 2³², so the factor m that clears
 * the lowest column is that column negated, without a multiplication.
 *
 * <p>A <em>column</em> collects products of 58 bits unreduced. Its worst case is 9 products of an
 * operation and 8 of the reduction, below 2⁶³. A value is below 2²⁶¹ = 70.7·r wherever limbs are
 * stored, and a product below {@code x·y/(70.7·r) + r}; what circulates stays below 2·r.
 *
 * <p>Each method is one compiled unit: it takes and leaves arrays, because a vector handed to a
 * method that is not inlined becomes an object, and calls the vector classes directly, because
 * beyond a certain size of the caller only they are sure to be inlined. Hence the repeated endings.
 * The masks that change nothing tell the compiler that 32 bits are enough.
 */
final class LaneField {
  static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();
  static final int LIMBS = 9;
  static final int LIMB_BITS = 29;
  static final long MASK = (1L << LIMB_BITS) - 1;
  static final long WORD = 0xffffffffL;

  /** What a product is divided by, as a power of two. */
  static final int PRODUCT_BITS = LIMBS * LIMB_BITS;

  /** Length of an element of all lanes in a {@code long[]}. */
  static final int SIZE = LIMBS * LANES;

  /**
   * Length of the columns of a square: as many as two elements have limbs, the last always zero.
   */
  static final int COLUMNS = 2 * SIZE;

  static final long R1 = limb(Fr.MODULUS, 1);
  static final long R2 = limb(Fr.MODULUS, 2);
  static final long R3 = limb(Fr.MODULUS, 3);
  static final long R4 = limb(Fr.MODULUS, 4);
  static final long R5 = limb(Fr.MODULUS, 5);
  static final long R6 = limb(Fr.MODULUS, 6);
  static final long R7 = limb(Fr.MODULUS, 7);
  static final long R8 = limb(Fr.MODULUS, 8);

  private LaneField() {}

  /** Limb k of an integer below 2²⁶¹. */
  static long limb(BigInteger value, int k) {
    return value.shiftRight(k * LIMB_BITS).longValue() & MASK;
  }

  /** Sets {@code out} to {@code x·y·2⁻²⁶¹} modulo r. May be done in place. */
  static void multiply(long[] out, int o, long[] x, int i, long[] y, int j) {
    LongVector y0 = LongVector.fromArray(SPECIES, y, j).and(WORD);
    LongVector y1 = LongVector.fromArray(SPECIES, y, j + LANES).and(WORD);
    LongVector y2 = LongVector.fromArray(SPECIES, y, j + 2 * LANES).and(WORD);
    LongVector y3 = LongVector.fromArray(SPECIES, y, j + 3 * LANES).and(WORD);
    LongVector y4 = LongVector.fromArray(SPECIES, y, j + 4 * LANES).and(WORD);
    LongVector y5 = LongVector.fromArray(SPECIES, y, j + 5 * LANES).and(WORD);
    LongVector y6 = LongVector.fromArray(SPECIES, y, j + 6 * LANES).and(WORD);
    LongVector y7 = LongVector.fromArray(SPECIES, y, j + 7 * LANES).and(WORD);
    LongVector y8 = LongVector.fromArray(SPECIES, y, j + 8 * LANES).and(WORD);
    LongVector r1 = LongVector.broadcast(SPECIES, R1).and(WORD);
    LongVector r2 = LongVector.broadcast(SPECIES, R2).and(WORD);
    LongVector r3 = LongVector.broadcast(SPECIES, R3).and(WORD);
    LongVector r4 = LongVector.broadcast(SPECIES, R4).and(WORD);
    LongVector r5 = LongVector.broadcast(SPECIES, R5).and(WORD);
    LongVector r6 = LongVector.broadcast(SPECIES, R6).and(WORD);
    LongVector r7 = LongVector.broadcast(SPECIES, R7).and(WORD);
    LongVector r8 = LongVector.broadcast(SPECIES, R8).and(WORD);
    LongVector zero = LongVector.zero(SPECIES);
    LongVector t0 = zero;
    LongVector t1 = zero;
    LongVector t2 = zero;
    LongVector t3 = zero;
    LongVector t4 = zero;
    LongVector t5 = zero;
    LongVector t6 = zero;
    LongVector t7 = zero;
    for (int k = i; k < i + SIZE; k += LANES) {
      LongVector a = LongVector.fromArray(SPECIES, x, k).and(WORD);
      t0 = t0.add(a.mul(y0));
      LongVector m = zero.sub(t0).and(MASK);
      LongVector carry = t0.add(MASK).lanewise(LSHR, LIMB_BITS);
      t0 = t1.add(a.mul(y1)).add(carry).add(m.mul(r1));
      t1 = t2.add(a.mul(y2)).add(m.mul(r2));
      t2 = t3.add(a.mul(y3)).add(m.mul(r3));
      t3 = t4.add(a.mul(y4)).add(m.mul(r4));
      t4 = t5.add(a.mul(y5)).add(m.mul(r5));
      t5 = t6.add(a.mul(y6)).add(m.mul(r6));
      t6 = t7.add(a.mul(y7)).add(m.mul(r7));
      t7 = a.mul(y8).add(m.mul(r8));
    }
    LongVector mask = LongVector.broadcast(SPECIES, MASK);
    t0.and(mask).intoArray(out, o);
    t1 = t1.add(t0.lanewise(LSHR, LIMB_BITS));
    t1.and(mask).intoArray(out, o + LANES);
    t2 = t2.add(t1.lanewise(LSHR, LIMB_BITS));
    t2.and(mask).intoArray(out, o + 2 * LANES);
    t3 = t3.add(t2.lanewise(LSHR, LIMB_BITS));
    t3.and(mask).intoArray(out, o + 3 * LANES);
    t4 = t4.add(t3.lanewise(LSHR, LIMB_BITS));
    t4.and(mask).intoArray(out, o + 4 * LANES);
    t5 = t5.add(t4.lanewise(LSHR, LIMB_BITS));
    t5.and(mask).intoArray(out, o + 5 * LANES);
    t6 = t6.add(t5.lanewise(LSHR, LIMB_BITS));
    t6.and(mask).intoArray(out, o + 6 * LANES);
    t7 = t7.add(t6.lanewise(LSHR, LIMB_BITS));
    t7.and(mask).intoArray(out, o + 7 * LANES);
    t7.lanewise(LSHR, LIMB_BITS).intoArray(out, o + 8 * LANES);
  }

  /** Sets the first 17 columns to those of {@code x²}, each pair of equal products counted once. */
  static void squareColumns(long[] columns, int c, long[] x, int i) {
    LongVector a0 = LongVector.fromArray(SPECIES, x, i).and(WORD);
    LongVector a1 = LongVector.fromArray(SPECIES, x, i + LANES).and(WORD);
    LongVector a2 = LongVector.fromArray(SPECIES, x, i + 2 * LANES).and(WORD);
    LongVector a3 = LongVector.fromArray(SPECIES, x, i + 3 * LANES).and(WORD);
    LongVector a4 = LongVector.fromArray(SPECIES, x, i + 4 * LANES).and(WORD);
    LongVector a5 = LongVector.fromArray(SPECIES, x, i + 5 * LANES).and(WORD);
    LongVector a6 = LongVector.fromArray(SPECIES, x, i + 6 * LANES).and(WORD);
    LongVector a7 = LongVector.fromArray(SPECIES, x, i + 7 * LANES).and(WORD);
    LongVector a8 = LongVector.fromArray(SPECIES, x, i + 8 * LANES).and(WORD);
    LongVector d0 = a0.add(a0).and(WORD);
    LongVector d1 = a1.add(a1).and(WORD);
    LongVector d2 = a2.add(a2).and(WORD);
    LongVector d3 = a3.add(a3).and(WORD);
    LongVector d4 = a4.add(a4).and(WORD);
    LongVector d5 = a5.add(a5).and(WORD);
    LongVector d6 = a6.add(a6).and(WORD);
    LongVector d7 = a7.add(a7).and(WORD);
    a0.mul(a0).intoArray(columns, c);
    d0.mul(a1).intoArray(columns, c + LANES);
    d0.mul(a2).add(a1.mul(a1)).intoArray(columns, c + 2 * LANES);
    d0.mul(a3).add(d1.mul(a2)).intoArray(columns, c + 3 * LANES);
    d0.mul(a4).add(d1.mul(a3)).add(a2.mul(a2)).intoArray(columns, c + 4 * LANES);
    d0.mul(a5).add(d1.mul(a4)).add(d2.mul(a3)).intoArray(columns, c + 5 * LANES);
    d0.mul(a6).add(d1.mul(a5)).add(d2.mul(a4)).add(a3.mul(a3)).intoArray(columns, c + 6 * LANES);
    d0.mul(a7).add(d1.mul(a6)).add(d2.mul(a5)).add(d3.mul(a4)).intoArray(columns, c + 7 * LANES);
    d0.mul(a8)
        .add(d1.mul(a7))
        .add(d2.mul(a6))
        .add(d3.mul(a5))
        .add(a4.mul(a4))
        .intoArray(columns, c + 8 * LANES);
    d1.mul(a8).add(d2.mul(a7)).add(d3.mul(a6)).add(d4.mul(a5)).intoArray(columns, c + 9 * LANES);
    d2.mul(a8).add(d3.mul(a7)).add(d4.mul(a6)).add(a5.mul(a5)).intoArray(columns, c + 10 * LANES);
    d3.mul(a8).add(d4.mul(a7)).add(d5.mul(a6)).intoArray(columns, c + 11 * LANES);
    d4.mul(a8).add(d5.mul(a7)).add(a6.mul(a6)).intoArray(columns, c + 12 * LANES);
    d5.mul(a8).add(d6.mul(a7)).intoArray(columns, c + 13 * LANES);
    d6.mul(a8).add(a7.mul(a7)).intoArray(columns, c + 14 * LANES);
    d7.mul(a8).intoArray(columns, c + 15 * LANES);
    a8.mul(a8).intoArray(columns, c + 16 * LANES);
  }

  /** Sets {@code out} to the value of 18 columns times 2⁻²⁶¹ modulo r. */
  static void reduceColumns(long[] out, int o, long[] columns, int c) {
    LongVector r1 = LongVector.broadcast(SPECIES, R1).and(WORD);
    LongVector r2 = LongVector.broadcast(SPECIES, R2).and(WORD);
    LongVector r3 = LongVector.broadcast(SPECIES, R3).and(WORD);
    LongVector r4 = LongVector.broadcast(SPECIES, R4).and(WORD);
    LongVector r5 = LongVector.broadcast(SPECIES, R5).and(WORD);
    LongVector r6 = LongVector.broadcast(SPECIES, R6).and(WORD);
    LongVector r7 = LongVector.broadcast(SPECIES, R7).and(WORD);
    LongVector r8 = LongVector.broadcast(SPECIES, R8).and(WORD);
    LongVector zero = LongVector.zero(SPECIES);
    LongVector t0 = LongVector.fromArray(SPECIES, columns, c);
    LongVector t1 = LongVector.fromArray(SPECIES, columns, c + LANES);
    LongVector t2 = LongVector.fromArray(SPECIES, columns, c + 2 * LANES);
    LongVector t3 = LongVector.fromArray(SPECIES, columns, c + 3 * LANES);
    LongVector t4 = LongVector.fromArray(SPECIES, columns, c + 4 * LANES);
    LongVector t5 = LongVector.fromArray(SPECIES, columns, c + 5 * LANES);
    LongVector t6 = LongVector.fromArray(SPECIES, columns, c + 6 * LANES);
    LongVector t7 = LongVector.fromArray(SPECIES, columns, c + 7 * LANES);
    LongVector t8 = LongVector.fromArray(SPECIES, columns, c + 8 * LANES);
    for (int k = c + SIZE; k < c + COLUMNS; k += LANES) {
      LongVector m = zero.sub(t0).and(MASK);
      LongVector carry = t0.add(MASK).lanewise(LSHR, LIMB_BITS);
      t0 = t1.add(carry).add(m.mul(r1));
      t1 = t2.add(m.mul(r2));
      t2 = t3.add(m.mul(r3));
      t3 = t4.add(m.mul(r4));
      t4 = t5.add(m.mul(r5));
      t5 = t6.add(m.mul(r6));
      t6 = t7.add(m.mul(r7));
      t7 = t8.add(m.mul(r8));
      t8 = LongVector.fromArray(SPECIES, columns, k);
    }
    LongVector mask = LongVector.broadcast(SPECIES, MASK);
    t0.and(mask).intoArray(out, o);
    t1 = t1.add(t0.lanewise(LSHR, LIMB_BITS));
    t1.and(mask).intoArray(out, o + LANES);
    t2 = t2.add(t1.lanewise(LSHR, LIMB_BITS));
    t2.and(mask).intoArray(out, o + 2 * LANES);
    t3 = t3.add(t2.lanewise(LSHR, LIMB_BITS));
    t3.and(mask).intoArray(out, o + 3 * LANES);
    t4 = t4.add(t3.lanewise(LSHR, LIMB_BITS));
    t4.and(mask).intoArray(out, o + 4 * LANES);
    t5 = t5.add(t4.lanewise(LSHR, LIMB_BITS));
    t5.and(mask).intoArray(out, o + 5 * LANES);
    t6 = t6.add(t5.lanewise(LSHR, LIMB_BITS));
    t6.and(mask).intoArray(out, o + 6 * LANES);
    t7 = t7.add(t6.lanewise(LSHR, LIMB_BITS));
    t7.and(mask).intoArray(out, o + 7 * LANES);
    t8.add(t7.lanewise(LSHR, LIMB_BITS)).intoArray(out, o + 8 * LANES);
  }
}
