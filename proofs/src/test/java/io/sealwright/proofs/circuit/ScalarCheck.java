package io.sealwright.proofs.circuit;

import io.sealwright.proofs.circuit.Combination.Term;
import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.Point;
import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.field.Scalar;
import io.sealwright.proofs.groth16.Proof;
import io.sealwright.protocol.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Computes the proof of a circuit from the secrets of a setup, with scalars alone (section 9.5). It
 * equals the reference's only if every constraint and every variable stands at its place.
 */
final class ScalarCheck extends ConstraintSystem {
  private static final BigInteger R = Fr.MODULUS;

  private final Secrets secrets;
  private final Scalar weightFactor;
  private final Scalar omega;
  private Scalar omegaPower = Scalar.ONE;
  private final List<Var> inputs = new ArrayList<>(List.of(Var.ONE));
  private final Scalar[] sums = new Scalar[6];
  private long unsatisfied;

  /** Drawn at the setup; section 9.4 has those of the recorded keys. */
  record Secrets(
      Point g1, Point g2, Scalar alpha, Scalar beta, Scalar gamma, Scalar delta, Scalar tau) {}

  /**
   * @param logRows of the circuit's domain
   */
  ScalarCheck(Secrets secrets, int logRows) {
    this.secrets = secrets;
    BigInteger rows = BigInteger.ONE.shiftLeft(logRows);
    this.omega =
        Scalar.of(7).power(R.subtract(BigInteger.ONE).divide(rows));
    this.weightFactor =
        secrets.tau().power(rows).minus(Scalar.ONE).times(Scalar.of(rows).inverse());
    Arrays.fill(sums, Scalar.ZERO);
  }

  long unsatisfied() {
    return unsatisfied;
  }

  /** The proof with r = s = 0. */
  Proof proof() {
    for (Var input : inputs) {
      // The reference appends input · 0 = 0 for each.
      sums[0] = sums[0].plus(nextWeight().times(input.value()));
    }
    Scalar a = sums[0];
    Scalar b = sums[1];
    Scalar c = sums[2];
    Scalar last =
        a.times(b)
            .minus(c)
            .plus(secrets.beta().times(sums[3]))
            .plus(secrets.alpha().times(sums[4]))
            .plus(sums[5]);
    return new Proof(
        secrets.g1().times(secrets.alpha().plus(a).toBigInteger()),
        secrets.g2().times(secrets.beta().plus(b).toBigInteger()),
        secrets.g1().times(last.times(secrets.delta().inverse()).toBigInteger()));
  }

  @Override
  protected void onAuxiliary(Var variable) {}

  @Override
  protected void onInput(Var variable) {
    inputs.add(variable);
  }

  @Override
  protected void onConstraint(Combination a, Combination b, Combination c) {
    Scalar weight = nextWeight();
    Scalar x = side(a, weight, 0);
    Scalar y = side(b, weight, 1);
    if (!x.times(y).equals(side(c, weight, 2))) {
      unsatisfied++;
    }
  }

  private Scalar side(Combination combination, Scalar weight, int side) {
    Scalar all = Scalar.ZERO;
    Scalar auxiliary = Scalar.ZERO;
    for (Term term : combination.terms()) {
      Scalar value = term.variable().value().times(term.coefficient());
      all = all.plus(value);
      if (!term.variable().isInput()) {
        auxiliary = auxiliary.plus(value);
      }
    }
    sums[side] = sums[side].plus(all.times(weight));
    sums[side + 3] = sums[side + 3].plus(auxiliary.times(weight));
    return all;
  }

  /** The Lagrange polynomial of the next row at tau. */
  private Scalar nextWeight() {
    Scalar weight =
        weightFactor.times(omegaPower).times(secrets.tau().minus(omegaPower).inverse());
    omegaPower = omegaPower.times(omega);
    return weight;
  }

  static Secrets recorded() {
    return new Secrets(
        point(
            Group.G1,
            "8964389c7dfc1138a160afa20d11e36a4bb4761edbb385c93aa16293309f4fc6"
                + "d6b9f7f4da16b0c1a16ffb07a5b3b398"),
        point(
            Group.G2,
            "b57cb5d30acfa2b6efe3eea5ca08065de959b208c251928b16a274e0d12c4bcb"
                + "a4ac8a5034d99ee70b03cfd28739fd2b0e7abd607af273c44d69cb271cba9c01"
                + "8fe32813897ddfff447b78819ed0d4aa000fabc550d6e2c24b23ace4b245d8b8"),
        scalar("052a62ee65511a5d129d4ed6c9cd2b3f09ca9211099d30d99f96b8d55964f216"),
        scalar("deec591c6605b162c475afaa6e366d69060b7bb40d0294fd31d2ba98964f430c"),
        scalar("152f1ef08a712eb746b8d892eab8f4a272a22e6128f4d4431fdae55991273828"),
        scalar("ec41f78d05ee77c2d97df24f3bfa9f8282264757c154789d7e7145764789722f"),
        scalar("e975e9631036c05d62fcfd9104343e127ab6674755e423dccb6f12a9031b3d56"));
  }

  private static Point point(Group group, String hex) {
    return Point.decode(group, HexFormat.of().parseHex(hex)).orElseThrow();
  }

  private static Scalar scalar(String hex) {
    return Scalar.of(Bytes32.fromHex(hex));
  }
}
