package io.sealwright.proofs.poseidon;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A schedule as native code wants it: words in the order in which it reads them. Field elements are
 * five limbs of 52 bits, least significant first; products divide by 2²⁶⁰ and rows by 2⁵².
 *
 * <pre>
 *   entries          2·width − 1 of the matrix; for width 12, which is multiplied in halves, see
 *                    {@link #halves}, 3·(width − 1)
 *   last             the factor of the final product
 *   initial          width constants
 *   for each round but the first:
 *     added          width constants, or one where the round is partial
 *     kappa          the factor, where the round is partial
 * </pre>
 *
 * @param words native memory that is never freed
 */
public record KernelPlan(int width, int partialRounds, MemorySegment words) {
  private static final int LIMBS = 5;
  private static final int LIMB_BITS = 52;
  private static final int HALVED_WIDTH = 12;
  private static final BigInteger LIMB = BigInteger.ONE.shiftLeft(LIMB_BITS);

  public KernelPlan {
    int entries = width == HALVED_WIDTH ? 3 * (width - 1) : 2 * width - 1;
    long elements = 1L + (long) width * Instance.FULL_ROUNDS + 2L * partialRounds;
    long bytes = (entries + elements * LIMBS) * Long.BYTES;
    if (partialRounds < 0 || !words.isNative() || words.byteSize() != bytes) {
      throw new IllegalArgumentException(
          "a plan of %d bytes where width %d needs %d".formatted(words.byteSize(), width, bytes));
    }
  }

  static KernelPlan of(Instance instance) {
    Schedule schedule = Schedule.of(instance, LIMBS * LIMB_BITS, LIMB_BITS);
    List<BigInteger> entries = schedule.entries();
    List<BigInteger> words = new ArrayList<>();
    words.addAll(schedule.width() == HALVED_WIDTH ? halves(entries) : entries);
    limbs(words, List.of(schedule.last()));
    limbs(words, schedule.initial());
    for (int round = 1; round < instance.rounds(); round++) {
      limbs(words, schedule.added().get(round - 1));
      if (instance.isPartial(round)) {
        limbs(words, List.of(schedule.kappas().get(round - Instance.HALF)));
      }
    }
    long[] native64 = words.stream().mapToLong(BigInteger::longValueExact).toArray();
    MemorySegment memory = Arena.global().allocateFrom(ValueLayout.JAVA_LONG, native64);
    return new KernelPlan(schedule.width(), instance.partialRounds(), memory);
  }

  /**
   * The matrix has quarters A, B, B and C, each with one entry for a sum of indices as the whole
   * has; what is multiplied is B, A − B and B − C.
   */
  private static List<BigInteger> halves(List<BigInteger> entries) {
    int half = HALVED_WIDTH / 2;
    int count = HALVED_WIDTH - 1;
    List<BigInteger> result = new ArrayList<>(entries.subList(half, half + count));
    for (int quarter = 0; quarter <= half; quarter += half) {
      for (int k = quarter; k < quarter + count; k++) {
        result.add(entries.get(k).subtract(entries.get(k + half)));
      }
    }
    return result;
  }

  private static void limbs(List<BigInteger> words, List<BigInteger> elements) {
    for (BigInteger element : elements) {
      for (int k = 0; k < LIMBS; k++) {
        words.add(element.shiftRight(k * LIMB_BITS).mod(LIMB));
      }
    }
  }
}
