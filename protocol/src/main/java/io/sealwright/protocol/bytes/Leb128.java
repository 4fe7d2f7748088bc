package io.sealwright.protocol.bytes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Unsigned numbers in groups of seven bits, least significant first. All 64 bits of a {@code long}
 * count, so a negative one stands for a number from 2⁶³ up.
 */
public final class Leb128 {
  /** Bytes the largest 64-bit number takes. */
  public static final int MAX_BYTES = 10;

  private static final int GROUP = 7;
  private static final int MORE = 0x80;

  private Leb128() {}

  public static ByteString encode(long unsigned) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(MAX_BYTES);
    write(out, unsigned);
    return ByteString.of(out.toByteArray());
  }

  public static void write(ByteArrayOutputStream out, long unsigned) {
    long rest = unsigned;
    while (rest >>> GROUP != 0) {
      out.write((int) (rest & 0x7f) | MORE);
      rest >>>= GROUP;
    }
    out.write((int) rest);
  }

  /**
   * Reads one number and moves past it. Strict: a number that is cut short, longer than it need be,
   * or beyond 64 bits is an IllegalArgumentException.
   */
  public static long read(ByteBuffer in) {
    long value = 0;
    for (int i = 0; i < MAX_BYTES && in.hasRemaining(); i++) {
      int b = in.get() & 0xff;
      if (i == MAX_BYTES - 1 && b > 1) {
        throw new IllegalArgumentException("a LEB128 number exceeds 64 bits");
      }
      value |= (long) (b & 0x7f) << (GROUP * i);
      if (b < MORE) {
        if (b == 0 && i > 0) {
          throw new IllegalArgumentException("a LEB128 number is longer than it need be");
        }
        return value;
      }
    }
    throw new IllegalArgumentException("a LEB128 number does not end");
  }
}
