package io.sealwright.proofs.circuit;

import io.sealwright.proofs.field.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A linear combination in the making. Terms of one variable are joined when it is done. */
public final class Combination {
  private static final int SHORT = 4;

  private final List<Term> terms = new ArrayList<>();

  /** A variable times a number. */
  public record Term(Var variable, Scalar coefficient) {}

  static Combination of(Var variable) {
    return new Combination().plus(variable, Scalar.ONE);
  }

  static Combination zero() {
    return new Combination();
  }

  static Combination one() {
    return of(Var.ONE);
  }

  Combination plus(Var variable, Scalar coefficient) {
    terms.add(new Term(variable, coefficient));
    return this;
  }

  Combination plus(Var variable) {
    return plus(variable, Scalar.ONE);
  }

  Combination minus(Var variable) {
    return plus(variable, Scalar.MINUS_ONE);
  }

  Combination plus(Bit bit, Scalar coefficient) {
    bit.addTo(this, coefficient);
    return this;
  }

  Combination plus(Combination other, Scalar factor) {
    for (Term term : other.terms) {
      terms.add(new Term(term.variable, term.coefficient.times(factor)));
    }
    return this;
  }

  /** The terms, each variable once; those that cancelled are gone. */
  public List<Term> terms() {
    if (!isTangled()) {
      return terms;
    }
    Map<Integer, Term> joined = LinkedHashMap.newLinkedHashMap(terms.size());
    for (Term term : terms) {
      joined.merge(
          term.variable.id(),
          term,
          (a, b) -> new Term(a.variable, a.coefficient.plus(b.coefficient)));
    }
    joined.values().removeIf(term -> term.coefficient.isZero());
    return List.copyOf(joined.values());
  }

  /** Whether a variable occurs twice, or with nothing: told at once for the short ones. */
  private boolean isTangled() {
    if (terms.size() > SHORT) {
      return true;
    }
    for (int i = 0; i < terms.size(); i++) {
      if (terms.get(i).coefficient.isZero()) {
        return true;
      }
      for (int j = 0; j < i; j++) {
        if (terms.get(i).variable.id() == terms.get(j).variable.id()) {
          return true;
        }
      }
    }
    return false;
  }

  /** The same with each variable once. */
  Combination joined() {
    Combination joined = new Combination();
    joined.terms.addAll(terms());
    return joined;
  }

  Scalar value() {
    Scalar value = Scalar.ZERO;
    for (Term term : terms) {
      Scalar summand = term.variable.value();
      if (!term.coefficient.equals(Scalar.ONE)) {
        summand = summand.times(term.coefficient);
      }
      value = value.plus(summand);
    }
    return value;
  }
}
