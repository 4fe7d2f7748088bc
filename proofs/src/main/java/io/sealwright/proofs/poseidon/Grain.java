package io.sealwright.proofs.poseidon;

import io.sealwright.proofs.field.Fr;
import java.math.BigInteger;
import java.util.BitSet;

/**
 * The generator of Poseidon's round constants: a linear feedback shift register of 80 bits whose
 * output is thinned by itself ("Grain in self-shrinking mode", the Poseidon paper, appendix E).
 *
 * <p>The register is a window that slides over a growing bit string: bit {@code start} is the
 * oldest.
 */
final class Grain {
  private static final int REGISTER_BITS = 80;
  private static final int[] TAPS = {62, 51, 38, 23, 13, 0};
  private static final int DISCARDED = 160;
  private static final int FIELD_BITS = 255;

  private final BitSet bits = new BitSet();
  private int start;

  Grain(int width, int fullRounds, int partialRounds) {
    int at = 0;
    at = append(at, 2, 1); // A prime field.
    at = append(at, 4, 1); // The code that the reference has for the fifth power.
    at = append(at, 12, FIELD_BITS);
    at = append(at, 12, width);
    at = append(at, 10, fullRounds);
    at = append(at, 10, partialRounds);
    append(at, 30, (1 << 30) - 1);
    for (int i = 0; i < DISCARDED; i++) {
      step();
    }
  }

  /** The next constant, below r. */
  BigInteger next() {
    BigInteger candidate = draw();
    while (candidate.compareTo(Fr.MODULUS) >= 0) {
      candidate = draw();
    }
    return candidate;
  }

  private BigInteger draw() {
    BigInteger value = BigInteger.ZERO;
    for (int bit = FIELD_BITS - 1; bit >= 0; bit--) {
      value = output() ? value.setBit(bit) : value;
    }
    return value;
  }

  private boolean output() {
    while (true) {
      boolean keep = step();
      boolean bit = step();
      if (keep) {
        return bit;
      }
    }
  }

  private boolean step() {
    boolean feedback = false;
    for (int tap : TAPS) {
      feedback ^= bits.get(start + tap);
    }
    bits.set(start + REGISTER_BITS, feedback);
    start++;
    return feedback;
  }

  /**
   * Appends a field of the initial state, most significant bit first; returns the next position.
   */
  private int append(int at, int width, int value) {
    for (int bit = 0; bit < width; bit++) {
      bits.set(at + bit, (value >>> (width - 1 - bit) & 1) == 1);
    }
    return at + width;
  }
}
