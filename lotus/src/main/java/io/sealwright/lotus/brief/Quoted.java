package io.sealwright.lotus.brief;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the ends of texts in JSON, eight bytes at a look: most of a long answer is the inside of
 * texts that nobody reads.
 *
 * <p>In {@code x = word ^ eight times c} a byte is zero where the word has {@code c}, and {@code (x
 * - ONES) & ~x & TOPS} sets the top bit of the lowest zero byte. Bits above it may be wrong, and
 * are not looked at.
 */
final class Quoted {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = ONES << 7;
  private static final long QUOTES = ONES * '"';
  private static final long ESCAPES = ONES * '\\';

  private Quoted() {}

  /**
   * The place behind the closing quote of a text.
   *
   * @param from behind its opening quote
   * @return -1 if it does not end
   */
  static int end(byte[] utf8, int from) {
    int i = from;
    while (i < utf8.length) {
      i = nextMark(utf8, i);
      if (i < utf8.length && utf8[i] == '"') {
        return i + 1;
      }
      i += 2;
    }
    return -1;
  }

  /** The next quote or escape, or the length. */
  private static int nextMark(byte[] utf8, int from) {
    int i = from;
    for (int last = utf8.length - Long.BYTES; i <= last; i += Long.BYTES) {
      long word = (long) WORDS.get(utf8, i);
      long quote = word ^ QUOTES;
      long escape = word ^ ESCAPES;
      long marks = ((quote - ONES) & ~quote | (escape - ONES) & ~escape) & TOPS;
      if (marks != 0) {
        return i + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
    }
    while (i < utf8.length && utf8[i] != '"' && utf8[i] != '\\') {
      i++;
    }
    return i;
  }
}
