package io.sealwright.proofs.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.proofs.poseidon.KernelForm;
import io.sealwright.proofs.poseidon.KernelPlan;
import io.sealwright.proofs.poseidon.Poseidon;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kernel refuses before C sees it. */
final class PoseidonKernelTest {
  private static final int PAIR_PLAN = bytes(KernelForm.IFMA);

  private final Arena arena = Arena.ofConfined();

  /** In the form that is chosen here and in the other that the processor can run. */
  static Stream<PoseidonKernel> kernel() {
    return EachKernel.poseidon().stream();
  }

  /** Of a plan of width 3. */
  private static int bytes(KernelForm form) {
    int limbs =
        switch (form) {
          case IFMA -> 5;
          case AVX2 -> 9;
        };
    return 8 * (5 + limbs * (1 + 8 * 3 + 2 * 55));
  }

  @AfterEach
  void close() {
    arena.close();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void refusesMemoryThatDoesNotHoldWhatStridesReach(PoseidonKernel kernel) {
    long lanes = kernel.form().lanes();
    long bytes = lanes * 2 * 32;
    MemorySegment digests = arena.allocate(lanes * 32, 8);
    kernel.hash(plan(kernel.form()), arena.allocate(bytes, 8), 2, 1, digests);
    assertThat(digests.get(ValueLayout.JAVA_LONG, 0))
        .isEqualTo(digests.get(ValueLayout.JAVA_LONG, (lanes - 1) * 32));
    for (MemorySegment nodes :
        List.of(
            arena.allocate(bytes - 1, 8),
            arena.allocate(bytes + 1, 8).asSlice(1),
            MemorySegment.ofArray(new long[kernel.form().lanes() * 2 * 4]))) {
      refuses(kernel, nodes, 2, 1, digests);
    }
    MemorySegment nodes = arena.allocate(bytes, 8);
    refuses(kernel, nodes, 2, 2, digests);
    refuses(kernel, nodes, 3, 1, digests);
    refuses(kernel, nodes, -1, 1, digests);
    refuses(kernel, nodes, Integer.MAX_VALUE, Integer.MAX_VALUE, digests);
    refuses(kernel, nodes, 2, 1, arena.allocate(lanes * 32 - 1, 8));
    refuses(kernel, nodes, 2, 1, digests.asReadOnly());
  }

  private KernelPlan plan(KernelForm form) {
    return new KernelPlan(form, 3, 55, arena.allocate(bytes(form)));
  }

  private void refuses(
      PoseidonKernel kernel, MemorySegment nodes, int lane, int child, MemorySegment digests) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kernel.hash(plan(kernel.form()), nodes, lane, child, digests));
  }

  /** The words of the other form would be read beyond their end, or wrongly. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void refusesAPlanInTheFormOfAnother(PoseidonKernel kernel) {
    MemorySegment memory = arena.allocate(kernel.form().lanes() * 2L * 32, 8);
    for (KernelForm form : KernelForm.values()) {
      if (form != kernel.form()) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> kernel.hash(plan(form), memory, 2, 1, memory));
      }
    }
  }

  @Test
  void aPlanHasTheLengthOfItsWidth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KernelPlan(KernelForm.IFMA, 3, 55, arena.allocate(PAIR_PLAN - 8)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KernelPlan(KernelForm.IFMA, 12, 55, arena.allocate(PAIR_PLAN)));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new KernelPlan(KernelForm.IFMA, 3, 55, MemorySegment.ofArray(new long[PAIR_PLAN / 8])));
  }

  /** Four children are no arity of a tree's rows. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void leavesOtherAritiesToJava(PoseidonKernel kernel) {
    assertThat(kernel.ofArity(4)).isSameAs(Poseidon.ofArity(4));
    assertThat(kernel.ofArity(8)).isNotSameAs(Poseidon.ofArity(8)).isSameAs(kernel.ofArity(8));
  }
}
