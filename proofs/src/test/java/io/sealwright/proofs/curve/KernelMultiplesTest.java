package io.sealwright.proofs.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel's sums beside Java's, of the same random multiples and of those where sums meet. */
final class KernelMultiplesTest {
  private static final int RUN = 4000;
  private static final BigInteger LARGEST = Group.ORDER.subtract(BigInteger.ONE);

  /** What scalars windows of 8, 11 and 16 bits are chosen for. */
  private static final long[] EXPECTED = {1, 10_000, 200_000};

  static Stream<Group> groups() {
    return Kernels.found().curve().kernel().stream().flatMap(_ -> Stream.of(Group.values()));
  }

  /** {@code sealwright.slow}: ten million multiples. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("groups")
  void agreesWithJava(Group group) {
    int multiples = Boolean.getBoolean("sealwright.slow") ? 10_000_000 : 20_000;
    for (int seed = 0; seed < multiples / RUN; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] points = points(group, random);
      List<BigInteger> scalars = scalars(random);
      long expected = EXPECTED[seed % EXPECTED.length];
      assertThat(byKernel(group, points, scalars, expected))
          .as("seed %d", seed)
          .isEqualTo(sum(new MultiScalar(group, RUN), group, points, scalars));
    }
  }

  /** Random ones, of which each tenth is one of the last ones again, or its negative. */
  private static byte[] points(Group group, SplittableRandom random) {
    long[] points = new long[2 * group.limbs()];
    byte[] bytes = new byte[RUN * group.uncompressedBytes()];
    Adder adder = new Adder(group);
    FixedBase generator = new FixedBase(Point.generator(group));
    long[] sums = new long[RUN * adder.sumLimbs()];
    for (int i = 0; i < RUN; i++) {
      generator.multiply(
          adder, sums, i * adder.sumLimbs(), limbs(new BigInteger(1, random(random))));
    }
    long[] affine = Normalizer.affine(group, sums, RUN);
    for (int i = 0; i < RUN; i++) {
      int from = i > 0 && random.nextInt(10) == 0 ? i - 1 - random.nextInt(Math.min(i, 9)) : i;
      System.arraycopy(affine, from * points.length, points, 0, points.length);
      if (from < i && random.nextBoolean()) {
        Arrays.fill(points, group.limbs(), points.length, 0);
        group.subtract(
            points,
            group.limbs(),
            points,
            group.limbs(),
            affine,
            from * points.length + group.limbs());
      }
      System.arraycopy(points, 0, affine, i * points.length, points.length);
      group.write(points, 0, bytes, i * group.uncompressedBytes());
    }
    return bytes;
  }

  /**
   * As in a witness ones, small and large ones; and such whose digits are all zero, half or full.
   */
  private static List<BigInteger> scalars(SplittableRandom random) {
    List<BigInteger> scalars = new ArrayList<>();
    for (int i = 0; i < RUN; i++) {
      BigInteger any = new BigInteger(1, random(random));
      scalars.add(
          switch (random.nextInt(8)) {
            case 0, 1 -> BigInteger.ONE;
            case 2 -> any.mod(BigInteger.valueOf(5)).add(BigInteger.ONE);
            case 3 -> LARGEST.subtract(any.mod(BigInteger.valueOf(3)));
            case 4 -> digits(random);
            case 5 -> scalars.isEmpty() ? BigInteger.TWO : scalars.getLast();
            default -> any.mod(LARGEST).add(BigInteger.ONE);
          });
    }
    return scalars;
  }

  private static BigInteger digits(SplittableRandom random) {
    int bits = List.of(8, 11, 16).get(random.nextInt(3));
    BigInteger full = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
    List<BigInteger> digits =
        List.of(BigInteger.ZERO, BigInteger.ONE, half.subtract(BigInteger.ONE), half, full);
    BigInteger scalar = BigInteger.ZERO;
    while (scalar.bitLength() < 255 - bits) {
      scalar = scalar.shiftLeft(bits).add(digits.get(random.nextInt(digits.size())));
      if (scalar.signum() == 0) {
        scalar = BigInteger.ONE;
      }
    }
    return scalar;
  }

  private static byte[] random(SplittableRandom random) {
    byte[] bytes = new byte[Fr.BYTES];
    random.nextBytes(bytes);
    bytes[0] &= 0x3f; // Below 2²⁵⁴, so below the order.
    return bytes;
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("groups")
  void sumsThatMeetAreDoubledAndThoseThatCancelAreInfinity(Group group) {
    byte[] point = Point.generator(group).times(BigInteger.valueOf(381)).uncompressed();
    for (long expected : EXPECTED) {
      for (BigInteger scalar : List.of(BigInteger.ONE, BigInteger.TWO, LARGEST)) {
        for (int count : expected == 1 ? List.of(1, 2, 8, 9, 16, 513, 1024) : List.of(2, 9)) {
          byte[] points = new byte[count * point.length];
          for (int i = 0; i < count; i++) {
            System.arraycopy(point, 0, points, i * point.length, point.length);
          }
          BigInteger multiple = scalar.multiply(BigInteger.valueOf(count * 381L)).mod(Group.ORDER);
          assertThat(byKernel(group, points, Collections.nCopies(count, scalar), expected))
              .isEqualTo(Point.generator(group).times(multiple));
        }
      }
      byte[] negative = Point.decode(group, point).orElseThrow().negated().uncompressed();
      byte[] both = Arrays.copyOf(point, 2 * point.length);
      System.arraycopy(negative, 0, both, point.length, point.length);
      BigInteger any = BigInteger.ONE.shiftLeft(200).add(BigInteger.TEN);
      assertThat(byKernel(group, both, List.of(any, any), expected).isInfinity()).isTrue();
      assertThat(byKernel(group, both, List.of(), expected).isInfinity()).isTrue();
    }
  }

  /** As Java has it: zeros are infinity, and a coordinate that is not below p is refused. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("groups")
  void aCoordinateBeyondTheFieldIsRefusedAndZerosAreInfinity(Group group) {
    byte[] bytes = new byte[group.uncompressedBytes()];
    for (BigInteger scalar : List.of(BigInteger.ONE, BigInteger.TEN)) {
      assertThat(byKernel(group, bytes, List.of(scalar), 1).isInfinity()).isTrue();
    }
    byte[] modulus = Fp.MODULUS.toByteArray();
    for (int i = 0; i < bytes.length; i += Fp.BYTES) {
      byte[] beyond = Point.generator(group).uncompressed();
      System.arraycopy(modulus, 0, beyond, i, Fp.BYTES);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> byKernel(group, beyond, List.of(BigInteger.TWO), 1));
    }
  }

  private static Point byKernel(
      Group group, byte[] points, List<BigInteger> scalars, long expected) {
    WindowKernel kernel = Kernels.found().curve().kernel().orElseThrow();
    Point sum = Point.infinity(group);
    for (int cut = 0; cut < KernelMultiples.cuts(expected); cut++) {
      sum =
          sum.plus(sum(new KernelMultiples(kernel, group, expected, cut), group, points, scalars));
    }
    return sum;
  }

  private static Point sum(
      Multiples multiples, Group group, byte[] points, List<BigInteger> scalars) {
    MemorySegment file = MemorySegment.ofArray(points);
    try (multiples) {
      for (int i = 0; i < scalars.size(); i++) {
        multiples.add(file, (long) i * group.uncompressedBytes(), limbs(scalars.get(i)), 0);
      }
      return multiples.sum();
    }
  }

  private static long[] limbs(BigInteger number) {
    long[] limbs = new long[Fr.LIMBS];
    Fr.store(number, limbs, 0);
    return limbs;
  }
}
