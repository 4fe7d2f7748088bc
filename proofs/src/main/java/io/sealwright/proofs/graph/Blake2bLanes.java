package io.sealwright.proofs.graph;

import java.util.Arrays;

/**
 * BLAKE2b (RFC 7693; unkeyed, 64-byte digest) of many 16-byte messages at once, cut to the first 8
 * bytes of each digest: what the Feistel rounds of the expander need, billions of times.
 *
 * <p>Each of the sixteen words of the state is an array with one element a message. A mixing step
 * is then the same few operations on every element of four arrays, a loop the JIT turns into vector
 * instructions. A message has two words, the other fourteen are zero and share one array of zeros.
 * The last round mixes only the two diagonals that reach the first word of the digest. Not safe for
 * use by several threads.
 */
final class Blake2bLanes {
  /** Messages at once: 20 arrays of 512 bytes stay within the first-level cache. */
  static final int LANES = 64;

  private static final int WORDS = 16;
  private static final int ROUNDS = 12;
  private static final int MESSAGE_BYTES = 16;

  /** Digest length 64, no key, fan-out and depth 1: the first word of the parameter block. */
  private static final long PARAMETERS = 0x01010040L;

  private static final long[] IV = {
    0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
    0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L
  };

  /** The order of message words, a line for each round in hexadecimal digits. */
  private static final String[] SIGMA = {
    "0123456789abcdef",
    "ea489fd61c02b753",
    "b8c052fdae367194",
    "7931dcbe265a40f8",
    "905724afe1bc683d",
    "2c6a0b834d75fe19",
    "c51fed4a0763928b",
    "db7ec13950f4862a",
    "6fe9b308c2d714a5",
    "a2847615fb9e3cd0",
    "0123456789abcdef",
    "ea489fd61c02b753"
  };

  private static final long[] INITIAL = initialState();

  private final long[][] state = new long[WORDS][LANES];
  private final long[][][] schedule = new long[ROUNDS][WORDS][];
  private final long[] first = new long[LANES];
  private final long[] second = new long[LANES];

  Blake2bLanes() {
    long[] zero = new long[LANES];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < WORDS; i++) {
        schedule[round][i] =
            switch (Character.digit(SIGMA[round].charAt(i), WORDS)) {
              case 0 -> first;
              case 1 -> second;
              default -> zero;
            };
      }
    }
  }

  /**
   * Replaces {@code values[i]}, for i below {@code count}, by the first 8 bytes of the digest of
   * values[i] followed by {@code suffix}. All are 8-byte big-endian integers.
   */
  void hash(long[] values, long suffix, int count) {
    Arrays.fill(second, 0, count, Long.reverseBytes(suffix));
    for (int i = 0; i < count; i++) {
      first[i] = Long.reverseBytes(values[i]);
    }
    for (int word = 0; word < WORDS; word++) {
      Arrays.fill(state[word], 0, count, INITIAL[word]);
    }
    for (int round = 0; round < ROUNDS - 1; round++) {
      mixColumns(schedule[round], count);
      mixDiagonals(schedule[round], count);
    }
    mixLastRound(schedule[ROUNDS - 1], count);
    long[] low = state[0];
    long[] high = state[8];
    for (int i = 0; i < count; i++) {
      values[i] = Long.reverseBytes(INITIAL[0] ^ low[i] ^ high[i]);
    }
  }

  private void mixColumns(long[][] m, int count) {
    long[][] v = state;
    mix(v[0], v[4], v[8], v[12], m[0], m[1], count);
    mix(v[1], v[5], v[9], v[13], m[2], m[3], count);
    mix(v[2], v[6], v[10], v[14], m[4], m[5], count);
    mix(v[3], v[7], v[11], v[15], m[6], m[7], count);
  }

  private void mixDiagonals(long[][] m, int count) {
    long[][] v = state;
    mix(v[0], v[5], v[10], v[15], m[8], m[9], count);
    mix(v[1], v[6], v[11], v[12], m[10], m[11], count);
    mix(v[2], v[7], v[8], v[13], m[12], m[13], count);
    mix(v[3], v[4], v[9], v[14], m[14], m[15], count);
  }

  private void mixLastRound(long[][] m, int count) {
    long[][] v = state;
    mixColumns(m, count);
    mix(v[0], v[5], v[10], v[15], m[8], m[9], count);
    mix(v[2], v[7], v[8], v[13], m[12], m[13], count);
  }

  /** The mixing function G on element i of each array. */
  private static void mix(long[] a, long[] b, long[] c, long[] d, long[] x, long[] y, int count) {
    for (int i = 0; i < count; i++) {
      long p = a[i] + b[i] + x[i];
      long s = Long.rotateRight(d[i] ^ p, 32);
      long r = c[i] + s;
      long q = Long.rotateRight(b[i] ^ r, 24);
      p += q + y[i];
      s = Long.rotateRight(s ^ p, 16);
      r += s;
      a[i] = p;
      b[i] = Long.rotateRight(q ^ r, 63);
      c[i] = r;
      d[i] = s;
    }
  }

  private static long[] initialState() {
    long[] initial = new long[WORDS];
    System.arraycopy(IV, 0, initial, 0, IV.length);
    System.arraycopy(IV, 0, initial, IV.length, IV.length);
    initial[0] ^= PARAMETERS;
    initial[12] ^= MESSAGE_BYTES;
    initial[14] = ~initial[14];
    return initial;
  }
}
