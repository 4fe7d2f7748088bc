package io.sealwright.proofs.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kernel refuses before C sees it, and what C finds. */
final class LabelKernelTest {
  private static final int NODES = 8;

  private final Arena arena = Arena.ofConfined();
  private final int[] numbers = new int[NODES * 14];
  private final MemorySegment stored = arena.allocate(32 * 4);

  static Stream<LabelKernel> kernel() {
    return Kernels.found().labels().kernel().stream();
  }

  @AfterEach
  void close() {
    arena.close();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void refusesMemoryThatIsTooShortOrOnTheHeap(LabelKernel kernel) {
    LabelKernel.Run run = run(4, 4);
    List<LabelKernel.Sector> wrong =
        List.of(
            sector(31, 256, 128, 128),
            sector(32, 255, 128, 128),
            sector(32, 256, 127, 128),
            sector(32, 256, 128, 127),
            new LabelKernel.Sector(
                arena.allocate(32),
                arena.allocate(256),
                stored,
                MemorySegment.ofArray(new int[32])),
            new LabelKernel.Sector(
                arena.allocate(32), arena.allocate(256), stored, arena.allocate(128).asReadOnly()));
    for (LabelKernel.Sector sector : wrong) {
      assertThatIllegalArgumentException().isThrownBy(() -> kernel.label(run, List.of(sector)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> kernel.label(run, List.of(sector(32, 256, 128, 128), sector)));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> kernel.label(run, List.of()));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void refusesRunsBeyondTheLayer(LabelKernel kernel) {
    assertThat(kernel).isNotNull();
    assertThatIllegalArgumentException().isThrownBy(() -> run(4, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> run(-1, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> run(8, Integer.MAX_VALUE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelKernel.Run(arena.allocate(56, 4), 1L << 59, 0, 1, 2, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelKernel.Run(arena.allocate(60, 4).asSlice(2), NODES, 0, 1, 2, 0));
  }

  /** A base parent must be smaller than its node, an expander parent a node of the layer. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void stopsAtAParentThatIsOutOfBounds(LabelKernel kernel) {
    for (int parent : new int[] {0, 5, 6, 13}) {
      for (int bad : new int[] {parent < 6 ? 6 : NODES, Integer.MAX_VALUE, -1}) {
        numbers[2 * 14 + parent] = bad;
        LabelKernel.Sector sector = sector(32, 256, 128, 128);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
            .isThrownBy(() -> kernel.label(run(4, 4), List.of(sector)))
            .withMessageContaining("node 6 of 8");
        assertThat(sector.window().asSlice(64).toArray(JAVA_BYTE)).containsOnly(0);
        assertThat(sector.window().asSlice(0, 64).toArray(JAVA_BYTE)).isNotEqualTo(new byte[64]);
        numbers[2 * 14 + parent] = 0;
      }
    }
  }

  private LabelKernel.Run run(int first, int count) {
    MemorySegment parents = arena.allocateFrom(JAVA_INT, numbers);
    return new LabelKernel.Run(parents, NODES, first, count, 2, Math.max(0, Math.min(first, 4)));
  }

  private LabelKernel.Sector sector(int replicaId, int before, int stored, int window) {
    return new LabelKernel.Sector(
        arena.allocate(replicaId),
        arena.allocate(before),
        arena.allocate(stored),
        arena.allocate(window));
  }
}
