package io.sealwright.proofs.circuit;

import io.sealwright.proofs.circuit.Combination.Term;
import io.sealwright.proofs.field.Domain;
import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.field.Scalar;
import io.sealwright.proofs.field.ScalarList;
import java.math.BigInteger;
import java.util.List;

/**
 * What a setup needs of a circuit: of every variable the polynomials of the three sides at one
 * secret point. Values of the variables do not matter here.
 */
public final class Weights extends ConstraintSystem {
  private static final int AT_ONCE = 1024;

  private final Scalar point;
  private final Scalar factor;
  private final Scalar root;
  private final long[] inverses = new long[AT_ONCE * Fr.LIMBS];
  private final long[] powers = new long[AT_ONCE * Fr.LIMBS];
  private Scalar power = Scalar.ONE;
  private int row;

  private final List<ScalarList> inputs =
      List.of(new ScalarList(), new ScalarList(), new ScalarList());
  private final List<ScalarList> auxiliary =
      List.of(new ScalarList(), new ScalarList(), new ScalarList());

  /** The sides of a constraint. */
  public enum Side {
    A(0),
    B(1),
    C(2);

    private final int place;

    Side(int place) {
      this.place = place;
    }

    private ScalarList of(List<ScalarList> sides) {
      return sides.get(place);
    }
  }

  /**
   * @param domain as large as the circuit's rows, those of the inputs included, need
   * @param point outside the domain
   */
  public Weights(Domain domain, Scalar point) {
    BigInteger size = BigInteger.valueOf(domain.size());
    this.point = point;
    this.root = Domain.root(domain.log());
    this.factor = point.power(size).minus(Scalar.ONE).times(Scalar.of(size).inverse());
    inputs.forEach(side -> side.add(Scalar.ZERO));
  }

  /** Of each input, the constant first. */
  public ScalarList ofInputs(Side side) {
    return side.of(inputs);
  }

  public ScalarList ofAuxiliary(Side side) {
    return side.of(auxiliary);
  }

  /** Appends the rows of the inputs. To be called once, last. */
  public void close() {
    ScalarList a = ofInputs(Side.A);
    for (int i = 0; i < a.size(); i++) {
      a.set(i, a.get(i).plus(nextWeight()));
    }
  }

  @Override
  protected void onAuxiliary(Var variable) {
    auxiliary.forEach(side -> side.add(Scalar.ZERO));
  }

  @Override
  protected void onInput(Var variable) {
    inputs.forEach(side -> side.add(Scalar.ZERO));
  }

  @Override
  protected void onConstraint(Combination a, Combination b, Combination c) {
    Scalar weight = nextWeight();
    add(Side.A, a, weight);
    add(Side.B, b, weight);
    add(Side.C, c, weight);
  }

  private void add(Side side, Combination combination, Scalar weight) {
    for (Term term : combination.terms()) {
      Var variable = term.variable();
      ScalarList list = variable.isInput() ? ofInputs(side) : ofAuxiliary(side);
      int index = variable.isInput() ? variable.inputIndex() : variable.id();
      list.set(index, list.get(index).plus(weight.times(term.coefficient())));
    }
  }

  /** The Lagrange polynomial of the next row at the point: z(τ)·ωⁱ / (m·(τ − ωⁱ)). */
  private Scalar nextWeight() {
    int i = row++ % AT_ONCE;
    if (i == 0) {
      fill();
    }
    return factor.times(Scalar.at(powers, i * Fr.LIMBS)).times(Scalar.at(inverses, i * Fr.LIMBS));
  }

  /** One inversion serves many rows. */
  private void fill() {
    Scalar product = Scalar.ONE;
    for (int i = 0; i < AT_ONCE; i++) {
      power.copyTo(powers, i * Fr.LIMBS);
      product.copyTo(inverses, i * Fr.LIMBS);
      product = product.times(point.minus(power));
      power = power.times(root);
    }
    Scalar inverse = product.inverse();
    for (int i = AT_ONCE - 1; i >= 0; i--) {
      Scalar difference = point.minus(Scalar.at(powers, i * Fr.LIMBS));
      inverse.times(Scalar.at(inverses, i * Fr.LIMBS)).copyTo(inverses, i * Fr.LIMBS);
      inverse = inverse.times(difference);
    }
  }
}
