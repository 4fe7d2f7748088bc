package io.sealwright.proofs.field;

import io.sealwright.proofs.field.Transform.Progression;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The powers of a root of unity, and the transforms between a polynomial's coefficients and its
 * values there. An array of m elements, four limbs each in Montgomery form, is transformed in
 * place. A large one takes minutes: an interrupt ends it, by a {@code CancellationException}.
 */
public final class Domain {
  /** The field has a root of unity of order 2³², made from its generator 7. */
  private static final Scalar GENERATOR = Scalar.of(7);

  private static final int LARGEST = 27;

  private final int log;
  private final Transform forward;
  private final Transform inverse;
  private final Scalar sizeInverse;

  /** A domain of the smallest power of two that is at least so many elements. */
  public static Domain forRows(long rows) {
    return forRows(rows, Optional.empty());
  }

  /** The same, whose transforms a kernel computes unless it is too small for that. */
  public static Domain forRows(long rows, Optional<? extends TransformKernel> kernel) {
    return new Domain(Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, rows - 1)), kernel);
  }

  private Domain(int log, Optional<? extends TransformKernel> kernel) {
    if (log > LARGEST) {
      throw new IllegalArgumentException("a domain of 2^" + log + " elements");
    }
    this.log = log;
    Scalar root = root(log);
    this.forward = transform(log, root, kernel);
    this.inverse = transform(log, root.inverse(), kernel);
    this.sizeInverse = Scalar.of(size()).inverse();
  }

  private static Transform transform(
      int log, Scalar root, Optional<? extends TransformKernel> kernel) {
    return kernel
        .filter(_ -> log >= KernelTransform.LEAST_LOG)
        .<Transform>map(present -> new KernelTransform(present, log, root))
        .orElseGet(() -> new JavaTransform(log, root));
  }

  /** A primitive root of unity of order 2^log. */
  public static Scalar root(int log) {
    return GENERATOR.power(
        Fr.MODULUS.subtract(BigInteger.ONE).divide(BigInteger.ONE.shiftLeft(log)));
  }

  public int size() {
    return 1 << log;
  }

  public int log() {
    return log;
  }

  /** From coefficients to values. */
  public void evaluate(long[] elements) {
    apply(forward, elements, Progression.ONES, Progression.ONES);
  }

  /** From values to coefficients. */
  public void interpolate(long[] elements) {
    apply(inverse, elements, Progression.ONES, new Progression(sizeInverse, Scalar.ONE));
  }

  /** From coefficients to values at 7 times the domain. */
  public void evaluateOnCoset(long[] elements) {
    apply(forward, elements, new Progression(Scalar.ONE, GENERATOR), Progression.ONES);
  }

  /** From values at 7 times the domain to coefficients. */
  public void interpolateOnCoset(long[] elements) {
    Progression after = new Progression(sizeInverse, GENERATOR.inverse());
    apply(inverse, elements, Progression.ONES, after);
  }

  private void apply(Transform transform, long[] elements, Progression before, Progression after) {
    if (elements.length != size() * Fr.LIMBS) {
      throw new IllegalArgumentException(elements.length + " limbs for " + size() + " elements");
    }
    transform.apply(elements, before, after);
  }

  /** What the polynomial that vanishes on the domain is everywhere on the coset. */
  public Scalar vanishingOnCoset() {
    return GENERATOR.power(BigInteger.valueOf(size())).minus(Scalar.ONE);
  }
}
