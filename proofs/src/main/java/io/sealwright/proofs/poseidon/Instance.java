package io.sealwright.proofs.poseidon;

import io.sealwright.proofs.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * One arity's parameters: security 128, "standard" strength, hash type Merkle tree, power 5.
 *
 * @param partialRounds rounds between the two halves of {@link #FULL_ROUNDS}
 * @param roundConstants a list of {@link #width} constants for each round
 */
public record Instance(int arity, int partialRounds, List<List<BigInteger>> roundConstants) {
  public static final int FULL_ROUNDS = 8;
  static final int HALF = FULL_ROUNDS / 2;

  public Instance {
    roundConstants = List.copyOf(roundConstants);
  }

  public static Instance ofArity(int arity) {
    int partial = partialRounds(arity);
    Grain grain = new Grain(arity + 1, FULL_ROUNDS, partial);
    List<List<BigInteger>> constants = new ArrayList<>();
    for (int round = 0; round < FULL_ROUNDS + partial; round++) {
      List<BigInteger> row = new ArrayList<>();
      for (int i = 0; i <= arity; i++) {
        row.add(grain.next());
      }
      constants.add(List.copyOf(row));
    }
    return new Instance(arity, partial, constants);
  }

  private static int partialRounds(int arity) {
    return switch (arity) {
      case 2 -> 55;
      case 4 -> 56;
      case 8, 11 -> 57;
      default -> throw new IllegalArgumentException("no Poseidon of arity " + arity);
    };
  }

  int width() {
    return arity + 1;
  }

  int rounds() {
    return FULL_ROUNDS + partialRounds;
  }

  boolean isPartial(int round) {
    return round >= HALF && round < HALF + partialRounds;
  }

  /** The first element of every state: a one for each child, so that arities cannot be confused. */
  public BigInteger domainTag() {
    return BigInteger.ONE.shiftLeft(arity).subtract(BigInteger.ONE);
  }

  /** Entry (i, j) of the Cauchy matrix, {@code 1 / (i + j + width) mod r}. */
  public BigInteger matrix(int i, int j) {
    return BigInteger.valueOf(i + j + width()).modInverse(Fr.MODULUS);
  }
}
