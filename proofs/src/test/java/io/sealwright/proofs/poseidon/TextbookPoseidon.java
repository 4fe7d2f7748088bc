package io.sealwright.proofs.poseidon;

import io.sealwright.proofs.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Poseidon as it is defined: add constants, raise, multiply by the matrix, in every round. */
public final class TextbookPoseidon {
  private final Instance instance;
  private final BigInteger[][] matrix;

  public TextbookPoseidon(int arity) {
    instance = Instance.ofArity(arity);
    int t = instance.width();
    matrix = new BigInteger[t][t];
    for (int i = 0; i < t; i++) {
      Arrays.setAll(matrix[i], entries(i));
    }
  }

  private IntFunction<BigInteger> entries(int i) {
    return j -> BigInteger.valueOf(i + j + instance.width()).modInverse(Fr.MODULUS);
  }

  public BigInteger hash(List<BigInteger> preimage) {
    List<BigInteger> state = new ArrayList<>(preimage);
    state.addFirst(BigInteger.ONE.shiftLeft(preimage.size()).subtract(BigInteger.ONE));
    for (int round = 0; round < instance.rounds(); round++) {
      for (int i = 0; i < state.size(); i++) {
        BigInteger sum = state.get(i).add(instance.roundConstants().get(round).get(i));
        boolean raised = i == 0 || round < 4 || round >= instance.rounds() - 4;
        state.set(i, raised ? sum.modPow(BigInteger.valueOf(5), Fr.MODULUS) : sum);
      }
      state = mixed(state);
    }
    return state.get(1);
  }

  private List<BigInteger> mixed(List<BigInteger> state) {
    List<BigInteger> result = new ArrayList<>();
    for (BigInteger[] row : matrix) {
      BigInteger sum = BigInteger.ZERO;
      for (int j = 0; j < row.length; j++) {
        sum = sum.add(row[j].multiply(state.get(j)));
      }
      result.add(sum.mod(Fr.MODULUS));
    }
    return result;
  }
}
