package io.sealwright.proofs.circuit;

import io.sealwright.proofs.field.Scalar;

/**
 * A variable with its value.
 *
 * @param id of auxiliary variables from 0 up, of inputs from −1 down
 */
public record Var(int id, Scalar value) {
  /** The constant 1, which is the first input. */
  public static final Var ONE = new Var(-1, Scalar.ONE);

  static Var input(int index, Scalar value) {
    return new Var(-1 - index, value);
  }

  int inputIndex() {
    return -1 - id;
  }

  boolean isInput() {
    return id < 0;
  }
}
