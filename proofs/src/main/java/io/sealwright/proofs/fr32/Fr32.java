package io.sealwright.proofs.fr32;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Padding and unpadding in quads: 127 bytes of data to and from four 32-byte words.
 *
 * <p>The data is one stream of bits, least significant first. Word i takes bits 254·i to 254·i+253
 * and leaves its two top bits zero, so word i begins 2·i bits before byte 32·i of the data, and all
 * four are read with shifts of 0, 2, 4 and 6 bits (proofs specification, section 2.7).
 */
public final class Fr32 {
  /** Bytes of data in a quad. */
  public static final int UNPADDED_QUAD = 127;

  /** Bytes of a padded quad. */
  public static final int PADDED_QUAD = 128;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LONGS = PADDED_QUAD / Long.BYTES;
  private static final int LONGS_PER_WORD = 4;
  private static final long TOP_BITS_CLEAR = -1L >>> 2;

  private Fr32() {}

  /** The padded size of data: 128 for each 127 bytes begun. */
  public static long paddedSize(long unpadded) {
    return Math.multiplyExact(Math.ceilDiv(unpadded, (long) UNPADDED_QUAD), PADDED_QUAD);
  }

  /** Pads quads: reads 127·quads bytes at {@code from}, writes 128·quads bytes at {@code to}. */
  public static void pad(byte[] data, int from, byte[] padded, int to, int quads) {
    long[] in = new long[LONGS];
    for (int quad = 0; quad < quads; quad++) {
      readData(data, from + quad * UNPADDED_QUAD, in);
      padQuad(in, padded, to + quad * PADDED_QUAD);
    }
  }

  /** Unpads quads: reads 128·quads bytes at {@code from}, writes 127·quads bytes at {@code to}. */
  public static void unpad(byte[] padded, int from, byte[] data, int to, int quads) {
    long[] out = new long[LONGS];
    for (int quad = 0; quad < quads; quad++) {
      unpadQuad(padded, from + quad * PADDED_QUAD, out);
      writeData(out, data, to + quad * UNPADDED_QUAD);
    }
  }

  private static void padQuad(long[] in, byte[] padded, int to) {
    for (int i = 0; i < LONGS; i++) {
      int shift = 2 * (i / LONGS_PER_WORD);
      long value = shift == 0 ? in[i] : in[i] << shift | in[i - 1] >>> Long.SIZE - shift;
      boolean topOfWord = i % LONGS_PER_WORD == LONGS_PER_WORD - 1;
      LONG.set(padded, to + i * Long.BYTES, topOfWord ? value & TOP_BITS_CLEAR : value);
    }
  }

  private static void unpadQuad(byte[] padded, int from, long[] out) {
    for (int i = 0; i < LONGS; i++) {
      int shift = 2 * (i / LONGS_PER_WORD);
      long value = (long) LONG.get(padded, from + i * Long.BYTES);
      boolean topOfWord = i % LONGS_PER_WORD == LONGS_PER_WORD - 1;
      value = topOfWord ? value & TOP_BITS_CLEAR : value;
      out[i] = value >>> shift;
      if (shift > 0) {
        out[i - 1] |= value << Long.SIZE - shift;
      }
    }
  }

  /** The last of the sixteen longs has seven bytes. */
  private static void readData(byte[] data, int from, long[] in) {
    for (int i = 0; i < LONGS - 1; i++) {
      in[i] = (long) LONG.get(data, from + i * Long.BYTES);
    }
    in[LONGS - 1] = (long) LONG.get(data, from + UNPADDED_QUAD - Long.BYTES) >>> Byte.SIZE;
  }

  private static void writeData(long[] out, byte[] data, int to) {
    for (int i = 0; i < LONGS - 1; i++) {
      LONG.set(data, to + i * Long.BYTES, out[i]);
    }
    long last = out[LONGS - 1] << Byte.SIZE | data[to + UNPADDED_QUAD - Long.BYTES] & 0xffL;
    LONG.set(data, to + UNPADDED_QUAD - Long.BYTES, last);
  }
}
