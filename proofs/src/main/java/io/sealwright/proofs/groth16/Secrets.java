package io.sealwright.proofs.groth16;

import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.Point;
import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.field.Scalar;
import java.math.BigInteger;
import java.util.random.RandomGenerator;

/**
 * What a setup draws and must forget: who knows it can prove anything. For keys of test sizes only.
 */
public record Secrets(
    Point g1, Point g2, Scalar alpha, Scalar beta, Scalar gamma, Scalar delta, Scalar tau) {

  /** Fresh ones, with the curve's generators. */
  public static Secrets draw(RandomGenerator random) {
    return new Secrets(
        Point.generator(Group.G1),
        Point.generator(Group.G2),
        scalar(random),
        scalar(random),
        scalar(random),
        scalar(random),
        scalar(random));
  }

  /** Not zero; the bias of reducing 512 bits is beyond notice. */
  static Scalar scalar(RandomGenerator random) {
    byte[] bytes = new byte[2 * Fr.BYTES];
    random.nextBytes(bytes);
    Scalar scalar = Scalar.of(new BigInteger(1, bytes));
    return scalar.isZero() ? scalar(random) : scalar;
  }

  /** Never shown: not in a log either. */
  @Override
  public String toString() {
    return "the secrets of a setup";
  }
}
