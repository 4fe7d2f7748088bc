package io.sealwright.proofs.circuit;

import io.sealwright.proofs.circuit.Combination.Term;
import io.sealwright.proofs.field.Scalar;
import java.util.BitSet;

/** What a circuit has, and whether its values satisfy it. */
final class Sides extends ConstraintSystem {
  private final BitSet inA = new BitSet();
  private final BitSet inB = new BitSet();
  private int unsatisfied;

  int unsatisfied() {
    return unsatisfied;
  }

  /** Auxiliary variables on the first side. */
  int denseInA() {
    return inA.cardinality();
  }

  /** The same of the second. */
  int denseInB() {
    return inB.cardinality();
  }

  @Override
  protected void onAuxiliary(Var variable) {}

  @Override
  protected void onInput(Var variable) {}

  @Override
  protected void onConstraint(Combination a, Combination b, Combination c) {
    if (!value(a).times(value(b)).equals(value(c))) {
      unsatisfied++;
    }
    note(a, inA);
    note(b, inB);
  }

  private static void note(Combination side, BitSet dense) {
    for (Term term : side.terms()) {
      if (!term.variable().isInput()) {
        dense.set(term.variable().id());
      }
    }
  }

  private static Scalar value(Combination side) {
    Scalar value = Scalar.ZERO;
    for (Term term : side.terms()) {
      value = value.plus(term.variable().value().times(term.coefficient()));
    }
    return value;
  }
}
