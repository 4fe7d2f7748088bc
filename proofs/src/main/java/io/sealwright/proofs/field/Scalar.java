package io.sealwright.proofs.field;

import io.sealwright.protocol.Bytes32;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** An element of the scalar field, as a value. Inside it is in Montgomery form. */
public final class Scalar {
  private static final BigInteger RADIX = BigInteger.ONE.shiftLeft(Fr.LIMBS * Long.SIZE);
  private static final long[] RADIX_SQUARED = limbs(RADIX.multiply(RADIX).mod(Fr.MODULUS));
  static final long[] PLAIN_ONE = limbs(BigInteger.ONE);

  public static final Scalar ZERO = new Scalar(new long[Fr.LIMBS]);
  public static final Scalar ONE = of(1);
  public static final Scalar MINUS_ONE = ZERO.minus(ONE);

  private final long[] limbs;

  private Scalar(long[] limbs) {
    this.limbs = limbs;
  }

  public static Scalar of(long value) {
    return of(BigInteger.valueOf(value));
  }

  /** The element a number leaves modulo r. */
  public static Scalar of(BigInteger value) {
    return ofPlain(limbs(value.mod(Fr.MODULUS)), 0);
  }

  /** The element of a node; one that is not below r is an IllegalArgumentException. */
  public static Scalar of(Bytes32 node) {
    if (!Fr.isCanonical(node)) {
      throw new IllegalArgumentException(node + " is not below the field's modulus");
    }
    ByteBuffer bytes = ByteBuffer.wrap(node.toBytes()).order(ByteOrder.LITTLE_ENDIAN);
    long[] plain = new long[Fr.LIMBS];
    bytes.asLongBuffer().get(plain);
    return ofPlain(plain, 0);
  }

  /** The element in four limbs of an array, which are in Montgomery form. */
  public static Scalar at(long[] elements, int offset) {
    return new Scalar(Arrays.copyOfRange(elements, offset, offset + Fr.LIMBS));
  }

  private static Scalar ofPlain(long[] plain, int offset) {
    long[] limbs = new long[Fr.LIMBS];
    Fr.multiply(limbs, 0, plain, offset, RADIX_SQUARED, 0);
    return new Scalar(limbs);
  }

  private static long[] limbs(BigInteger value) {
    long[] limbs = new long[Fr.LIMBS];
    Fr.store(value, limbs, 0);
    return limbs;
  }

  public Scalar plus(Scalar other) {
    long[] sum = new long[Fr.LIMBS];
    Fr.add(sum, 0, limbs, 0, other.limbs, 0);
    return new Scalar(sum);
  }

  public Scalar minus(Scalar other) {
    long[] difference = new long[Fr.LIMBS];
    Fr.subtract(difference, 0, limbs, 0, other.limbs, 0);
    return new Scalar(difference);
  }

  public Scalar times(Scalar other) {
    long[] product = new long[Fr.LIMBS];
    Fr.multiply(product, 0, limbs, 0, other.limbs, 0);
    return new Scalar(product);
  }

  public Scalar negated() {
    return ZERO.minus(this);
  }

  /** Of an element that is not zero. */
  public Scalar inverse() {
    return of(toBigInteger().modInverse(Fr.MODULUS));
  }

  public Scalar power(BigInteger exponent) {
    return of(toBigInteger().modPow(exponent, Fr.MODULUS));
  }

  public boolean isZero() {
    return (limbs[0] | limbs[1] | limbs[2] | limbs[3]) == 0;
  }

  /** Copies the limbs, in Montgomery form, to an array. */
  public void copyTo(long[] elements, int offset) {
    System.arraycopy(limbs, 0, elements, offset, Fr.LIMBS);
  }

  /** The number, from 0 to r − 1, in four limbs, the least significant first. */
  public long[] toLimbs() {
    long[] plain = new long[Fr.LIMBS];
    Fr.multiply(plain, 0, limbs, 0, PLAIN_ONE, 0);
    return plain;
  }

  public Bytes32 toBytes32() {
    ByteBuffer bytes = ByteBuffer.allocate(Fr.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(toLimbs());
    return Bytes32.of(bytes.array());
  }

  public BigInteger toBigInteger() {
    BigInteger value = BigInteger.ZERO;
    long[] plain = toLimbs();
    for (int limb = Fr.LIMBS - 1; limb >= 0; limb--) {
      value = value.shiftLeft(Long.SIZE).or(unsigned(plain[limb]));
    }
    return value;
  }

  private static BigInteger unsigned(long limb) {
    BigInteger value = BigInteger.valueOf(limb & Long.MAX_VALUE);
    return limb < 0 ? value.setBit(Long.SIZE - 1) : value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scalar that && Arrays.equals(limbs, that.limbs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(limbs);
  }

  @Override
  public String toString() {
    return toBigInteger().toString();
  }
}
