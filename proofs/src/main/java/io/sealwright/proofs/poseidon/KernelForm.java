package io.sealwright.proofs.poseidon;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * How a kernel holds field elements, how many preimages it hashes at once, and in which parts it
 * multiplies the matrix. In C the same sizes follow from the registers of each kernel.
 */
public enum KernelForm {
  /** Five limbs of 52 bits: rows divide by 2⁵²; width 12 is multiplied in halves. */
  IFMA(5, 52, 16) {
    @Override
    int rowBits(int width) {
      return 52;
    }

    @Override
    int words(int width) {
      return width == WIDEST ? 3 * (width - 1) : 2 * width - 1;
    }

    @Override
    List<BigInteger> parts(int width, List<BigInteger> entries) {
      return width == WIDEST ? halves(entries).stream().flatMap(List::stream).toList() : entries;
    }
  },

  /** Nine limbs of 29 bits: blocks of three by three. */
  AVX2(9, 29, 8) {
    @Override
    int rowBits(int width) {
      return rowSteps(width) * AVX2.limbBits;
    }

    @Override
    int words(int width) {
      return BLOCK_ENTRIES * (width == WIDEST ? 9 * 2 : width == BLOCK ? 1 : 6);
    }

    @Override
    List<BigInteger> parts(int width, List<BigInteger> entries) {
      if (width == WIDEST) {
        return halves(entries).stream()
            .flatMap(half -> halves(half).stream())
            .flatMap(block -> digits(block).stream())
            .toList();
      }
      return width == BLOCK ? entries : thirds(entries);
    }
  };

  private static final int WIDEST = 12;
  private static final int BLOCK = 3;

  /** Different entries of a block. */
  private static final int BLOCK_ENTRIES = 2 * BLOCK - 1;

  private final int limbs;
  private final int limbBits;
  private final int lanes;

  KernelForm(int limbs, int limbBits, int lanes) {
    this.limbs = limbs;
    this.limbBits = limbBits;
    this.lanes = lanes;
  }

  /** How many preimages are hashed by one call. */
  public int lanes() {
    return lanes;
  }

  /** Words of an element. */
  int limbs() {
    return limbs;
  }

  /** What a product is divided by, as a power of two. */
  int productBits() {
    return limbs * limbBits;
  }

  /** How many limbs of 29 bits a row drops, so that it is short enough: {@link LaneMatrix}. */
  static int rowSteps(int width) {
    return width < 9 ? 1 : 2;
  }

  /** What a row is divided by, as a power of two. */
  abstract int rowBits(int width);

  /** How many words {@link #parts} gives. */
  abstract int words(int width);

  /**
   * What is multiplied instead of the matrix, a word each.
   *
   * @param entries those of a {@link Schedule} for {@link #rowBits}
   */
  abstract List<BigInteger> parts(int width, List<BigInteger> entries);

  /** Limb k of an element. */
  long limb(BigInteger element, int k) {
    return element.shiftRight(k * limbBits).mod(BigInteger.ONE.shiftLeft(limbBits)).longValue();
  }

  /**
   * A matrix with one entry for each sum of indices has quarters A, B, B and C, each of them such a
   * matrix too; what is multiplied is B, A − B and B − C.
   */
  private static List<List<BigInteger>> halves(List<BigInteger> entries) {
    int count = (entries.size() - 1) / 2;
    int half = (count + 1) / 2;
    List<BigInteger> a = entries.subList(0, count);
    List<BigInteger> b = entries.subList(half, half + count);
    List<BigInteger> c = entries.subList(2 * half, 2 * half + count);
    return List.of(b, difference(a, b), difference(b, c));
  }

  /** With ninths A, B, C, B, C, D, C, D and E: B, C, D, B + C − A, B + D − C and C + D − E. */
  private static List<BigInteger> thirds(List<BigInteger> entries) {
    List<List<BigInteger>> ninths = new ArrayList<>();
    for (int first = 0; first < entries.size() - BLOCK; first += BLOCK) {
      ninths.add(entries.subList(first, first + BLOCK_ENTRIES));
    }
    List<BigInteger> b = ninths.get(1);
    List<BigInteger> c = ninths.get(2);
    List<BigInteger> d = ninths.get(3);
    List<BigInteger> parts = new ArrayList<>();
    List.of(b, c, d).forEach(parts::addAll);
    parts.addAll(difference(b, difference(ninths.get(0), c)));
    parts.addAll(difference(b, difference(c, d)));
    parts.addAll(difference(c, difference(ninths.get(4), d)));
    return parts;
  }

  /** The lowest limb of each entry, then the rest of each. */
  private static List<BigInteger> digits(List<BigInteger> entries) {
    List<BigInteger> digits = new ArrayList<>();
    entries.forEach(entry -> digits.add(BigInteger.valueOf(AVX2.limb(entry, 0))));
    entries.forEach(entry -> digits.add(entry.shiftRight(AVX2.limbBits)));
    return digits;
  }

  private static List<BigInteger> difference(List<BigInteger> x, List<BigInteger> y) {
    List<BigInteger> result = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      result.add(x.get(i).subtract(y.get(i)));
    }
    return result;
  }
}
