package io.sealwright.proofs.circuit;

import io.sealwright.proofs.circuit.Bit.Known;
import io.sealwright.proofs.circuit.Bit.Variable;
import io.sealwright.proofs.field.Scalar;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Gadgets of bits, and between bits and numbers (section 6.2). Lists begin with the lowest bit. */
final class Bits {
  /** Bits of a number: of those below r, and some that are not. */
  static final int OF_NUMBER = 255;

  /** Bits that surely stay below r. */
  static final int CAPACITY = 254;

  private static final int POWERS = 512;
  private static final Scalar[] POWERS_OF_TWO = new Scalar[POWERS];

  static {
    for (int i = 0; i < POWERS; i++) {
      POWERS_OF_TWO[i] = Scalar.of(BigInteger.ONE.shiftLeft(i));
    }
  }

  private Bits() {}

  static Scalar powerOfTwo(int exponent) {
    return POWERS_OF_TWO[exponent];
  }

  static Bit allocate(ConstraintSystem cs, boolean value) {
    Var bit = cs.allocate(number(value));
    cs.enforce(Combination.one().minus(bit), Combination.of(bit), Combination.zero());
    return new Variable(bit, false);
  }

  private static Scalar number(boolean value) {
    return value ? Scalar.ONE : Scalar.ZERO;
  }

  static Bit xor(ConstraintSystem cs, Bit x, Bit y) {
    return switch (x) {
      case Known(boolean known) -> known ? y.not() : y;
      case Variable a ->
          switch (y) {
            case Known(boolean known) -> known ? x.not() : x;
            case Variable b -> {
              boolean value = a.variable().value().isZero() != b.variable().value().isZero();
              Var c = cs.allocate(number(value));
              cs.enforce(
                  new Combination().plus(a.variable(), powerOfTwo(1)),
                  Combination.of(b.variable()),
                  Combination.of(a.variable()).plus(b.variable()).minus(c));
              yield new Variable(c, a.isNegated() != b.isNegated());
            }
          };
    };
  }

  static Bit and(ConstraintSystem cs, Bit x, Bit y) {
    if (x instanceof Known(boolean known)) {
      return known ? y : Bit.FALSE;
    }
    if (y instanceof Known(boolean known)) {
      return known ? x : Bit.FALSE;
    }
    Var c = cs.allocate(number(x.value() && y.value()));
    // Of one negated bit the other stands first; the product is the same, the sides are not.
    boolean swap = ((Variable) x).isNegated() && !((Variable) y).isNegated();
    cs.enforce(
        new Combination().plus(swap ? y : x, Scalar.ONE),
        new Combination().plus(swap ? x : y, Scalar.ONE),
        Combination.of(c));
    return new Variable(c, false);
  }

  static Var inputize(ConstraintSystem cs, Var variable) {
    Var input = cs.input(variable.value());
    cs.enforce(Combination.of(input), Combination.one(), Combination.of(variable));
    return input;
  }

  static void equal(ConstraintSystem cs, Var x, Var y) {
    cs.enforce(Combination.of(x), Combination.one(), Combination.of(y));
  }

  /** The 255 bits of a number. It is not checked that they are of a number below r. */
  static List<Bit> ofNumber(ConstraintSystem cs, Var number) {
    long[] limbs = number.value().toLimbs();
    List<Bit> bits = new ArrayList<>(OF_NUMBER);
    Combination sum = new Combination();
    for (int i = 0; i < OF_NUMBER; i++) {
      Bit bit = allocate(cs, (limbs[i / Long.SIZE] >>> i % Long.SIZE & 1) == 1);
      bits.add(bit);
      sum.plus(bit, powerOfTwo(i));
    }
    cs.enforce(Combination.zero(), Combination.zero(), sum.minus(number));
    return bits;
  }

  /**
   * Pads to whole bytes with zeros and turns every byte around: from the lowest bit first to the
   * order in which SHA-256 takes them, and back.
   */
  static List<Bit> turnBytes(List<Bit> bits) {
    List<Bit> padded = new ArrayList<>(bits);
    while (padded.size() % Byte.SIZE != 0) {
      padded.add(Bit.FALSE);
    }
    List<Bit> turned = new ArrayList<>(padded.size());
    for (int from = 0; from < padded.size(); from += Byte.SIZE) {
      turned.addAll(padded.subList(from, from + Byte.SIZE).reversed());
    }
    return turned;
  }

  /** The number of at most 254 bits. */
  static Var pack(ConstraintSystem cs, List<Bit> bits) {
    Combination sum = sum(bits);
    Var number = cs.allocate(sum.value());
    cs.enforce(sum, Combination.one(), Combination.of(number));
    return number;
  }

  /** The number of at most 254 bits, as an input. */
  static void packIntoInput(ConstraintSystem cs, List<Bit> bits) {
    Combination sum = sum(bits);
    Var number = cs.input(sum.value());
    cs.enforce(sum, Combination.one(), Combination.of(number));
  }

  private static Combination sum(List<Bit> bits) {
    if (bits.size() > CAPACITY) {
      throw new IllegalArgumentException(bits.size() + " bits may exceed the field");
    }
    Combination sum = new Combination();
    for (int i = 0; i < bits.size(); i++) {
      sum.plus(bits.get(i), powerOfTwo(i));
    }
    return sum;
  }

  /** {@code condition ? a : b}. */
  static Var pick(ConstraintSystem cs, Bit condition, Var a, Var b) {
    Var picked = cs.allocate(condition.value() ? a.value() : b.value());
    cs.enforce(
        Combination.of(b).minus(a),
        new Combination().plus(condition, Scalar.ONE),
        Combination.of(b).minus(picked));
    return picked;
  }
}
