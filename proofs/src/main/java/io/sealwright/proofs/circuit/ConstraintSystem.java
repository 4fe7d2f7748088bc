package io.sealwright.proofs.circuit;

import io.sealwright.proofs.field.Scalar;

/** Takes the variables and constraints of a circuit in their order. */
public abstract class ConstraintSystem {
  private int inputs = 1;
  private int auxiliary;
  private int constraints;

  /** A new auxiliary variable. */
  final Var allocate(Scalar value) {
    Var variable = new Var(auxiliary++, value);
    onAuxiliary(variable);
    return variable;
  }

  /** A new input. */
  final Var input(Scalar value) {
    Var variable = Var.input(inputs++, value);
    onInput(variable);
    return variable;
  }

  /** Demands that (a)·(b) = (c). */
  final void enforce(Combination a, Combination b, Combination c) {
    constraints++;
    onConstraint(a, b, c);
  }

  /** Inputs so far, the constant included. */
  public final int inputs() {
    return inputs;
  }

  public final int auxiliary() {
    return auxiliary;
  }

  public final int constraints() {
    return constraints;
  }

  protected abstract void onAuxiliary(Var variable);

  protected abstract void onInput(Var variable);

  protected abstract void onConstraint(Combination a, Combination b, Combination c);
}
