package io.sealwright.proofs.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

final class FrTest {
  private static final BigInteger R = Fr.MODULUS;
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(Long.SIZE);
  private static final BigInteger RADIX = BigInteger.ONE.shiftLeft(256);
  private static final List<BigInteger> EDGES =
      List.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          BigInteger.TWO,
          WORD.subtract(BigInteger.ONE),
          WORD,
          BigInteger.ONE.shiftLeft(128),
          R.shiftRight(1),
          R.subtract(WORD),
          R.subtract(BigInteger.TWO),
          R.subtract(BigInteger.ONE));

  private interface Operation {
    void apply(long[] out, int o, long[] x, int i, long[] y, int j);
  }

  @Test
  void addsModuloTheField() {
    agrees(Fr::add, BigInteger::add);
  }

  @Test
  void subtractsModuloTheField() {
    agrees(Fr::subtract, BigInteger::subtract);
  }

  @Test
  void multipliesModuloTheField() {
    BigInteger inverse = RADIX.modInverse(R);
    agrees(Fr::multiply, (x, y) -> x.multiply(y).multiply(inverse));
  }

  @Test
  void lazyProductsKeepTheirBoundForTheLargestFactors() {
    // 2²⁵⁶ − 1 times the most that keeps the product's bound below 2²⁵⁶.
    BigInteger large = RADIX.subtract(BigInteger.ONE);
    BigInteger other = RADIX.subtract(R).subtract(BigInteger.ONE);
    for (List<BigInteger> pair : List.of(List.of(large, other), List.of(other, large))) {
      long[] limbs = limbs(pair);
      Fr.multiplyLazily(limbs, 0, limbs, 0, limbs, Fr.LIMBS);
      BigInteger product = integer(limbs, 0);
      assertThat(product.multiply(RADIX).subtract(large.multiply(other)).mod(R)).isZero();
      assertThat(product).isLessThan(large.multiply(other).divide(RADIX).add(R));
    }
  }

  @Test
  void dividesByAWord() {
    SplittableRandom random = new SplittableRandom(3);
    for (int run = 0; run < 20_000; run++) {
      BigInteger upper = element(random, run);
      long lowest = run % 7 == 0 ? -(run % 2) : random.nextLong();
      long[] limbs = limbs(List.of(upper));
      Fr.divideByWord(limbs, 0, lowest);
      BigInteger value = upper.multiply(WORD).add(new BigInteger(Long.toUnsignedString(lowest)));
      assertThat(integer(limbs, 0).multiply(WORD).subtract(value).mod(R)).isZero();
      assertThat(integer(limbs, 0)).isLessThanOrEqualTo(upper.add(R));
    }
  }

  @Test
  void knowsWhatIsCanonical() {
    for (BigInteger edge : EDGES) {
      assertThat(isCanonical(edge)).isTrue();
      assertThat(isCanonical(edge.add(R))).isFalse();
    }
    for (int limb = 0; limb < Fr.LIMBS; limb++) {
      BigInteger unit = BigInteger.ONE.shiftLeft(limb * Long.SIZE);
      assertThat(isCanonical(R.subtract(unit))).isTrue();
      assertThat(isCanonical(R.add(unit))).isFalse();
    }
    assertThat(isCanonical(RADIX.subtract(BigInteger.ONE))).isFalse();
  }

  @Test
  void decodingUndoesEncodingInMemoryOfAnyKind() {
    int count = 777;
    SplittableRandom random = new SplittableRandom(4);
    List<BigInteger> keys = new ArrayList<>();
    List<BigInteger> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(element(random, i));
      words.add(element(random, i / EDGES.size()));
    }
    try (Arena arena = Arena.ofConfined()) {
      long bytes = (long) count * Fr.BYTES;
      MemorySegment key = MemorySegment.ofArray(limbs(keys));
      MemorySegment word = arena.allocate(bytes + 1).asSlice(1);
      word.copyFrom(MemorySegment.ofArray(limbs(words)));
      MemorySegment replica = arena.allocate(bytes + 5);
      Fr.addNodes(key, word, replica.asSlice(5));
      for (int i = 0; i < count; i++) {
        BigInteger sum = keys.get(i).add(words.get(i)).mod(R);
        assertThat(integer(replica, 5 + (long) i * Fr.BYTES)).isEqualTo(sum);
      }
      Fr.subtractNodes(replica.asSlice(5), key, replica.asSlice(5));
      assertThat(replica.asSlice(5).mismatch(word)).isEqualTo(-1);
    }
  }

  @Test
  void bulkOperationsRefuseANodeThatIsNotBelowTheModulus() {
    MemorySegment good = MemorySegment.ofArray(new byte[Fr.BYTES]);
    MemorySegment bad = MemorySegment.ofArray(limbs(List.of(R)));
    assertThatIllegalArgumentException().isThrownBy(() -> Fr.addNodes(good, bad, good));
    assertThatIllegalArgumentException().isThrownBy(() -> Fr.subtractNodes(bad, good, good));
  }

  private static void agrees(Operation operation, BinaryOperator<BigInteger> expected) {
    SplittableRandom random = new SplittableRandom(1);
    for (int run = 0; run < 20_000; run++) {
      BigInteger x = element(random, run);
      BigInteger y = element(random, run / EDGES.size());
      long[] limbs = limbs(List.of(x, y));
      long[] out = new long[Fr.LIMBS];
      operation.apply(out, 0, limbs, 0, limbs, Fr.LIMBS);
      assertThat(integer(out, 0)).isEqualTo(expected.apply(x, y).mod(R));
      operation.apply(limbs, Fr.LIMBS, limbs, 0, limbs, Fr.LIMBS);
      assertThat(integer(limbs, Fr.LIMBS)).isEqualTo(integer(out, 0));
    }
  }

  /** All pairs of edges come first, then random elements. */
  private static BigInteger element(SplittableRandom random, int run) {
    if (run < EDGES.size() * EDGES.size()) {
      return EDGES.get(run % EDGES.size());
    }
    byte[] bytes = new byte[48];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes).mod(R);
  }

  private static boolean isCanonical(BigInteger value) {
    long[] limbs = limbs(List.of(value));
    return Fr.isCanonical(limbs[0], limbs[1], limbs[2], limbs[3]);
  }

  private static long[] limbs(List<BigInteger> values) {
    long[] limbs = new long[values.size() * Fr.LIMBS];
    for (int i = 0; i < values.size(); i++) {
      Fr.store(values.get(i), limbs, i * Fr.LIMBS);
    }
    return limbs;
  }

  private static BigInteger integer(long[] limbs, int at) {
    return integer(MemorySegment.ofArray(limbs), (long) at * Long.BYTES);
  }

  private static BigInteger integer(MemorySegment nodes, long offset) {
    BigInteger value = BigInteger.ZERO;
    for (int limb = Fr.LIMBS - 1; limb >= 0; limb--) {
      long word = nodes.get(ValueLayout.JAVA_LONG_UNALIGNED, offset + (long) limb * Long.BYTES);
      value = value.shiftLeft(Long.SIZE).add(new BigInteger(Long.toUnsignedString(word)));
    }
    return value;
  }
}
