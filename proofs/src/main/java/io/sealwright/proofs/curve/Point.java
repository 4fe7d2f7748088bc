package io.sealwright.proofs.curve;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A point of one of the groups, or infinity. Does not change.
 *
 * <p>Bytes are those of the reference: coordinates big-endian, of G2 the part with u first; the
 * three top bits of the first byte say whether the point is compressed, is infinity, and has the
 * larger of the two possible y.
 */
public final class Point {
  private static final int COMPRESSED = 0x80;
  private static final int INFINITY = 0x40;
  private static final int LARGER = 0x20;
  private static final int FLAGS = COMPRESSED | INFINITY | LARGER;

  private static final BigInteger FOUR = BigInteger.valueOf(4);
  private static final BigInteger HALF = Fp.MODULUS.subtract(BigInteger.ONE).shiftRight(1);

  private final Group group;
  private final long[] coordinates;

  private Point(Group group, long[] coordinates) {
    this.group = group;
    this.coordinates = coordinates;
  }

  public static Point infinity(Group group) {
    return new Point(group, new long[2 * group.limbs()]);
  }

  /** The generator that the curve's specification names. */
  public static Point generator(Group group) {
    return switch (group) {
      case G1 ->
          decode(
                  Group.G1,
                  bytes(
                      "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905"
                          + "a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"))
              .orElseThrow();
      case G2 ->
          decode(
                  Group.G2,
                  bytes(
                      "93e02b6052719f607dacd3a088274f65596bd0d09920b61a"
                          + "b5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
                          + "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02"
                          + "b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"))
              .orElseThrow();
    };
  }

  /**
   * The point that these bytes, compressed or not, are of. Nothing, if they are not one canonical
   * form of a point of the prime-order group, infinity included.
   */
  public static Optional<Point> decode(Group group, byte[] bytes) {
    Optional<Point> point = decodeUnchecked(group, bytes);
    return point.filter(Point::isInGroup);
  }

  /** As {@link #decode}, but only known to be on the curve: for files that are trusted. */
  public static Optional<Point> decodeUnchecked(Group group, byte[] bytes) {
    boolean compressed = (bytes[0] & COMPRESSED) != 0;
    int length = compressed ? group.compressedBytes() : group.uncompressedBytes();
    if (bytes.length != length || (!compressed && (bytes[0] & LARGER) != 0)) {
      return Optional.empty();
    }
    if ((bytes[0] & INFINITY) != 0) {
      byte[] form = new byte[length];
      form[0] = (byte) (compressed ? COMPRESSED | INFINITY : INFINITY);
      return Arrays.equals(form, bytes) ? Optional.of(infinity(group)) : Optional.empty();
    }
    try {
      Fp2 x = coordinate(group, bytes, 0);
      if (compressed) {
        boolean larger = (bytes[0] & LARGER) != 0;
        return root(group, squareOfY(group, x))
            .map(y -> of(group, x, isLarger(y) == larger ? y : y.negated()));
      }
      Fp2 y = coordinate(group, bytes, group.compressedBytes());
      return y.squared().equals(squareOfY(group, x))
          ? Optional.of(of(group, x, y))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // A coordinate that is not below p.
    }
  }

  /** The point of a sum that an adder made. */
  public static Point ofSum(Group group, long[] sum, int s) {
    int n = group.limbs();
    if (group.isZero(sum, s + 2 * n)) {
      return infinity(group);
    }
    Fp2 x = element(group, sum, s).times(element(group, sum, s + 2 * n).inverse());
    Fp2 y = element(group, sum, s + n).times(element(group, sum, s + 3 * n).inverse());
    return of(group, x, y);
  }

  public Group group() {
    return group;
  }

  public boolean isInfinity() {
    return Arrays.stream(coordinates).allMatch(limb -> limb == 0);
  }

  /** Whether the point is of the prime-order group: the curves have more points than that. */
  public boolean isInGroup() {
    return times(Group.ORDER).isInfinity();
  }

  public Point plus(Point other) {
    Adder adder = new Adder(group);
    long[] sum = new long[adder.sumLimbs()];
    adder.add(sum, 0, coordinates, 0, false);
    adder.add(sum, 0, other.coordinates, 0, false);
    return ofSum(group, sum, 0);
  }

  public Point negated() {
    long[] negative = coordinates.clone();
    int n = group.limbs();
    Arrays.fill(negative, n, 2 * n, 0);
    group.subtract(negative, n, negative, n, coordinates, n);
    return new Point(group, negative);
  }

