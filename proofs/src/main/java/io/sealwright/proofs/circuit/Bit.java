package io.sealwright.proofs.circuit;

import io.sealwright.proofs.field.Scalar;

/** A bit of a circuit: known, a variable, or the negation of one. */
public sealed interface Bit {
  Bit FALSE = new Known(false);
  Bit TRUE = new Known(true);

  /** Its value in the witness. */
  boolean value();

  Bit not();

  void addTo(Combination sum, Scalar coefficient);

  static Bit known(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** A bit that is part of the circuit itself. */
  record Known(boolean value) implements Bit {
    @Override
    public Bit not() {
      return known(!value);
    }

    @Override
    public void addTo(Combination sum, Scalar coefficient) {
      if (value) {
        sum.plus(Var.ONE, coefficient);
      }
    }
  }

  /** A variable that is 0 or 1, or one less it. */
  record Variable(Var variable, boolean isNegated) implements Bit {
    @Override
    public boolean value() {
      return variable.value().isZero() == isNegated;
    }

    @Override
    public Bit not() {
      return new Variable(variable, !isNegated);
    }

    @Override
    public void addTo(Combination sum, Scalar coefficient) {
      if (isNegated) {
        sum.plus(Var.ONE, coefficient).plus(variable, coefficient.negated());
      } else {
        sum.plus(variable, coefficient);
      }
    }
  }
}
