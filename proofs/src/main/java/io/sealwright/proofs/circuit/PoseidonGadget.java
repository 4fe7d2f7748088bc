package io.sealwright.proofs.circuit;

import io.sealwright.proofs.circuit.PoseidonPlan.Sparse;
import io.sealwright.proofs.field.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Poseidon of variables, as many as the arity (section 6.2). */
final class PoseidonGadget {
  private static final int HALF = 4;

  private final PoseidonPlan plan;

  private PoseidonGadget(int arity) {
    this.plan = PoseidonPlan.ofArity(arity);
  }

  private static final class Two {
    static final PoseidonGadget INSTANCE = new PoseidonGadget(2);
  }

  private static final class Eight {
    static final PoseidonGadget INSTANCE = new PoseidonGadget(8);
  }

  private static final class Eleven {
    static final PoseidonGadget INSTANCE = new PoseidonGadget(11);
  }

  static Var hash(ConstraintSystem cs, List<Var> inputs) {
    PoseidonGadget gadget =
        switch (inputs.size()) {
          case 2 -> Two.INSTANCE;
          case 8 -> Eight.INSTANCE;
          case 11 -> Eleven.INSTANCE;
          default -> throw new IllegalArgumentException("no Poseidon of " + inputs.size());
        };
    return gadget.new Permutation(cs).run(inputs);
  }

  private final class Permutation {
    private final ConstraintSystem cs;
    private List<Combination> state = new ArrayList<>();
    private int used;

    Permutation(ConstraintSystem cs) {
      this.cs = cs;
    }

    Var run(List<Var> inputs) {
      firstRound(inputs);
      mix(plan.matrix());
      for (int round = 1; round < HALF; round++) {
        fullRound(true);
        mix(round < HALF - 1 ? plan.matrix() : columns(plan.preSparse()));
      }
      for (Sparse sparse : plan.sparse()) {
        state.set(0, power(state.getFirst(), Optional.of(constant())));
        mixSparsely(sparse);
      }
      for (int round = 0; round < HALF; round++) {
        fullRound(round < HALF - 1);
        mix(plan.matrix());
      }
      return materialize(state.get(1));
    }

    /** Constants go before the S-box and behind it; that of the domain tag is all known. */
    private void firstRound(List<Var> inputs) {
      List<Scalar> before = new ArrayList<>();
      for (int i = 0; i < plan.width(); i++) {
        before.add(constant());
      }
      Scalar tag = plan.domainTag().plus(before.getFirst());
      Scalar square = tag.times(tag);
      state.add(new Combination().plus(Var.ONE, square.times(square).times(tag).plus(constant())));
      for (int i = 0; i < inputs.size(); i++) {
        Combination input = Combination.of(inputs.get(i)).plus(Var.ONE, before.get(i + 1));
        state.add(Combination.of(fifthPower(input, Optional.of(constant()))));
      }
    }

    private void fullRound(boolean hasConstants) {
      List<Combination> next = new ArrayList<>();
      for (Combination element : state) {
        next.add(power(element, hasConstants ? Optional.of(constant()) : Optional.empty()));
      }
      state = next;
    }

    private Combination power(Combination element, Optional<Scalar> constant) {
      return Combination.of(fifthPower(Combination.of(materialize(element)), constant));
    }

    /** A variable that is x⁵ plus a constant. */
    private Var fifthPower(Combination x, Optional<Scalar> constant) {
      Scalar value = x.value();
      Scalar square = value.times(value);
      Var l2 = cs.allocate(square);
      cs.enforce(x, x, Combination.of(l2));
      Var l4 = cs.allocate(square.times(square));
      cs.enforce(Combination.of(l2), Combination.of(l2), Combination.of(l4));
      Scalar post = constant.orElse(Scalar.ZERO);
      Var out = cs.allocate(l4.value().times(value).plus(post));
      cs.enforce(x, Combination.of(l4), Combination.of(out).plus(Var.ONE, post.negated()));
      return out;
    }

    private Var materialize(Combination element) {
      Var variable = cs.allocate(element.value());
      cs.enforce(element, Combination.one(), Combination.of(variable));
      return variable;
    }

    private void mix(List<List<Scalar>> rows) {
      List<Combination> next = new ArrayList<>();
      for (List<Scalar> row : rows) {
        next.add(sum(row));
      }
      state = next;
    }

    private void mixSparsely(Sparse sparse) {
      List<Combination> next = new ArrayList<>();
      next.add(sum(sparse.sum()));
      for (int i = 1; i < plan.width(); i++) {
        next.add(
            new Combination()
                .plus(state.get(i), Scalar.ONE)
                .plus(state.getFirst(), sparse.multiples().get(i - 1))
                .joined());
      }
      state = next;
    }

    private Combination sum(List<Scalar> factors) {
      Combination sum = new Combination();
      for (int i = 0; i < factors.size(); i++) {
        sum.plus(state.get(i), factors.get(i));
      }
      return sum.joined();
    }

    private Scalar constant() {
      return plan.constants().get(used++);
    }
  }

  private static List<List<Scalar>> columns(List<List<Scalar>> matrix) {
    List<List<Scalar>> columns = new ArrayList<>();
    for (int j = 0; j < matrix.size(); j++) {
      List<Scalar> column = new ArrayList<>();
      for (List<Scalar> row : matrix) {
        column.add(row.get(j));
      }
      columns.add(column);
    }
    return columns;
  }
}