  /** The multiple by a number that is not negative. */
  public Point times(BigInteger scalar) {
    Adder adder = new Adder(group);
    long[] sum = new long[adder.sumLimbs()];
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      adder.twice(sum, 0);
      if (scalar.testBit(bit)) {
        adder.add(sum, 0, coordinates, 0, false);
      }
    }
    return ofSum(group, sum, 0);
  }

  public byte[] compressed() {
    byte[] bytes = new byte[group.compressedBytes()];
    if (isInfinity()) {
      bytes[0] = (byte) (COMPRESSED | INFINITY);
      return bytes;
    }
    write(x(), bytes, 0);
    bytes[0] |= (byte) (COMPRESSED | (isLarger(y()) ? LARGER : 0));
    return bytes;
  }

  public byte[] uncompressed() {
    byte[] bytes = new byte[group.uncompressedBytes()];
    if (isInfinity()) {
      bytes[0] = INFINITY;
      return bytes;
    }
    write(x(), bytes, 0);
    write(y(), bytes, group.compressedBytes());
    return bytes;
  }

  /** Copies x and y to an array. */
  void copyTo(long[] points, int offset) {
    System.arraycopy(coordinates, 0, points, offset, coordinates.length);
  }

  long[] coordinates() {
    return coordinates;
  }

  Fp2 x() {
    return element(group, coordinates, 0);
  }

  Fp2 y() {
    return element(group, coordinates, group.limbs());
  }

  private static Point of(Group group, Fp2 x, Fp2 y) {
    int n = group.limbs();
    long[] elements = new long[2 * Fp2.LIMBS];
    x.copyTo(elements, 0);
    y.copyTo(elements, Fp2.LIMBS);
    long[] coordinates = new long[2 * n];
    System.arraycopy(elements, 0, coordinates, 0, n);
    System.arraycopy(elements, Fp2.LIMBS, coordinates, n, n);
    return new Point(group, coordinates);
  }

  private static Fp2 element(Group group, long[] limbs, int offset) {
    return group == Group.G1 ? Fp2.ofBase(limbs, offset) : Fp2.at(limbs, offset);
  }

  private static Fp2 squareOfY(Group group, Fp2 x) {
    BigInteger imaginary = group == Group.G1 ? BigInteger.ZERO : FOUR;
    return x.squared().times(x).plus(Fp2.of(FOUR, imaginary));
  }

  /** Whether y is the larger of y and −y, compared by the part with u first. */
  private static boolean isLarger(Fp2 y) {
    BigInteger b = y.b();
    return (b.signum() == 0 ? y.a() : b).compareTo(HALF) > 0;
  }

  /** A square root in the group's field. */
  private static Optional<Fp2> root(Group group, Fp2 square) {
    BigInteger p = Fp.MODULUS;
    BigInteger quarter = p.add(BigInteger.ONE).shiftRight(2);
    if (group == Group.G1) {
      Fp2 root = Fp2.of(square.a().modPow(quarter, p), BigInteger.ZERO);
      return root.squared().equals(square) ? Optional.of(root) : Optional.empty();
    }
    if (square.isZero()) {
      return Optional.of(square);
    }
    // Of a + bu: with the norm's root n, x² = (a + n)/2 or (a − n)/2, and y = b/(2x).
    BigInteger a = square.a();
    BigInteger b = square.b();
    BigInteger norm = a.multiply(a).add(b.multiply(b)).mod(p).modPow(quarter, p);
    for (BigInteger n : new BigInteger[] {norm, norm.negate()}) {
      BigInteger x = a.add(n).multiply(half()).mod(p).modPow(quarter, p);
      if (x.signum() != 0) {
        BigInteger y = b.multiply(x.shiftLeft(1).modInverse(p)).mod(p);
        Fp2 root = Fp2.of(x, y);
        if (root.squared().equals(square)) {
          return Optional.of(root);
        }
      }
    }
    Fp2 imaginary = Fp2.of(BigInteger.ZERO, a.negate().mod(p).modPow(quarter, p));
    return imaginary.squared().equals(square) ? Optional.of(imaginary) : Optional.empty();
  }

  private static BigInteger half() {
    return Fp.MODULUS.add(BigInteger.ONE).shiftRight(1);
  }

  private static Fp2 coordinate(Group group, byte[] bytes, int offset) {
    if (group == Group.G1) {
      return Fp2.of(number(bytes, offset), BigInteger.ZERO);
    }
    return Fp2.of(number(bytes, offset + Fp.BYTES), number(bytes, offset));
  }

  private static BigInteger number(byte[] bytes, int offset) {
    byte[] magnitude = Arrays.copyOfRange(bytes, offset, offset + Fp.BYTES);
    if (offset == 0) {
      magnitude[0] &= (byte) ~FLAGS;
    }
    return new BigInteger(1, magnitude);
  }

  private void write(Fp2 value, byte[] bytes, int offset) {
    if (group == Group.G1) {
      write(value.a(), bytes, offset);
    } else {
      write(value.b(), bytes, offset);
      write(value.a(), bytes, offset + Fp.BYTES);
    }
  }

  private static void write(BigInteger number, byte[] bytes, int offset) {
    byte[] magnitude = number.toByteArray();
    int length = Math.min(magnitude.length, Fp.BYTES);
    System.arraycopy(
        magnitude, magnitude.length - length, bytes, offset + Fp.BYTES - length, length);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Point that
        && group == that.group
        && Arrays.equals(coordinates, that.coordinates);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(coordinates);
  }

  @Override
  public String toString() {
    return group + " " + HexFormat.of().formatHex(compressed());
  }
}
