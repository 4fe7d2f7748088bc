package io.sealwright.proofs.circuit;

import io.sealwright.proofs.circuit.Combination.Term;
import io.sealwright.proofs.field.Scalar;
import io.sealwright.proofs.field.ScalarList;
import java.util.BitSet;

/**
 * What a prover needs of a circuit: the values of all variables, the three sides of every
 * constraint, and which variables occur on the first two sides, for a key has points for those
 * only.
 */
public final class Witness extends ConstraintSystem {
  private final ScalarList inputs = new ScalarList();
  private final ScalarList auxiliary = new ScalarList();
  private final ScalarList a = new ScalarList();
  private final ScalarList b = new ScalarList();
  private final ScalarList c = new ScalarList();
  private final BitSet auxiliaryInA = new BitSet();
  private final BitSet auxiliaryInB = new BitSet();
  private final BitSet inputsInB = new BitSet();
  private int firstUnsatisfied = -1;

  public Witness() {
    inputs.add(Scalar.ONE);
  }

  /** The number of a constraint that does not hold, or −1 if all do. */
  public int firstUnsatisfied() {
    return firstUnsatisfied;
  }

  /** Values of the inputs, the constant first. */
  public ScalarList inputValues() {
    return inputs;
  }

  public ScalarList auxiliaryValues() {
    return auxiliary;
  }

  /** The first side of every constraint; as the reference, with one more for every input. */
  public ScalarList rowsOfA() {
    return a;
  }

  public ScalarList rowsOfB() {
    return b;
  }

  public ScalarList rowsOfC() {
    return c;
  }

  public BitSet auxiliaryInA() {
    return auxiliaryInA;
  }

  public BitSet auxiliaryInB() {
    return auxiliaryInB;
  }

  public BitSet inputsInB() {
    return inputsInB;
  }

  /** Appends the rows {@code input · 0 = 0} that keep the inputs apart. To be called once, last. */
  public void close() {
    for (int i = 0; i < inputs.size(); i++) {
      a.add(inputs.get(i));
      b.add(Scalar.ZERO);
      c.add(Scalar.ZERO);
    }
  }

  @Override
  protected void onAuxiliary(Var variable) {
    auxiliary.add(variable.value());
  }

  @Override
  protected void onInput(Var variable) {
    inputs.add(variable.value());
  }

  @Override
  protected void onConstraint(Combination left, Combination right, Combination result) {
    Scalar x = left.value();
    Scalar y = right.value();
    Scalar z = result.value();
    if (firstUnsatisfied < 0 && !x.times(y).equals(z)) {
      firstUnsatisfied = a.size();
    }
    a.add(x);
    b.add(y);
    c.add(z);
    for (Term term : left.terms()) {
      if (!term.variable().isInput()) {
        auxiliaryInA.set(term.variable().id());
      }
    }
    for (Term term : right.terms()) {
      if (term.variable().isInput()) {
        inputsInB.set(term.variable().inputIndex());
      } else {
        auxiliaryInB.set(term.variable().id());
      }
    }
  }
}
