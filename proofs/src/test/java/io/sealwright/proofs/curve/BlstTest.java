package io.sealwright.proofs.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.field.Scalar;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import supranational.blst.P1;
import supranational.blst.P1_Affine;
import supranational.blst.P2;
import supranational.blst.P2_Affine;
import supranational.blst.PT;

/**
 * The curve's arithmetic beside blst's: the same bytes for the same inputs, the edges among them.
 */
final class BlstTest {
  private static final BigInteger ORDER = Group.ORDER;
  private static final int COUNT = Boolean.getBoolean("sealwright.slow") ? 5000 : 50;

  /** What blst knows of one group. */
  private interface Oracle {
    byte[] multiple(BigInteger scalar);

    byte[] sum(byte[] one, byte[] other);

    byte[] compressed(byte[] point);

    /** Whether the bytes are a point of the curve, and then whether of the group. */
    Optional<Boolean> inGroup(byte[] bytes);

    static Oracle of(Group group) {
      return group == Group.G1 ? new First() : new Second();
    }
  }

  private record First() implements Oracle {
    @Override
    public byte[] multiple(BigInteger scalar) {
      return P1.generator().mult(scalar).serialize();
    }

    @Override
    public byte[] sum(byte[] one, byte[] other) {
      return new P1(one).add(new P1_Affine(other)).serialize();
    }

    @Override
    public byte[] compressed(byte[] point) {
      return new P1(point).compress();
    }

    @Override
    public Optional<Boolean> inGroup(byte[] bytes) {
      try {
        return Optional.of(new P1_Affine(bytes).in_group());
      } catch (RuntimeException _) {
        return Optional.empty();
      }
    }
  }

  private record Second() implements Oracle {
    @Override
    public byte[] multiple(BigInteger scalar) {
      return P2.generator().mult(scalar).serialize();
    }

    @Override
    public byte[] sum(byte[] one, byte[] other) {
      return new P2(one).add(new P2_Affine(other)).serialize();
    }

    @Override
    public byte[] compressed(byte[] point) {
      return new P2(point).compress();
    }

