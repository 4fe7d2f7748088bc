package io.sealwright.proofs.kernel;

import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.KernelMultiples;
import io.sealwright.proofs.curve.MultiScalar;
import io.sealwright.proofs.curve.Multiples;
import io.sealwright.proofs.curve.Point;
import io.sealwright.proofs.field.Fr;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A sum of a few multiples in each group, by the kernel and in Java. */
final class CurveCheck {
  private static final int RANDOM = 20;

  private final ByteArrayOutputStream points = new ByteArrayOutputStream();
  private final List<BigInteger> scalars = new ArrayList<>();

  /** Equal points, a point and its negative, scalars of 1, the largest, and any. */
  private CurveCheck(Group group) {
    SplittableRandom random = new SplittableRandom(group.limbs());
    Point point = Point.generator(group);
    BigInteger largest = Group.ORDER.subtract(BigInteger.ONE);
    for (int i = 0; i < RANDOM; i++) {
      byte[] bytes = new byte[Fr.BYTES];
      random.nextBytes(bytes);
      add(point, new BigInteger(1, bytes).mod(Group.ORDER));
      point = point.plus(point).plus(Point.generator(group));
      add(point, BigInteger.ONE);
    }
    add(point, largest);
    add(point, largest);
    add(point.negated(), largest);
  }

  private void add(Point point, BigInteger scalar) {
    points.writeBytes(point.uncompressed());
    scalars.add(scalar);
  }

  /** Whether the kernel's sums are Java's. */
  static boolean passes(CurveKernel kernel) {
    for (Group group : Group.values()) {
      CurveCheck check = new CurveCheck(group);
      Point sum = Point.infinity(group);
      int expected = check.scalars.size();
      for (int cut = 0; cut < KernelMultiples.cuts(expected); cut++) {
        sum = sum.plus(check.sum(group, new KernelMultiples(kernel, group, expected, cut)));
      }
      if (!sum.equals(check.sum(group, new MultiScalar(group, expected)))) {
        return false;
      }
    }
    return true;
  }

  private Point sum(Group group, Multiples into) {
    MemorySegment file = MemorySegment.ofArray(points.toByteArray());
    long[] scalar = new long[Fr.LIMBS];
    try (into) {
      for (int i = 0; i < scalars.size(); i++) {
        Fr.store(scalars.get(i), scalar, 0);
        into.add(file, (long) i * group.uncompressedBytes(), scalar, 0);
      }
      return into.sum();
    }
  }
}
