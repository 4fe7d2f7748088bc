package io.sealwright.proofs.poseidon;

import io.sealwright.proofs.field.Fr;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/** Nodes as integers, as bytes and as limbs. */
final class Nodes {
  static final List<BigInteger> EDGES =
      List.of(BigInteger.ZERO, BigInteger.ONE, Fr.MODULUS.subtract(BigInteger.ONE));

  private Nodes() {}

  /** An element below the modulus; one in eight is an edge. */
  static BigInteger random(RandomGenerator random) {
    if (random.nextInt(8) == 0) {
      return EDGES.get(random.nextInt(EDGES.size()));
    }
    byte[] bytes = new byte[48];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes).mod(Fr.MODULUS);
  }

  static byte[] bytes(List<BigInteger> values) {
    byte[] bytes = new byte[values.size() * Fr.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = values.get(i / Fr.BYTES).shiftRight(i % Fr.BYTES * Byte.SIZE).byteValue();
    }
    return bytes;
  }

  static BigInteger integer(byte[] nodes, int node) {
    BigInteger value = BigInteger.ZERO;
    for (int i = Fr.BYTES - 1; i >= 0; i--) {
      value = value.shiftLeft(Byte.SIZE).or(BigInteger.valueOf(nodes[node * Fr.BYTES + i] & 0xff));
    }
    return value;
  }

  static long[] limbs(List<BigInteger> values) {
    long[] limbs = new long[values.size() * Fr.LIMBS];
    for (int i = 0; i < values.size(); i++) {
      Fr.store(values.get(i), limbs, i * Fr.LIMBS);
    }
    return limbs;
  }

  static BigInteger integer(long[] limbs, int at) {
    BigInteger value = BigInteger.ZERO;
    for (int i = Fr.LIMBS - 1; i >= 0; i--) {
      value = value.shiftLeft(Long.SIZE).or(new BigInteger(Long.toUnsignedString(limbs[at + i])));
    }
    return value;
  }
}
