package io.sealwright.proofs.circuit;

/** Counts what a circuit has; {@link ConstraintSystem} tells the numbers. */
public final class Counter extends ConstraintSystem {
  /** Rows of the circuit's domain that are used: one for each constraint and each input. */
  public long rows() {
    return (long) constraints() + inputs();
  }

  @Override
  protected void onAuxiliary(Var variable) {}

  @Override
  protected void onInput(Var variable) {}

  @Override
  protected void onConstraint(Combination a, Combination b, Combination c) {}
}
