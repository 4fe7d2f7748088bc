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
  private static final int NODES = 32;
  private static final int LANES = 16;
  private static final int PAIR_PLAN = 8 * (5 + 5 * (1 + 8 * 3 + 2 * 55));

  private final Arena arena = Arena.ofConfined();
  private final KernelPlan plan = new KernelPlan(KernelForm.IFMA, 3, 55, arena.allocate(PAIR_PLAN));

  static Stream<PoseidonKernel> kernel() {
    return Kernels.found().poseidon().kernel().stream();
  }

  @AfterEach
  void close() {
    arena.close();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void refusesMemoryThatDoesNotHoldWhatStridesReach(PoseidonKernel kernel) {
    MemorySegment digests = arena.allocate(LANES * 32, 8);
    kernel.hash(plan, arena.allocate(NODES * 32, 8), 2, 1, digests);
    assertThat(digests.get(ValueLayout.JAVA_LONG, 0))
        .isEqualTo(digests.get(ValueLayout.JAVA_LONG, 15 * 32));
    for (MemorySegment nodes :
        List.of(
            arena.allocate(NODES * 32 - 1, 8),
            arena.allocate(NODES * 32 + 1, 8).asSlice(1),
            MemorySegment.ofArray(new long[NODES * 4]))) {
      refuses(kernel, nodes, 2, 1, digests);
    }
    MemorySegment nodes = arena.allocate(NODES * 32, 8);
    refuses(kernel, nodes, 2, 2, digests);
    refuses(kernel, nodes, 3, 1, digests);
    refuses(kernel, nodes, -1, 1, digests);
    refuses(kernel, nodes, Integer.MAX_VALUE, Integer.MAX_VALUE, digests);
    refuses(kernel, nodes, 2, 1, arena.allocate(LANES * 32 - 1, 8));
    refuses(kernel, nodes, 2, 1, digests.asReadOnly());
  }

  private void refuses(
      PoseidonKernel kernel, MemorySegment nodes, int lane, int child, MemorySegment digests) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kernel.hash(plan, nodes, lane, child, digests));
  }

  @Test
  void aPlanHasTheLengthOfItsWidth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KernelPlan(KernelForm.IFMA, 3, 55, arena.allocate(PAIR_PLAN - 8)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KernelPlan(KernelForm.IFMA, 12, 55, arena.allocate(PAIR_PLAN)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KernelPlan(KernelForm.IFMA, 3, 55, MemorySegment.ofArray(new long[PAIR_PLAN / 8])));
  }

  /** Four children are no arity of a tree's rows. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void leavesOtherAritiesToJava(PoseidonKernel kernel) {
    assertThat(kernel.ofArity(4)).isSameAs(Poseidon.ofArity(4));
    assertThat(kernel.ofArity(8)).isNotSameAs(Poseidon.ofArity(8)).isSameAs(kernel.ofArity(8));
  }
}
