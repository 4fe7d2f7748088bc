package io.sealwright.proofs.fr32;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Fr32Test {
  private static final int QUADS = 500;

  /** The definition as one number: word i is bits 254·i to 254·i + 253 of the quad. */
  private static byte[] paddedByDefinition(byte[] quad) {
    BigInteger number = new BigInteger(1, reversed(quad));
    BigInteger mask = BigInteger.ONE.shiftLeft(254).subtract(BigInteger.ONE);
    byte[] padded = new byte[Fr32.PADDED_QUAD];
    for (int word = 0; word < 4; word++) {
      byte[] bytes = reversed(number.shiftRight(254 * word).and(mask).toByteArray());
      System.arraycopy(bytes, 0, padded, 32 * word, Math.min(32, bytes.length));
    }
    return padded;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      result[i] = bytes[bytes.length - 1 - i];
    }
    return result;
  }

  @Test
  void everyQuadIsPaddedAsTheDefinitionSaysAndUnpadsToItself() {
    Random random = new Random(20261123);
    byte[] data = new byte[QUADS * Fr32.UNPADDED_QUAD];
    random.nextBytes(data);
    byte[] padded = new byte[QUADS * Fr32.PADDED_QUAD];

    Fr32.pad(data, 0, padded, 0, QUADS);

    for (int i = 0; i < QUADS; i++) {
      byte[] quad = Arrays.copyOfRange(data, i * 127, (i + 1) * 127);
      assertThat(Arrays.copyOfRange(padded, i * 128, (i + 1) * 128))
          .isEqualTo(paddedByDefinition(quad));
    }
    byte[] back = new byte[data.length];
    Fr32.unpad(padded, 0, back, 0, QUADS);
    assertThat(back).isEqualTo(data);
  }

  @Test
  void offsetsAreHonouredAndNothingBesideIsTouched() {
    byte[] data = new byte[3 + 127 + 2];
    Arrays.fill(data, (byte) 0xff);
    byte[] padded = new byte[5 + 128 + 1];

    Fr32.pad(data, 3, padded, 5, 1);

    assertThat(Arrays.copyOf(padded, 5)).containsOnly(0);
    assertThat(padded[5 + 128]).isZero();
    assertThat(padded[5 + 31]).isEqualTo((byte) 0x3f);
    byte[] back = new byte[4 + 127 + 4];
    Arrays.fill(back, (byte) 0x55);
    Fr32.unpad(padded, 5, back, 4, 1);
    assertThat(back).startsWith(0x55, 0x55, 0x55, 0x55, 0xff).endsWith(0x55, 0x55, 0x55, 0x55);
  }

  @Test
  void aPaddedSizeCountsQuadsBegun() {
    assertThat(Fr32.paddedSize(0)).isZero();
    assertThat(Fr32.paddedSize(1)).isEqualTo(128);
    assertThat(Fr32.paddedSize(127)).isEqualTo(128);
    assertThat(Fr32.paddedSize(128)).isEqualTo(256);
    assertThat(Fr32.paddedSize(127L << 29)).isEqualTo(64L << 30);
  }
}
