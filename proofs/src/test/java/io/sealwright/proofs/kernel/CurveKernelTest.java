package io.sealwright.proofs.kernel;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.WindowKernel;
import io.sealwright.proofs.curve.WindowKernel.Windows;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kernel refuses before C sees it. */
final class CurveKernelTest {
  private static final int COUNT = 3;
  private static final Windows WINDOWS = new Windows(4, 0);

  private final Arena arena = Arena.ofConfined();

  static Stream<CurveKernel> kernel() {
    return Kernels.found().curve().kernel().stream();
  }

  @AfterEach
  void close() {
    arena.close();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void refusesMemoryThatIsTooSmall(CurveKernel kernel) {
    for (Group group : Group.values()) {
      long points = (long) COUNT * group.uncompressedBytes();
      long scalars = COUNT * 5 * 8;
      long buckets = 8 * 8 * WindowKernel.bucketBytes(group);
      long one = 8 * WindowKernel.bucketBytes(group);
      long sums = 8L * 4 * 8 * group.limbs();
      kernel.addMultiples(
          group, WINDOWS, native8(points), native8(scalars), COUNT, native8(buckets));
      kernel.addPoints(group, native8(points), COUNT, native8(one));
      kernel.sumBuckets(group, 8, native8(buckets), native8(sums));
      for (MemorySegment bad : bad(points)) {
        refuses(() ->
            kernel.addMultiples(group, WINDOWS, bad, native8(scalars), COUNT, native8(buckets)));
        refuses(() -> kernel.addPoints(group, bad, COUNT, native8(one)));
      }
      for (MemorySegment bad : bad(scalars)) {
        refuses(() ->
            kernel.addMultiples(group, WINDOWS, native8(points), bad, COUNT, native8(buckets)));
      }
      for (MemorySegment bad : bad(buckets)) {
        refuses(() ->
            kernel.addMultiples(group, WINDOWS, native8(points), native8(scalars), COUNT, bad));
        refuses(() -> kernel.sumBuckets(group, 8, bad, native8(sums)));
      }
      bad(one).forEach(bad -> refuses(() -> kernel.addPoints(group, native8(points), COUNT, bad)));
      bad(sums).forEach(bad -> refuses(() -> kernel.sumBuckets(group, 8, native8(buckets), bad)));
      refuses(() -> kernel.addPoints(group, native8(points), -1, native8(one)));
      refuses(() -> kernel.sumBuckets(group, 0, native8(buckets), native8(sums)));
      refuses(() -> kernel.sumBuckets(group, 8, native8(buckets), native8(sums).asReadOnly()));
    }
  }

  private MemorySegment native8(long bytes) {
    return arena.allocate(bytes, 8);
  }

  /** A byte too few, not aligned, and on the heap. */
  private List<MemorySegment> bad(long bytes) {
    return List.of(
        native8(bytes - 1),
        native8(bytes + 8).asSlice(1),
        MemorySegment.ofArray(new long[(int) bytes / 8]));
  }

  private static void refuses(Runnable call) {
    assertThatIllegalArgumentException().isThrownBy(call::run);
  }

  /** Words beyond the scalar's, which would be read. */
  @Test
  void windowsLieInTheScalar() {
    refuses(() -> new Windows(1, 0));
    refuses(() -> new Windows(17, 0));
    refuses(() -> new Windows(16, -1));
    refuses(() -> new Windows(16, 9));
    refuses(() -> new Windows(2, Integer.MAX_VALUE));
    new Windows(16, 8);
    new Windows(11, 16);
  }
}
