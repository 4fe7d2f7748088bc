package io.sealwright.proofs.circuit;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.field.Scalar;
import io.sealwright.proofs.poseidon.Instance;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Poseidon's constants in the form the circuit was built with: constants moved behind the S-boxes,
 * partial rounds with sparse matrices (section 3.5).
 *
 * @param constants in the order they are used
 * @param matrix of the full rounds
 * @param preSparse the matrix of the last full round before the partial ones
 */
record PoseidonPlan(
    int width,
    int partialRounds,
    Scalar domainTag,
    List<Scalar> constants,
    List<List<Scalar>> matrix,
    List<List<Scalar>> preSparse,
    List<Sparse> sparse) {

  /**
   * The matrix of a partial round: element 0 becomes a sum of all, every other one gets a multiple
   * of element 0.
   */
  record Sparse(List<Scalar> sum, List<Scalar> multiples) {}

  private static final BigInteger R = Fr.MODULUS;
  private static final int HALF = Instance.FULL_ROUNDS / 2;

  static PoseidonPlan ofArity(int arity) {
    return of(Instance.ofArity(arity));
  }

  private static PoseidonPlan of(Instance instance) {
    int width = instance.arity() + 1;
    BigInteger[][] matrix = new BigInteger[width][width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < width; j++) {
        matrix[i][j] = instance.matrix(i, j);
      }
    }
    List<Sparse> sparse = new ArrayList<>();
    BigInteger[][] current = matrix;
    for (int round = 0; round < instance.partialRounds(); round++) {
      BigInteger[][] rest = new BigInteger[width - 1][width - 1];
      BigInteger[] row = new BigInteger[width - 1];
      BigInteger[] column = new BigInteger[width - 1];
      for (int i = 1; i < width; i++) {
        row[i - 1] = current[0][i];
        column[i - 1] = current[i][0];
        System.arraycopy(current[i], 1, rest[i - 1], 0, width - 1);
      }
      List<Scalar> sum = new ArrayList<>();
      sum.add(Scalar.of(current[0][0]));
      sum.addAll(scalars(times(inverse(rest), column)));
      sparse.add(new Sparse(sum, scalars(row)));
      current = times(matrix, bordered(rest));
    }
    Collections.reverse(sparse);
    return new PoseidonPlan(
        width,
        instance.partialRounds(),
        Scalar.of(instance.domainTag()),
        constants(instance, inverse(matrix)),
        rows(matrix),
        rows(current),
        sparse);
  }

  private static List<Scalar> constants(Instance instance, BigInteger[][] inverse) {
    int partial = instance.partialRounds();
    List<Scalar> constants = new ArrayList<>(scalars(round(instance, 0)));
    for (int round = 1; round < HALF; round++) {
      constants.addAll(scalars(times(inverse, round(instance, round))));
    }
    BigInteger[] pending = round(instance, HALF + partial);
    List<Scalar> saved = new ArrayList<>();
    for (int i = 0; i < partial; i++) {
      BigInteger[] moved = times(inverse, pending);
      saved.add(Scalar.of(moved[0]));
      moved[0] = BigInteger.ZERO;
      pending = plus(round(instance, HALF + partial - 1 - i), moved);
    }
    constants.addAll(scalars(times(inverse, pending)));
    constants.addAll(saved.reversed());
    for (int round = HALF + partial + 1; round < Instance.FULL_ROUNDS + partial; round++) {
      constants.addAll(scalars(times(inverse, round(instance, round))));
    }
    return constants;
  }

  private static BigInteger[] round(Instance instance, int round) {
    return instance.roundConstants().get(round).toArray(BigInteger[]::new);
  }

  private static List<List<Scalar>> rows(BigInteger[][] matrix) {
    List<List<Scalar>> rows = new ArrayList<>();
    for (BigInteger[] row : matrix) {
      rows.add(scalars(row));
    }
    return List.copyOf(rows);
  }

  private static List<Scalar> scalars(BigInteger... values) {
    List<Scalar> scalars = new ArrayList<>();
    for (BigInteger value : values) {
      scalars.add(Scalar.of(value));
    }
    return List.copyOf(scalars);
  }

  private static BigInteger[] plus(BigInteger[] x, BigInteger[] y) {
    BigInteger[] sum = new BigInteger[x.length];
    for (int i = 0; i < x.length; i++) {
      sum[i] = x[i].add(y[i]).mod(R);
    }
    return sum;
  }

  private static BigInteger[] times(BigInteger[][] matrix, BigInteger[] vector) {
    BigInteger[] product = new BigInteger[vector.length];
    for (int i = 0; i < vector.length; i++) {
      BigInteger sum = BigInteger.ZERO;
      for (int j = 0; j < vector.length; j++) {
        sum = sum.add(matrix[i][j].multiply(vector[j]));
      }
      product[i] = sum.mod(R);
    }
    return product;
  }

  private static BigInteger[][] times(BigInteger[][] x, BigInteger[][] y) {
    int n = x.length;
    BigInteger[][] product = new BigInteger[n][n];
    for (int j = 0; j < n; j++) {
      BigInteger[] column = new BigInteger[n];
      for (int i = 0; i < n; i++) {
        column[i] = y[i][j];
      }
      BigInteger[] result = times(x, column);
      for (int i = 0; i < n; i++) {
        product[i][j] = result[i];
      }
    }
    return product;
  }

  /** The matrix with a 1 before it on the diagonal. */
  private static BigInteger[][] bordered(BigInteger[][] matrix) {
    int n = matrix.length + 1;
    BigInteger[][] bordered = new BigInteger[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        boolean inner = i > 0 && j > 0;
        bordered[i][j] = inner ? matrix[i - 1][j - 1] : i == j ? BigInteger.ONE : BigInteger.ZERO;
      }
    }
    return bordered;
  }

  /** By Gauss and Jordan; the matrices here are all invertible. */
  private static BigInteger[][] inverse(BigInteger[][] matrix) {
    int n = matrix.length;
    BigInteger[][] left = new BigInteger[n][];
    BigInteger[][] right = new BigInteger[n][n];
    for (int i = 0; i < n; i++) {
      left[i] = matrix[i].clone();
      for (int j = 0; j < n; j++) {
        right[i][j] = i == j ? BigInteger.ONE : BigInteger.ZERO;
      }
    }
    for (int column = 0; column < n; column++) {
      int pivot = column;
      while (left[pivot][column].signum() == 0) {
        pivot++;
      }
      swap(left, pivot, column);
      swap(right, pivot, column);
      BigInteger factor = left[column][column].modInverse(R);
      scale(left[column], factor);
      scale(right[column], factor);
      for (int row = 0; row < n; row++) {
        if (row != column) {
          BigInteger multiple = left[row][column];
          subtract(left[row], left[column], multiple);
          subtract(right[row], right[column], multiple);
        }
      }
    }
    return right;
  }

  private static void swap(BigInteger[][] rows, int i, int j) {
    BigInteger[] row = rows[i];
    rows[i] = rows[j];
    rows[j] = row;
  }

  private static void scale(BigInteger[] row, BigInteger factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] = row[i].multiply(factor).mod(R);
    }
  }

  private static void subtract(BigInteger[] row, BigInteger[] other, BigInteger multiple) {
    for (int i = 0; i < row.length; i++) {
      row[i] = row[i].subtract(other[i].multiply(multiple)).mod(R);
    }
  }
}
