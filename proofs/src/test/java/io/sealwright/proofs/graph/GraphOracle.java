package io.sealwright.proofs.graph;

import io.sealwright.proofs.hash.Sha256;
import io.sealwright.protocol.Bytes32;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * The graph written down as the specification says it, without thought of speed: BLAKE2b by
 * BouncyCastle, ChaCha and 64-bit draws in arbitrary precision.
 */
public record GraphOracle(long nodes, Bytes32 porepId, ApiVersion api) {
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(32);

  public int[] parents(long node) {
    int[] parents = new int[14];
    int[] sampled = sampled(node);
    boolean last = api == ApiVersion.V1_0_0;
    System.arraycopy(sampled, 0, parents, last ? 0 : 1, 5);
    parents[last ? 5 : 0] = (int) (node < 2 ? 0 : node - 1);
    for (int i = 0; i < 8; i++) {
      long edge = permute(8 * node + i);
      parents[6 + i] = (int) ((last ? edge % (1L << 32) : edge) / 8);
    }
    return parents;
  }

  private int[] sampled(long node) {
    int[] parents = new int[5];
    if (node < 2) {
      return parents;
    }
    byte[] key = Arrays.copyOf(seed("Filecoin_DRSample"), 32);
    ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).putInt(28, (int) node);
    ByteBuffer stream = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    stream.put(chaChaBlock(key, 0)).put(chaChaBlock(key, 1)).flip();
    long metanode = 5 * node;
    int buckets = BigInteger.valueOf(metanode - 1).bitLength();
    for (int i = 0; i < 5; i++) {
      int bucket = 1 + draw(stream, buckets).intValueExact();
      long large = Math.min(metanode, 1L << bucket);
      long small = Math.max(2, large / 2);
      long distance = small + draw(stream, large - small + 1).longValueExact();
      long parent = (metanode - distance) / 5;
      parents[i] = (int) (parent == node ? node - 1 : parent);
    }
    return parents;
  }

  private static BigInteger draw(ByteBuffer stream, long below) {
    return new BigInteger(Long.toUnsignedString(stream.getLong())).mod(BigInteger.valueOf(below));
  }

  private static byte[] chaChaBlock(byte[] key, int counter) {
    ByteBuffer input = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    input.put("expand 32-byte k".getBytes(StandardCharsets.US_ASCII)).put(key).putInt(counter);
    BigInteger[] start = new BigInteger[16];
    for (int i = 0; i < 16; i++) {
      start[i] = BigInteger.valueOf(Integer.toUnsignedLong(input.getInt(4 * i)));
    }
    BigInteger[] x = start.clone();
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        quarterRound(x, j, 4 + j, 8 + j, 12 + j);
      }
      for (int j = 0; j < 4; j++) {
        quarterRound(x, j, 4 + (j + 1) % 4, 8 + (j + 2) % 4, 12 + (j + 3) % 4);
      }
    }
    ByteBuffer output = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 16; i++) {
      output.putInt(x[i].add(start[i]).mod(WORD).intValue());
    }
    return output.array();
  }

  private static void quarterRound(BigInteger[] x, int a, int b, int c, int d) {
    step(x, a, b, d, 16);
    step(x, c, d, b, 12);
    step(x, a, b, d, 8);
    step(x, c, d, b, 7);
  }

  private static void step(BigInteger[] x, int sum, int term, int target, int bits) {
    x[sum] = x[sum].add(x[term]).mod(WORD);
    BigInteger mixed = x[target].xor(x[sum]).shiftLeft(bits);
    x[target] = mixed.mod(WORD).add(mixed.shiftRight(32));
  }

  private long permute(long edge) {
    int half = 1;
    while (BigInteger.valueOf(4).pow(half).longValueExact() < 8 * nodes) {
      half++;
    }
    long image = edge;
    do {
      image = encode(image, half);
    } while (image >= 8 * nodes);
    return image;
  }

  private long encode(long edge, int half) {
    long mask = (1L << half) - 1;
    long left = edge >> half & mask;
    long right = edge & mask;
    ByteBuffer keys = ByteBuffer.wrap(seed("Filecoin_Feistel")).order(ByteOrder.LITTLE_ENDIAN);
    for (int round = 0; round < 3; round++) {
      long swapped = left ^ (blake(right, keys.getLong()) & mask);
      left = right;
      right = swapped;
    }
    return left << half | right;
  }

  /** First 8 bytes of BLAKE2b-512 over two big-endian integers. */
  static long blake(long value, long key) {
    Blake2bDigest digest = new Blake2bDigest(512);
    digest.update(ByteBuffer.allocate(16).putLong(value).putLong(key).array(), 0, 16);
    byte[] out = new byte[64];
    digest.doFinal(out, 0);
    return ByteBuffer.wrap(out).getLong();
  }

  private byte[] seed(String tag) {
    return Sha256.of(tag.getBytes(StandardCharsets.US_ASCII), porepId.toBytes());
  }
}
