package io.sealwright.proofs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.KernelMultiples;
import io.sealwright.proofs.curve.MultiScalar;
import io.sealwright.proofs.curve.Multiples;
import io.sealwright.proofs.curve.Point;
import io.sealwright.proofs.field.Domain;
import io.sealwright.proofs.field.Fr;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels of proofs under the sanitizers, on this processor. */
@Tag("sanitizers")
final class SanitizedProverTest {
  private static final int MULTIPLES = 75;
  private static final BigInteger LARGEST = Fr.MODULUS.subtract(BigInteger.ONE);

  @TempDir static Path folder;
  private static SanitizedProver kernel =
      new SanitizedProver(new SanitizedKernel(List.of(), Path.of("")));

  @BeforeAll
  static void build() throws IOException {
    kernel = new SanitizedProver(SanitizedKernel.build(folder));
  }

  /** Points meet themselves and their negatives, with scalars of 1, the largest, and any. */
  @ParameterizedTest
  @EnumSource
  void sumsOfMultiplesAreJavas(Group group) {
    Point sum = Point.infinity(group);
    for (int cut = 0; cut < KernelMultiples.cuts(MULTIPLES); cut++) {
      sum = sum.plus(sum(group, new KernelMultiples(kernel, group, MULTIPLES, cut)));
    }
    assertThat(sum).isEqualTo(sum(group, new MultiScalar(group, MULTIPLES)));
  }

  private static Point sum(Group group, Multiples into) {
    SplittableRandom random = new SplittableRandom(1);
    Point point = Point.generator(group);
    try (into) {
      for (int i = 0; i < MULTIPLES; i++) {
        BigInteger scalar = i % 3 == 0 ? BigInteger.ONE : i % 3 == 1 ? LARGEST : any(random);
        point = i % 5 == 0 ? point : i % 5 == 1 ? point.negated() : point.plus(point);
        long[] limbs = new long[Fr.LIMBS];
        Fr.store(scalar, limbs, 0);
        into.add(MemorySegment.ofArray(point.uncompressed()), 0, limbs, 0);
      }
      return into.sum();
    }
  }

  /** Square, and with longer rows than columns. */
  @ParameterizedTest
  @ValueSource(ints = {6, 7, 8})
  void transformsAreJavas(int log) {
    SplittableRandom random = new SplittableRandom(log);
    long[] expected = new long[Fr.LIMBS << log];
    for (int i = 0; i < expected.length; i += Fr.LIMBS) {
      Fr.store(i % 3 == 0 ? LARGEST : any(random), expected, i);
    }
    long[] found = expected.clone();
    Domain.forRows(1L << log).evaluateOnCoset(expected);
    Domain inC = Domain.forRows(1L << log, Optional.of(kernel));
    inC.evaluateOnCoset(found);
    assertThat(found).isEqualTo(expected);
    Domain.forRows(1L << log).interpolate(expected);
    inC.interpolate(found);
    assertThat(found).isEqualTo(expected);
  }

  private static BigInteger any(SplittableRandom random) {
    byte[] bytes = new byte[Fr.BYTES];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes).mod(Fr.MODULUS);
  }

  /** A sanitizer that is not there finds nothing wrong. */
  @ParameterizedTest
  @CsvSource({
    "multiples 1 8 0 9",
    "multiples 2 8 24 1",
    "points 1 9",
    "points 2 1",
    "buckets 1 2",
    "buckets 2 1",
    "transform 3 1 8 8",
    "transform 3 8 1 8"
  })
  void aByteTooFewIsNoticed(String arguments) throws IOException {
    byte[] input = new byte[1 << 20];
    for (int i = 0; i < input.length; i += Long.BYTES) {
      input[i] = 1; // Digits that are not nothing.
    }
    var outcome = kernel.kernel().run(1, input, (Object[]) arguments.split(" "));
    assertThat(outcome.code()).isNotZero();
    assertThat(outcome.errors()).contains("ERROR: AddressSanitizer");
  }
}
