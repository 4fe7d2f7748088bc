package io.sealwright.proofs.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.proofs.field.TransformKernel.Columns;
import io.sealwright.proofs.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernel's transforms beside Java's, of the same random elements and of those where carries
 * are.
 */
final class KernelTransformTest {
  private static final List<BiConsumer<Domain, long[]>> TRANSFORMS =
      List.of(
          Domain::evaluate,
          Domain::interpolate,
          Domain::evaluateOnCoset,
          Domain::interpolateOnCoset);

  static Stream<TransformKernel> kernel() {
    return Kernels.found().transforms().kernel().stream().map(kernel -> kernel);
  }

  /** {@code sealwright.slow}: ten million elements. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void agreesWithJava(TransformKernel kernel) {
    int elements = Boolean.getBoolean("sealwright.slow") ? 10_000_000 : 20_000;
    int done = 0;
    for (int seed = 0; done < elements; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int log = KernelTransform.LEAST_LOG + random.nextInt(seed % 100 == 99 ? 10 : 6);
      Domain inJava = Domain.forRows(1L << log);
      Domain inC = Domain.forRows(1L << log, Optional.of(kernel));
      long[] expected = elements(1 << log, random);
      long[] found = expected.clone();
      BiConsumer<Domain, long[]> transform = TRANSFORMS.get(random.nextInt(TRANSFORMS.size()));
      transform.accept(inJava, expected);
      transform.accept(inC, found);
      assertThat(found).as("seed %d", seed).isEqualTo(expected);
      done += 1 << log;
    }
  }

  /** All zero, all the largest, or each of those, one with edges as limbs, or any. */
  private static long[] elements(int count, SplittableRandom random) {
    BigInteger largest = Fr.MODULUS.subtract(BigInteger.ONE);
    int kind = random.nextInt(6);
    long[] elements = new long[count * Fr.LIMBS];
    for (int i = 0; i < count; i++) {
      BigInteger element =
          switch (kind < 4 ? random.nextInt(4) : kind) {
            case 0 -> BigInteger.valueOf(random.nextInt(2));
            case 1, 4 -> largest;
            case 2 -> LimbEdges.draw(random).mod(Fr.MODULUS);
            case 3 -> any(random);
            default -> BigInteger.ZERO;
          };
      Fr.store(element, elements, i * Fr.LIMBS);
    }
    return elements;
  }

  private static BigInteger any(SplittableRandom random) {
    byte[] bytes = new byte[Fr.BYTES];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes).mod(Fr.MODULUS);
  }

  /** What grows most without a reduction: all butterflies of the longest column add the largest. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void theLongestColumnsAgreeToo(TransformKernel kernel) {
    int log = TransformKernel.MOST_LOG;
    int size = 1 << log;
    BigInteger largest = Fr.MODULUS.subtract(BigInteger.ONE);
    long[] column = new long[size * Fr.LIMBS];
    long[] lanes = new long[size * Fr.LIMBS * TransformKernel.LANES];
    for (int i = 0; i < size; i++) {
      Fr.store(largest, column, i * Fr.LIMBS);
      for (int lane = 0; lane < TransformKernel.LANES; lane++) {
        Fr.store(largest, lanes, (i * TransformKernel.LANES + lane) * Fr.LIMBS);
      }
    }
    MemorySegment elements = MemorySegment.ofArray(lanes);
    long[] ones = new long[TransformKernel.FACTOR_WORDS];
    for (int i = 0; i < ones.length; i++) {
      ones[i] = limb(Scalar.ONE, i / TransformKernel.LANES % TransformKernel.FACTOR_LIMBS);
    }
    long[] roots = new long[size / 2 * TransformKernel.FACTOR_LIMBS];
    Scalar root = Scalar.ONE;
    for (int i = 0; i < roots.length; i++) {
      root = i == 0 || i % TransformKernel.FACTOR_LIMBS > 0 ? root : root.times(Domain.root(log));
      roots[i] = limb(root, i % TransformKernel.FACTOR_LIMBS);
    }
    MemorySegment factors = MemorySegment.ofArray(ones);
    kernel.transform(
        new Columns(
            log,
            MemorySegment.ofArray(roots),
            factors,
            factors,
            elements,
            1,
            TransformKernel.LANES,
            elements,
            TransformKernel.LANES,
            MemorySegment.ofArray(
                new long[size * TransformKernel.LANES * TransformKernel.FACTOR_LIMBS])));
    Domain.forRows(size).evaluate(column);
    for (int i = 0; i < size; i++) {
      for (int lane = 0; lane < TransformKernel.LANES; lane++) {
        assertThat(Scalar.at(lanes, (i * TransformKernel.LANES + lane) * Fr.LIMBS))
            .isEqualTo(Scalar.at(column, i * Fr.LIMBS));
      }
    }
  }

  /** Of a factor's Montgomery form. */
  private static long limb(Scalar factor, int limb) {
    BigInteger form = factor.toBigInteger().shiftLeft(260).mod(Fr.MODULUS);
    return form.shiftRight(limb * LimbEdges.LIMB_BITS).mod(LimbEdges.LIMB).longValueExact();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void refusesMemoryThatDoesNotHoldWhatStridesReach(TransformKernel kernel) {
    Words right = new Words(4, 80, 80, 256, 256, 320);
    kernel.transform(right.columns(8));
    for (Words wrong :
        List.of(
            new Words(3, 80, 80, 256, 256, 320),
            new Words(4, 79, 80, 256, 256, 320),
            new Words(4, 80, 79, 256, 256, 320),
            new Words(4, 80, 80, 255, 256, 320),
            new Words(4, 80, 80, 256, 255, 320),
            new Words(4, 80, 80, 256, 256, 319))) {
      assertThatIllegalArgumentException().isThrownBy(() -> wrong.columns(8));
    }
    for (int stride : new int[] {0, -1, 9, Integer.MAX_VALUE}) {
      assertThatIllegalArgumentException().isThrownBy(() -> right.columns(stride));
    }
  }

  /** Words of each memory of a transform of eight columns of eight; of roots, the roots. */
  private record Words(int roots, int before, int after, int from, int to, int scratch) {
    Columns columns(int stride) {
      return new Columns(
          3,
          memory(roots * TransformKernel.FACTOR_LIMBS),
          memory(before),
          memory(after),
          memory(from),
          1,
          stride,
          memory(to),
          8,
          memory(scratch));
    }

    private static MemorySegment memory(int words) {
      return MemorySegment.ofArray(new long[words]);
    }
  }
}
