package io.sealwright.protocol.cbor;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads items one after another and refuses every form but the canonical one. Nothing is allocated
 * on the word of a length: it is compared with the bytes that are left first.
 */
public final class CborReader {
  /** Bytes of one byte string or text. Blocks of the chain stay below 1 MiB. */
  public static final int MAX_STRING = 2 << 20;

  private static final int FIRST_MARKER = 24;
  private static final int LAST_MARKER = 27;

  private final byte[] bytes;
  private int position;

  public CborReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A number of 64 bits without sign: a negative result stands for one from 2⁶³ up. */
  public long unsigned() throws CborException {
    return head(Major.UNSIGNED);
  }

  public long signed() throws CborException {
    boolean negative = peek() == Major.NEGATIVE;
    long argument = head(negative ? Major.NEGATIVE : Major.UNSIGNED);
    if (argument < 0) {
      throw fault("a number beyond 64 bits with sign");
    }
    return negative ? ~argument : argument;
  }

  public ByteString bytes() throws CborException {
    return ByteString.of(string(Major.BYTES));
  }

  public String text() throws CborException {
    byte[] utf8 = string(Major.TEXT);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException _) {
      throw fault("a text is not UTF-8");
    }
  }

  /** The number of items of an array, at most so many. */
  public int array(int most) throws CborException {
    return count(Major.ARRAY, most, 1);
  }

  /** The number of entries of a map, at most so many. Their order is the caller's to check. */
  public int map(int most) throws CborException {
    return count(Major.MAP, most, 2);
  }

  public Cid cid() throws CborException {
    long tag = head(Major.TAG);
    if (tag != Major.CID_TAG) {
      throw fault("tag " + Long.toUnsignedString(tag) + " where only a CID's is allowed");
    }
    ByteString binary = bytes();
    if (binary.isEmpty() || binary.at(0) != 0) {
      throw fault("a CID without the zero in front");
    }
    try {
      return Cid.fromBytes(binary.from(1));
    } catch (IllegalArgumentException e) {
      throw fault("a CID", e);
    }
  }

  public boolean bool() throws CborException {
    int value = simple();
    if (value != Major.TRUE && value != Major.FALSE) {
      throw fault("simple value " + value + " where true or false was expected");
    }
    return value == Major.TRUE;
  }

  /** Whether a CID comes next. */
  public boolean isCid() throws CborException {
    return peek() == Major.TAG;
  }

  /** Moves past a null if one comes next, and says whether it did. */
  public boolean nothing() throws CborException {
    boolean isNull = (firstByte() & 0xff) == Major.SIMPLE.firstByte(Major.NULL);
    position += isNull ? 1 : 0;
    return isNull;
  }

  /** Moves past one item, whatever is in it. The keys of its maps may be in any order. */
  public void skip() throws CborException {
    skip(0);
  }

  private void skip(int depth) throws CborException {
    if (depth > IpldCodec.MAX_DEPTH) {
      throw fault("more than " + IpldCodec.MAX_DEPTH + " arrays and maps inside each other");
    }
    switch (peek()) {
      case UNSIGNED -> unsigned();
      case NEGATIVE -> negative();
      case BYTES -> skipString(Major.BYTES);
      case TEXT -> skipString(Major.TEXT);
      case ARRAY -> skipEach(array(Integer.MAX_VALUE), depth);
      case MAP -> skipEach(2 * map(Integer.MAX_VALUE), depth);
      case TAG -> cid();
      case SIMPLE -> {
        if (isFloat()) {
          float64();
        } else if (!nothing()) {
          bool();
        }
      }
    }
  }

  private void skipString(Major major) throws CborException {
    int length = count(major, MAX_STRING, 1);
    position += length;
  }

  private void skipEach(int items, int depth) throws CborException {
    for (int i = 0; i < items; i++) {
      skip(depth + 1);
    }
  }

  /** Says where and why reading stopped. */
  public CborException fault(String what) {
    return new CborException("at byte " + position + ": " + what);
  }

  /** The same, for a value that its type refused. */
  CborException fault(String what, IllegalArgumentException cause) {
    return new CborException(
        "at byte " + position + ": " + what + ": " + cause.getMessage(), cause);
  }

  /** Refuses bytes after the last item. */
  public void end() throws CborException {
    if (remaining() > 0) {
      throw fault(remaining() + " bytes after the end");
    }
  }

  Major peek() throws CborException {
    return Major.of(firstByte());
  }

  boolean isFloat() throws CborException {
    return (firstByte() & 0xff) == Major.SIMPLE.firstByte(Major.FLOAT_64);
  }

  /** The argument of a negative number: n for −1 − n, 64 bits without sign. */
  long negative() throws CborException {
    return head(Major.NEGATIVE);
  }

  double float64() throws CborException {
    position++;
    double value = Double.longBitsToDouble(bigEndian(Long.BYTES));
    if (!Double.isFinite(value)) {
      throw fault(value + " has no form in DAG-CBOR");
    }
    return value;
  }

  private int simple() throws CborException {
    if (peek() != Major.SIMPLE) {
      throw fault("expected " + Major.SIMPLE + ", found " + peek());
    }
    return bytes[position++] & Major.ARGUMENT_BITS;
  }

  private byte[] string(Major major) throws CborException {
    int length = count(major, MAX_STRING, 1);
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  /** A count of parts that take at least so many bytes each; all of them must still be here. */
  private int count(Major major, int most, int bytesEach) throws CborException {
    long count = head(major);
    int possible = Math.min(most, remaining() / bytesEach);
    if (count < 0 || count > possible) {
      throw fault(major + " of " + Long.toUnsignedString(count) + ", at most " + possible);
    }
    return (int) count;
  }

  private long head(Major major) throws CborException {
    if (peek() != major) {
      throw fault("expected " + major + ", found " + peek());
    }
    int argument = bytes[position++] & Major.ARGUMENT_BITS;
    if (argument < FIRST_MARKER) {
      return argument;
    }
    if (argument > LAST_MARKER) {
      throw fault(major + " of indefinite or reserved length");
    }
    int length = 1 << argument - FIRST_MARKER;
    long value = bigEndian(length);
    if (isShorter(value, length)) {
      throw fault(major + " with a length or value written longer than need be");
    }
    return value;
  }

  private static boolean isShorter(long value, int length) {
    return length == 1 ? value < FIRST_MARKER : value >>> (length * Byte.SIZE / 2) == 0;
  }

  private long bigEndian(int length) throws CborException {
    if (remaining() < length) {
      throw fault("the end comes too soon");
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << Byte.SIZE | bytes[position++] & 0xff;
    }
    return value;
  }

  private byte firstByte() throws CborException {
    if (remaining() == 0) {
      throw fault("the end comes too soon");
    }
    return bytes[position];
  }

  private int remaining() {
    return bytes.length - position;
  }
}
