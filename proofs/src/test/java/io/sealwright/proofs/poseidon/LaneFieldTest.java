package io.sealwright.proofs.poseidon;

import static io.sealwright.proofs.poseidon.LaneField.LANES;
import static io.sealwright.proofs.poseidon.LaneField.LIMBS;
import static io.sealwright.proofs.poseidon.LaneField.LIMB_BITS;
import static io.sealwright.proofs.poseidon.LaneField.SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.field.Fr;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LaneFieldTest {
  /** The largest value nine limbs can hold: 70.7 times the modulus. */
  private static final BigInteger LARGEST =
      BigInteger.TWO.pow(LaneField.PRODUCT_BITS).subtract(BigInteger.ONE);

  private static final List<BigInteger> EDGES =
      List.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          Fr.MODULUS.subtract(BigInteger.ONE),
          Fr.MODULUS,
          Fr.MODULUS.shiftLeft(1),
          BigInteger.ONE.shiftLeft(LIMB_BITS),
          BigInteger.ONE.shiftLeft(LIMB_BITS).subtract(BigInteger.ONE),
          LARGEST);

  private final SplittableRandom random = new SplittableRandom(29);
  private final long[] x = new long[SIZE];
  private final long[] y = new long[SIZE];
  private final long[] out = new long[SIZE];

  @Test
  void multipliesModuloTheField() {
    for (int run = 0; run < 20_000 / LANES; run++) {
      fill(x, run);
      fill(y, run / EDGES.size());
      LaneField.multiply(out, 0, x, 0, y, 0);
      for (int lane = 0; lane < LANES; lane++) {
        assertIsScaled(value(x, lane).multiply(value(y, lane)), LaneField.PRODUCT_BITS, lane);
      }
    }
  }

  @Test
  void squaresModuloTheField() {
    long[] columns = new long[LaneField.COLUMNS];
    for (int run = 0; run < 20_000 / LANES; run++) {
      fill(x, run);
      LaneField.squareColumns(columns, 0, x, 0);
      LaneField.reduceColumns(out, 0, columns, 0);
      for (int lane = 0; lane < LANES; lane++) {
        assertIsScaled(value(x, lane).pow(2), LaneField.PRODUCT_BITS, lane);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 11})
  void rowsOfTheLargestStateDoNotOverflow(int arity) {
    int width = arity + 1;
    int rowBits = LaneMatrix.rowBits(width);
    List<BigInteger> entries =
        Schedule.of(Instance.ofArity(arity), LaneField.PRODUCT_BITS, rowBits).entries();
    LaneMatrix matrix = LaneMatrix.of(width, entries);
    long[] state = new long[width * SIZE];
    Arrays.fill(state, LaneField.MASK);
    long[] added = new long[LIMBS];
    Arrays.fill(added, LaneField.MASK);
    for (int row = 0; row < width; row++) {
      matrix.row(row, added, state, 0, out, 0);
      BigInteger sum =
          entries.subList(row, row + width).stream().reduce(BigInteger.ZERO, BigInteger::add);
      BigInteger constant = row == 0 ? LARGEST : BigInteger.ZERO;
      assertIsScaled(sum.multiply(LARGEST).add(constant), rowBits, 0);
    }
  }

  /** Random values; lane 0 goes through the edges, in the order of {@code run}. */
  private void fill(long[] element, int run) {
    for (int i = 0; i < SIZE; i++) {
      element[i] = random.nextLong() & LaneField.MASK;
    }
    BigInteger edge = EDGES.get(run % EDGES.size());
    for (int limb = 0; limb < LIMBS; limb++) {
      element[limb * LANES] = LaneField.limb(edge, limb);
    }
  }

  /** Checks that a lane of {@code out} is {@code value / 2^bits} and as small as promised. */
  private void assertIsScaled(BigInteger value, int bits, int lane) {
    BigInteger result = value(out, lane);
    assertThat(result.shiftLeft(bits).subtract(value).mod(Fr.MODULUS)).isZero();
    assertThat(result).isLessThanOrEqualTo(value.shiftRight(bits).add(Fr.MODULUS));
  }

  private static BigInteger value(long[] element, int lane) {
    BigInteger value = BigInteger.ZERO;
    for (int limb = LIMBS - 1; limb >= 0; limb--) {
      value = value.shiftLeft(LIMB_BITS).add(BigInteger.valueOf(element[limb * LANES + lane]));
    }
    return value;
  }
}
