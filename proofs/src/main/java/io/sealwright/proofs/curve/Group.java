package io.sealwright.proofs.curve;

import io.sealwright.proofs.field.Fr;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The two groups of points that a pairing takes. A point is two coordinates x and y in an array, of
 * {@link #limbs} limbs each; the point at infinity is all zeros, which lie on neither curve.
 */
public enum Group {
  /** y² = x³ + 4 over the base field. */
  G1(Fp.LIMBS, Fp.BYTES),
  /** y² = x³ + 4(1 + u) over its quadratic extension. */
  G2(Fp2.LIMBS, 2 * Fp.BYTES);

  /** The order of both groups: the scalar field's modulus. */
  public static final BigInteger ORDER = Fr.MODULUS;

  private final int limbs;
  private final int bytes;

  Group(int limbs, int bytes) {
    this.limbs = limbs;
    this.bytes = bytes;
  }

  /** Limbs of a coordinate. */
  public int limbs() {
    return limbs;
  }

  /** Bytes of a compressed point; an uncompressed one has twice as many. */
  public int compressedBytes() {
    return bytes;
  }

  public int uncompressedBytes() {
    return 2 * bytes;
  }

  void add(long[] sum, int s, long[] x, int i, long[] y, int j) {
    if (limbs == Fp.LIMBS) {
      Fp.add(sum, s, x, i, y, j);
    } else {
      Fp2.add(sum, s, x, i, y, j);
    }
  }

  void subtract(long[] difference, int d, long[] x, int i, long[] y, int j) {
    if (limbs == Fp.LIMBS) {
      Fp.subtract(difference, d, x, i, y, j);
    } else {
      Fp2.subtract(difference, d, x, i, y, j);
    }
  }

  /**
   * @param scratch 18 limbs, which change
   */
  void multiply(long[] product, int p, long[] x, int i, long[] y, int j, long[] scratch) {
    if (limbs == Fp.LIMBS) {
      Fp.multiply(product, p, x, i, y, j);
    } else {
      Fp2.multiply(product, p, x, i, y, j, scratch);
    }
  }

  boolean isZero(long[] x, int i) {
    return Fp.isZero(x, i) && (limbs == Fp.LIMBS || Fp.isZero(x, i + Fp.LIMBS));
  }

  void one(long[] target, int t) {
    Arrays.fill(target, t, t + limbs, 0);
    Fp.store(BigInteger.ONE, target, t);
  }

  /** The inverse of an element that is not zero. */
  long[] inverse(long[] x, int i) {
    long[] inverse = new long[Fp2.LIMBS];
    (limbs == Fp.LIMBS ? Fp2.ofBase(x, i) : Fp2.at(x, i)).inverse().copyTo(inverse, 0);
    return Arrays.copyOf(inverse, limbs);
  }

  /**
   * Reads an uncompressed point of a file that is trusted: that it is on the curve is not checked,
   * and infinity is refused.
   *
   * @param target takes x and y
   */
  public void read(MemorySegment file, long offset, long[] target, int t) {
    if (this == G1) {
      Fp.read(file, offset, target, t);
      Fp.read(file, offset + Fp.BYTES, target, t + Fp.LIMBS);
    } else {
      for (int i = 0; i < 2; i++) {
        long at = offset + 2L * i * Fp.BYTES;
        Fp.read(file, at + Fp.BYTES, target, t + 2 * i * Fp.LIMBS);
        Fp.read(file, at, target, t + (2 * i + 1) * Fp.LIMBS);
      }
    }
  }

  /**
   * Whether an uncompressed point of a file that is trusted is not all zeros. Coordinates that are
   * not below the modulus are an IllegalArgumentException, as {@link #read} has it.
   */
  boolean isFinite(MemorySegment file, long offset) {
    boolean finite = false;
    for (int i = 0; i < uncompressedBytes(); i += Fp.BYTES) {
      finite |= !Fp.isZero(file, offset + i);
    }
    return finite;
  }

  /** Writes x and y as an uncompressed point. */
  public void write(long[] point, int p, byte[] bytes, int offset) {
    if (this == G1) {
      Fp.write(point, p, bytes, offset);
      Fp.write(point, p + Fp.LIMBS, bytes, offset + Fp.BYTES);
    } else {
      for (int i = 0; i < 2; i++) {
        int at = offset + 2 * i * Fp.BYTES;
        Fp.write(point, p + (2 * i + 1) * Fp.LIMBS, bytes, at);
        Fp.write(point, p + 2 * i * Fp.LIMBS, bytes, at + Fp.BYTES);
      }
    }
  }
}