    @Override
    public Optional<Boolean> inGroup(byte[] bytes) {
      try {
        return Optional.of(new P2_Affine(bytes).in_group());
      } catch (RuntimeException _) {
        return Optional.empty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void multiplesSumsAndEncodingsAreBlsts(Group group) {
    Oracle blst = Oracle.of(group);
    List<BigInteger> scalars = scalars(new Random(1), COUNT);
    Point before = Point.infinity(group);
    for (BigInteger scalar : scalars) {
      Point point = Point.generator(group).times(scalar);
      byte[] bytes = point.uncompressed();
      assertThat(bytes).as(scalar.toString()).isEqualTo(blst.multiple(scalar));
      assertThat(point.compressed()).isEqualTo(blst.compressed(bytes));
      assertThat(Point.decode(group, point.compressed())).contains(point);
      assertThat(Point.decode(group, bytes)).contains(point);
      for (Point other : List.of(before, point, point.negated())) {
        assertThat(point.plus(other).uncompressed())
            .isEqualTo(blst.sum(bytes, other.uncompressed()));
      }
      before = point;
    }
  }

  /** Half of all x have a y; nearly no such point is of the group. */
  @ParameterizedTest
  @EnumSource
  void whatBlstDoesNotReadIsNotRead(Group group) {
    Oracle blst = Oracle.of(group);
    Random random = new Random(2);
    int onCurve = 0;
    for (int i = 0; i < COUNT; i++) {
      byte[] bytes = new byte[group.compressedBytes()];
      random.nextBytes(bytes);
      bytes[0] = (byte) (0x80 | bytes[0] & 0x2f);
      if (group == Group.G2) {
        bytes[Fp.BYTES] &= 0x0f;
      }
      onCurve += requireAgreement(group, blst, bytes) ? 1 : 0;
      byte[] point = Point.generator(group).times(scalars(random, 1).getLast()).uncompressed();
      point[random.nextInt(point.length)] ^= (byte) (1 << random.nextInt(8));
      requireAgreement(group, blst, point);
    }
    assertThat(onCurve).isBetween(COUNT / 5, COUNT * 4 / 5);
  }

  @ParameterizedTest
  @EnumSource
  void oddFormsAreReadAsBlstReadsThem(Group group) {
    Oracle blst = Oracle.of(group);
    Point point = Point.generator(group).times(BigInteger.valueOf(381));
    byte[] prime = Fp.MODULUS.toByteArray();
    for (byte[] form :
        List.of(
            point.compressed(),
            point.uncompressed(),
            Point.infinity(group).compressed(),
            Point.infinity(group).uncompressed(),
            new byte[group.compressedBytes()],
            new byte[group.uncompressedBytes()])) {
      for (int flags = 0; flags < 8; flags++) {
        byte[] changed = form.clone();
        changed[0] = (byte) (changed[0] & 0x1f | flags << 5);
        requireAgreement(group, blst, Arrays.copyOf(changed, lengthFor(group, flags)));
        changed[changed.length - 1] ^= 1;
        requireAgreement(group, blst, Arrays.copyOf(changed, lengthFor(group, flags)));
        System.arraycopy(prime, 0, changed, 0, prime.length);
        changed[0] |= (byte) (flags << 5);
        requireAgreement(group, blst, Arrays.copyOf(changed, lengthFor(group, flags)));
      }
    }
  }

  private static int lengthFor(Group group, int flags) {
    return flags >= 4 ? group.compressedBytes() : group.uncompressedBytes();
  }

  private static boolean requireAgreement(Group group, Oracle blst, byte[] bytes) {
    Optional<Boolean> expected = blst.inGroup(bytes);
    Optional<Point> point = Point.decodeUnchecked(group, bytes);
    // Where x is 0, blst does not go as far as to look for y: such points are of no group.
    if (IntStream.range(0, bytes.length)
        .anyMatch(i -> (i == 0 ? bytes[0] & 0x1f : bytes[i]) != 0)) {
      assertThat(point.map(Point::isInGroup))
          .as(HexFormat.of().formatHex(bytes))
          .isEqualTo(expected);
    }
    assertThat(Point.decode(group, bytes).isPresent()).isEqualTo(expected.orElse(false));
    return expected.isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void sumsOfMultiplesAreBlsts(Group group) {
    Oracle blst = Oracle.of(group);
    Random random = new Random(3);
    for (int count : List.of(1, 2, 40, 700)) {
      List<BigInteger> bases = scalars(random, count).subList(0, count);
      List<BigInteger> scalars = scalars(random, count).reversed().subList(0, count);
      MultiScalar sum = new MultiScalar(group, count);
      byte[] expected = Point.infinity(group).uncompressed();
      for (int i = 0; i < count; i++) {
        Point base = Point.generator(group).times(bases.get(i));
        if (base.isInfinity()) {
          continue; // Parameter files hold none.
        }
        sum.add(limbs(group, base), 0, limbs(scalars.get(i)), 0);
        BigInteger product = bases.get(i).multiply(scalars.get(i)).mod(ORDER);
        expected = blst.sum(expected, blst.multiple(product));
      }
      assertThat(sum.sum().uncompressed()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void multiplesOfAFixedPointAreBlsts(Group group) {
    Oracle blst = Oracle.of(group);
    FixedBase base = new FixedBase(Point.generator(group));
    Adder adder = new Adder(group);
    for (BigInteger scalar : scalars(new Random(4), COUNT)) {
      long[] sum = new long[adder.sumLimbs()];
      base.multiply(adder, sum, 0, limbs(scalar));
      assertThat(Point.ofSum(group, sum, 0).uncompressed()).isEqualTo(blst.multiple(scalar));
    }
  }

  /** Random products of pairings, half of them made to be one. */
  @Test
  void productsOfPairingsAreOneWhereBlstsAre() {
    Random random = new Random(5);
    for (int i = 0; i < 8; i++) {
      List<BigInteger> first = scalars(random, 3).reversed().subList(0, 3);
      List<BigInteger> second = new ArrayList<>(scalars(random, 3).reversed().subList(0, 3));
      if (i % 2 == 0) {
        BigInteger others =
            first.get(0).multiply(second.get(0)).add(first.get(1).multiply(second.get(1)));
        second.set(2, others.negate().multiply(first.get(2).modInverse(ORDER)).mod(ORDER));
      }
      List<Pairing.Pair> pairs =
          IntStream.range(0, 3)
              .mapToObj(k ->
                  new Pairing.Pair(
                      Point.generator(Group.G1).times(first.get(k)),
                      Point.generator(Group.G2).times(second.get(k))))
              .toList();
      PT product = PT.one();
      for (Pairing.Pair pair : pairs) {
        product.mul(
            new PT(
                new P1_Affine(pair.g1().uncompressed()), new P2_Affine(pair.g2().uncompressed())));
      }
      assertThat(product.final_exp().is_one()).isEqualTo(i % 2 == 0);
      assertThat(Pairing.isOne(pairs)).isEqualTo(i % 2 == 0);
    }
  }

  @Test
  void scalarsAreAddedMultipliedAndInvertedAsBlstDoes() {
    List<BigInteger> numbers = scalars(new Random(6), COUNT);
    for (BigInteger a : numbers) {
      BigInteger b = numbers.get(numbers.size() - 1 - numbers.indexOf(a));
      requireEqual(Scalar.of(a).plus(Scalar.of(b)), () -> blst(a).add(blst(b)));
      requireEqual(Scalar.of(a).minus(Scalar.of(b)), () -> blst(a).sub(blst(b)));
      requireEqual(Scalar.of(a).times(Scalar.of(b)), () -> blst(a).mul(blst(b)));
      if (a.signum() != 0) {
        requireEqual(Scalar.of(a).inverse(), () -> blst(a).inverse());
      }
    }
  }

  /** A result of zero is an error to blst. */
  private static void requireEqual(Scalar ours, Supplier<supranational.blst.Scalar> expected) {
    if (ours.isZero()) {
      assertThatThrownBy(expected::get).isInstanceOf(RuntimeException.class);
    } else {
      assertThat(ours.toBigInteger()).isEqualTo(new BigInteger(1, expected.get().to_bendian()));
    }
  }

  private static supranational.blst.Scalar blst(BigInteger number) {
    return new supranational.blst.Scalar(number);
  }

  /** The edges, then random ones, below the order. */
  private static List<BigInteger> scalars(Random random, int count) {
    return Stream.concat(
            Stream.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                BigInteger.TWO,
                ORDER.subtract(BigInteger.ONE),
                ORDER.shiftRight(1),
                BigInteger.ONE.shiftLeft(254)),
            Stream.generate(() -> new BigInteger(255, random).mod(ORDER)).limit(count))
        .toList();
  }

  private static long[] limbs(BigInteger number) {
    return IntStream.range(0, Fr.LIMBS)
        .mapToLong(limb -> number.shiftRight(limb * Long.SIZE).longValue())
        .toArray();
  }

  /** x and y as sums take them. */
  private static long[] limbs(Group group, Point point) {
    long[] limbs = new long[2 * group.limbs()];
    group.read(MemorySegment.ofArray(point.uncompressed()), 0, limbs, 0);
    return limbs;
  }
}
