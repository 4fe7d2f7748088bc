package io.sealwright.proofs.circuit;

import io.sealwright.proofs.field.Scalar;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Thirty-two bits of SHA-256's state, the lowest first. */
record Word(List<Bit> bits) {
  private static final int SIZE = Integer.SIZE;

  Word {
    bits = List.copyOf(bits);
  }

  static Word known(int value) {
    List<Bit> bits = new ArrayList<>(SIZE);
    for (int i = 0; i < SIZE; i++) {
      bits.add(Bit.known((value >>> i & 1) == 1));
    }
    return new Word(bits);
  }

  /** The word of 32 bits that begin with the highest. */
  static Word ofBigEndian(List<Bit> bits) {
    return new Word(bits.reversed());
  }

  List<Bit> bigEndian() {
    return bits.reversed();
  }

  Word rotateRight(int by) {
    List<Bit> rotated = new ArrayList<>(SIZE);
    for (int i = 0; i < SIZE; i++) {
      rotated.add(bits.get((i + by) % SIZE));
    }
    return new Word(rotated);
  }

  Word shiftRight(int by) {
    List<Bit> shifted = new ArrayList<>(bits.subList(by, SIZE));
    while (shifted.size() < SIZE) {
      shifted.add(Bit.FALSE);
    }
    return new Word(shifted);
  }

  Word xor(ConstraintSystem cs, Word other) {
    List<Bit> result = new ArrayList<>(SIZE);
    for (int i = 0; i < SIZE; i++) {
      result.add(Bits.xor(cs, bits.get(i), other.bits.get(i)));
    }
    return new Word(result);
  }

  /** {@code this ? b : c}, bit by bit. */
  Word choose(ConstraintSystem cs, Word b, Word c) {
    List<Bit> result = new ArrayList<>(SIZE);
    for (int i = 0; i < SIZE; i++) {
      result.add(choose(cs, bits.get(i), b.bits.get(i), c.bits.get(i)));
    }
    return new Word(result);
  }

  private static Bit choose(ConstraintSystem cs, Bit a, Bit b, Bit c) {
    boolean value = a.value() ? b.value() : c.value();
    if (isKnown(a) && isKnown(b) && isKnown(c)) {
      return Bit.known(value);
    }
    if (a.equals(Bit.FALSE)) {
      return c;
    }
    if (b.equals(Bit.FALSE)) {
      return Bits.and(cs, a.not(), c);
    }
    if (c.equals(Bit.FALSE)) {
      return Bits.and(cs, a, b);
    }
    if (c.equals(Bit.TRUE)) {
      return Bits.and(cs, a, b.not()).not();
    }
    if (b.equals(Bit.TRUE)) {
      return Bits.and(cs, a.not(), c.not()).not();
    }
    if (a.equals(Bit.TRUE)) {
      return b;
    }
    Var chosen = cs.allocate(value ? Scalar.ONE : Scalar.ZERO);
    cs.enforce(
        difference(b, c),
        new Combination().plus(a, Scalar.ONE),
        Combination.of(chosen).plus(c, Scalar.MINUS_ONE));
    return new Bit.Variable(chosen, false);
  }

  /** What at least two of three have, bit by bit. */
  static Word majority(ConstraintSystem cs, Word a, Word b, Word c) {
    List<Bit> result = new ArrayList<>(SIZE);
    for (int i = 0; i < SIZE; i++) {
      result.add(majority(cs, a.bits.get(i), b.bits.get(i), c.bits.get(i)));
    }
    return new Word(result);
  }

  private static Bit majority(ConstraintSystem cs, Bit a, Bit b, Bit c) {
    boolean value = a.value() ? b.value() || c.value() : b.value() && c.value();
    if (isKnown(a) && isKnown(b) && isKnown(c)) {
      return Bit.known(value);
    }
    if (a.equals(Bit.FALSE)) {
      return Bits.and(cs, b, c);
    }
    if (b.equals(Bit.FALSE)) {
      return Bits.and(cs, a, c);
    }
    if (c.equals(Bit.FALSE)) {
      return Bits.and(cs, a, b);
    }
    if (c.equals(Bit.TRUE)) {
      return Bits.and(cs, a.not(), b.not()).not();
    }
    if (b.equals(Bit.TRUE)) {
      return Bits.and(cs, a.not(), c.not()).not();
    }
    if (a.equals(Bit.TRUE)) {
      return Bits.and(cs, b.not(), c.not()).not();
    }
    Var majority = cs.allocate(value ? Scalar.ONE : Scalar.ZERO);
    Bit both = Bits.and(cs, b, c);
    cs.enforce(
        new Combination()
            .plus(both, Bits.powerOfTwo(1))
            .plus(b, Scalar.MINUS_ONE)
            .plus(c, Scalar.MINUS_ONE),
        new Combination().plus(a, Scalar.ONE),
        minus(both, majority));
    return new Bit.Variable(majority, false);
  }

  /** The sum modulo 2³² of words; its equation goes to {@code equations}. */
  static Word sum(ConstraintSystem cs, Equations equations, List<Word> words) {
    BigInteger total = BigInteger.ZERO;
    Combination left = new Combination();
    for (Word word : words) {
      total = total.add(BigInteger.valueOf(Integer.toUnsignedLong(word.value())));
      for (int i = 0; i < SIZE; i++) {
        left.plus(word.bits.get(i), Bits.powerOfTwo(i));
      }
    }
    if (words.stream().allMatch(word -> word.bits.stream().allMatch(Word::isKnown))) {
      return known(total.intValue());
    }
    int width = BigInteger.valueOf(0xffff_ffffL * words.size()).bitLength();
    Combination right = new Combination();
    List<Bit> result = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      Bit bit = Bits.allocate(cs, total.testBit(i));
      result.add(bit);
      right.plus(bit, Bits.powerOfTwo(i));
    }
    equations.add(cs, width, left, right);
    return new Word(result.subList(0, SIZE));
  }

  int value() {
    int value = 0;
    for (int i = 0; i < SIZE; i++) {
      value |= bits.get(i).value() ? 1 << i : 0;
    }
    return value;
  }

  private static boolean isKnown(Bit bit) {
    return bit instanceof Bit.Known;
  }

  private static Combination difference(Bit x, Bit y) {
    return new Combination().plus(x, Scalar.ONE).plus(y, Scalar.MINUS_ONE);
  }

  private static Combination minus(Bit x, Var y) {
    return new Combination().plus(x, Scalar.ONE).minus(y);
  }
}
