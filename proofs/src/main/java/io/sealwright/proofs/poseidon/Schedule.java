package io.sealwright.proofs.poseidon;

import io.sealwright.proofs.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The constants of one arity, arranged so that the matrix products cost next to nothing.
 *
 * <p>The matrix has entries {@code 1/(i+j+t)}. Multiplied by D, the least common multiple of the
 * denominators, they are integers of 9 to 44 bits: a row takes t products by a word instead of t
 * field multiplications. The factor D, the factors of Montgomery's products and those of the
 * shortened reduction that follows a row are not removed. They pile up in a <em>scale</em> λ that
 * all elements share and that is known beforehand:
 *
 * <pre>
 *   state held = λ·state            λ starts at 1: children go in as they are
 *   full round, fifth powers:       λ ← λ⁵·R⁻⁴       (R: what a Montgomery product divides by)
 *   partial round:                  first element's power times κ = λ⁻⁴·R⁵, so that λ stays
 *   row of D·M, + constant, ÷ B:    λ ← λ·D·B⁻¹      (B: what the short reduction divides by)
 *   at the end:                     one Montgomery product by λ⁻¹·R
 * </pre>
 *
 * <p>Constants of the elements that a partial round leaves alone are carried through the matrix to
 * where the next power is taken, so a partial round adds one constant. The tag's first power is a
 * constant too.
 *
 * @param entries {@code D/(t+k)} for k from 0 to 2t−2; entry (i, j) of the matrix is number i + j
 * @param initial what is added to the children before the first power; number 0, instead, is what
 *     the tag has become after it
 * @param added for each round but the last, what is added to the rows after it, before division by
 *     B: t values, or one where only the first element needs one
 * @param kappas for each partial round, the factor κ
 * @param last the factor of the final product
 */
record Schedule(
    Instance instance,
    List<BigInteger> entries,
    List<BigInteger> initial,
    List<List<BigInteger>> added,
    List<BigInteger> kappas,
    BigInteger last) {

  private static final BigInteger FIVE = BigInteger.valueOf(5);

  /**
   * The schedule for arithmetic with {@code R = 2^productBits} and {@code B = 2^rowBits}.
   *
   * @param instance the constants as published
   */
  static Schedule of(Instance instance, int productBits, int rowBits) {
    BigInteger common = commonDenominator(instance.width());
    BigInteger perProduct = inverse(BigInteger.TWO.pow(productBits));
    BigInteger perRow = times(common, inverse(BigInteger.TWO.pow(rowBits)));
    List<List<BigInteger>> constants = carriedConstants(instance);

    List<BigInteger> initial = new ArrayList<>(constants.getFirst());
    BigInteger tag = instance.domainTag().add(initial.getFirst());
    initial.set(0, times(tag.modPow(FIVE, Fr.MODULUS), perProduct.pow(4)));

    BigInteger scale = BigInteger.ONE;
    List<List<BigInteger>> added = new ArrayList<>();
    List<BigInteger> kappas = new ArrayList<>();
    for (int round = 0; round < instance.rounds(); round++) {
      if (instance.isPartial(round)) {
        kappas.add(inverse(times(scale.pow(4), perProduct.pow(5))));
      } else {
        scale = times(scale.pow(5), perProduct.pow(4));
      }
      if (round + 1 < instance.rounds()) {
        BigInteger factor = times(scale, common);
        added.add(constants.get(round + 1).stream().map(c -> times(c, factor)).toList());
      }
      scale = times(scale, perRow);
    }
    return new Schedule(
        instance,
        entries(instance.width(), common),
        List.copyOf(initial),
        List.copyOf(added),
        List.copyOf(kappas),
        inverse(times(scale, perProduct)));
  }

  int width() {
    return instance.width();
  }

  /** Round constants with those a partial round need not add moved on to later rounds. */
  private static List<List<BigInteger>> carriedConstants(Instance instance) {
    int t = instance.width();
    List<BigInteger> matrix =
        IntStream.range(0, 2 * t - 1).mapToObj(k -> instance.matrix(0, k)).toList();
    List<List<BigInteger>> result = new ArrayList<>();
    List<BigInteger> carried = Collections.nCopies(t, BigInteger.ZERO);
    for (int round = 0; round < instance.rounds(); round++) {
      List<BigInteger> due = new ArrayList<>();
      for (int i = 0; i < t; i++) {
        due.add(instance.roundConstants().get(round).get(i).add(carried.get(i)).mod(Fr.MODULUS));
      }
      boolean partial = instance.isPartial(round);
      result.add(partial ? List.of(due.getFirst()) : List.copyOf(due));
      carried = partial ? mixedWithoutFirst(matrix, due) : Collections.nCopies(t, BigInteger.ZERO);
    }
    return result;
  }

  /**
   * The matrix times a vector whose first element counts as zero.
   *
   * @param matrix entry (i, j) is number i + j
   */
  private static List<BigInteger> mixedWithoutFirst(
      List<BigInteger> matrix, List<BigInteger> vector) {
    List<BigInteger> result = new ArrayList<>();
    for (int i = 0; i < vector.size(); i++) {
      BigInteger sum = BigInteger.ZERO;
      for (int j = 1; j < vector.size(); j++) {
        sum = sum.add(matrix.get(i + j).multiply(vector.get(j)));
      }
      result.add(sum.mod(Fr.MODULUS));
    }
    return result;
  }

  private static List<BigInteger> entries(int t, BigInteger common) {
    List<BigInteger> entries = new ArrayList<>();
    for (int k = 0; k < 2 * t - 1; k++) {
      entries.add(common.divide(BigInteger.valueOf(t + k)));
    }
    return List.copyOf(entries);
  }

  private static BigInteger commonDenominator(int t) {
    BigInteger lcm = BigInteger.ONE;
    for (int k = 0; k < 2 * t - 1; k++) {
      BigInteger n = BigInteger.valueOf(t + k);
      lcm = lcm.divide(lcm.gcd(n)).multiply(n);
    }
    return lcm;
  }

  private static BigInteger times(BigInteger a, BigInteger b) {
    return a.multiply(b).mod(Fr.MODULUS);
  }

  private static BigInteger inverse(BigInteger a) {
    return a.modInverse(Fr.MODULUS);
  }
}
