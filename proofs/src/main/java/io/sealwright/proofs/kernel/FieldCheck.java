package io.sealwright.proofs.kernel;

import io.sealwright.proofs.field.Domain;
import io.sealwright.proofs.field.Fr;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** Transforms of a few elements in both directions, by the kernel and in Java. */
final class FieldCheck {
  /** Columns of eight and rows of sixteen. */
  private static final int ELEMENTS = 128;

  private FieldCheck() {}

  static boolean passes(FieldKernel kernel) {
    return Arrays.equals(
        transformed(Domain.forRows(ELEMENTS, Optional.of(kernel))),
        transformed(Domain.forRows(ELEMENTS)));
  }

  /** Two results of different transforms; of the elements some are zero, some the largest. */
  private static long[] transformed(Domain domain) {
    SplittableRandom random = new SplittableRandom(ELEMENTS);
    BigInteger largest = Fr.MODULUS.subtract(BigInteger.ONE);
    long[] elements = new long[ELEMENTS * Fr.LIMBS];
    for (int i = 0; i < ELEMENTS; i++) {
      byte[] bytes = new byte[Fr.BYTES];
      random.nextBytes(bytes);
      BigInteger any = new BigInteger(1, bytes).mod(Fr.MODULUS);
      BigInteger element = i % 4 == 0 ? BigInteger.ZERO : i % 4 == 1 ? largest : any;
      Fr.store(element, elements, i * Fr.LIMBS);
    }
    domain.evaluateOnCoset(elements);
    long[] both = Arrays.copyOf(elements, 2 * elements.length);
    domain.interpolate(elements);
    System.arraycopy(elements, 0, both, elements.length, elements.length);
    return both;
  }
}
