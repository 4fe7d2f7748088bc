package io.sealwright.proofs.circuit;

import io.sealwright.proofs.circuit.Combination.Term;
import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.field.Scalar;
import io.sealwright.proofs.groth16.Proof;
import io.sealwright.proofs.groth16.Secrets;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Computes the proof of a circuit from the secrets of a setup, with scalars alone (section 9.5). It
 * equals the reference's only if every constraint and every variable stands at its place.
 */
final class ScalarCheck extends ConstraintSystem {
  private static final BigInteger R = Fr.MODULUS;
  private static final int WEIGHTS_AT_ONCE = 1024;

  private final Secrets secrets;
  private final Scalar weightFactor;
  private final Scalar omega;
  private Scalar omegaPower = Scalar.ONE;
  private final List<Var> inputs = new ArrayList<>(List.of(Var.ONE));
  private final Scalar[] sums = new Scalar[6];
  private final List<Scalar> weights = new ArrayList<>();
  private long unsatisfied;

  /**
   * @param logRows of the circuit's domain
   */
  ScalarCheck(Secrets secrets, int logRows) {
    this.secrets = secrets;
    BigInteger rows = BigInteger.ONE.shiftLeft(logRows);
    this.omega = Scalar.of(7).power(R.subtract(BigInteger.ONE).divide(rows));
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
    if (weights.isEmpty()) {
      fillWeights();
    }
    return weights.removeLast();
  }

  /** Many at a time, for one inversion serves them all. */
  private void fillWeights() {
    Scalar[] powers = new Scalar[WEIGHTS_AT_ONCE];
    Scalar[] products = new Scalar[WEIGHTS_AT_ONCE];
    Scalar product = Scalar.ONE;
    for (int i = 0; i < WEIGHTS_AT_ONCE; i++) {
      powers[i] = omegaPower;
      products[i] = product;
      product = product.times(secrets.tau().minus(omegaPower));
      omegaPower = omegaPower.times(omega);
    }
    Scalar inverse = product.inverse();
    for (int i = WEIGHTS_AT_ONCE - 1; i >= 0; i--) {
      weights.add(weightFactor.times(powers[i]).times(inverse).times(products[i]));
      inverse = inverse.times(secrets.tau().minus(powers[i]));
    }
  }
}
