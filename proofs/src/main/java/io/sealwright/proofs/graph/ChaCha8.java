package io.sealwright.proofs.graph;

/**
 * The ChaCha keystream with eight rounds, 64-bit block counter from 0 and nonce 0 (the original
 * layout, D. J. Bernstein 2008). Not safe for use by several threads: it holds its working state.
 */
final class ChaCha8 {
  static final int KEY_WORDS = 8;

  private static final int WORDS = 16;
  private static final int LONGS = WORDS / 2;
  private static final int COUNTER = 12;
  private static final int DOUBLE_ROUNDS = 4;

  /** "expand 32-byte k" as little-endian words. */
  private static final int[] CONSTANTS = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

  private final int[] input = new int[WORDS];
  private final int[] work = new int[WORDS];

  ChaCha8() {
    System.arraycopy(CONSTANTS, 0, input, 0, CONSTANTS.length);
  }

  /** Fills {@code stream} with the first 64-bit little-endian words of the keystream of a key. */
  void keystream(int[] key, long[] stream) {
    System.arraycopy(key, 0, input, CONSTANTS.length, KEY_WORDS);
    for (int block = 0; block * LONGS < stream.length; block++) {
      input[COUNTER] = block;
      scramble();
      int words = Math.min(LONGS, stream.length - block * LONGS);
      for (int i = 0; i < words; i++) {
        stream[block * LONGS + i] = word(2 * i) | word(2 * i + 1) << 32;
      }
    }
  }

  private void scramble() {
    System.arraycopy(input, 0, work, 0, WORDS);
    for (int i = 0; i < DOUBLE_ROUNDS; i++) {
      quarter(0, 4, 8, 12);
      quarter(1, 5, 9, 13);
      quarter(2, 6, 10, 14);
      quarter(3, 7, 11, 15);
      quarter(0, 5, 10, 15);
      quarter(1, 6, 11, 12);
      quarter(2, 7, 8, 13);
      quarter(3, 4, 9, 14);
    }
  }

  private void quarter(int i, int j, int k, int l) {
    int a = work[i] + work[j];
    int d = Integer.rotateLeft(work[l] ^ a, 16);
    int c = work[k] + d;
    int b = Integer.rotateLeft(work[j] ^ c, 12);
    a += b;
    d = Integer.rotateLeft(d ^ a, 8);
    c += d;
    work[i] = a;
    work[j] = Integer.rotateLeft(b ^ c, 7);
    work[k] = c;
    work[l] = d;
  }

  private long word(int i) {
    return Integer.toUnsignedLong(input[i] + work[i]);
  }
}
