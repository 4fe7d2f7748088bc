package io.sealwright.proofs.poseidon;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A schedule as native code wants it: words in the order in which it reads them. Field elements are
 * as many words as the form has limbs, least significant first.
 *
 * <pre>
 *   entries          of the matrix, in the parts of the form
 *   last             the factor of the final product
 *   initial          width constants
 *   for each round but the first:
 *     added          width constants, or one where the round is partial
 *     kappa          the factor, where the round is partial
 * </pre>
 *
 * @param words native memory that is never freed
 */
public record KernelPlan(KernelForm form, int width, int partialRounds, MemorySegment words) {
  public KernelPlan {
    long elements = 1L + (long) width * Instance.FULL_ROUNDS + 2L * partialRounds;
    long bytes = (form.words(width) + elements * form.limbs()) * Long.BYTES;
    if (partialRounds < 0 || !words.isNative() || words.byteSize() != bytes) {
      throw new IllegalArgumentException(
          "a plan of %d bytes where width %d needs %d".formatted(words.byteSize(), width, bytes));
    }
  }

  static KernelPlan of(Instance instance, KernelForm form) {
    int width = instance.width();
    Schedule schedule = Schedule.of(instance, form.productBits(), form.rowBits(width));
    List<Long> words = new ArrayList<>();
    form.parts(width, schedule.entries()).forEach(entry -> words.add(entry.longValueExact()));
    limbs(words, form, List.of(schedule.last()));
    limbs(words, form, schedule.initial());
    for (int round = 1; round < instance.rounds(); round++) {
      limbs(words, form, schedule.added().get(round - 1));
      if (instance.isPartial(round)) {
        limbs(words, form, List.of(schedule.kappas().get(round - Instance.HALF)));
      }
    }
    long[] native64 = words.stream().mapToLong(Long::longValue).toArray();
    MemorySegment memory = Arena.global().allocateFrom(ValueLayout.JAVA_LONG, native64);
    return new KernelPlan(form, width, instance.partialRounds(), memory);
  }

  private static void limbs(List<Long> words, KernelForm form, List<BigInteger> elements) {
    for (BigInteger element : elements) {
      for (int k = 0; k < form.limbs(); k++) {
        words.add(form.limb(element, k));
      }
    }
  }
}
