package io.sealwright.protocol.bytes;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Bytes that do not change, compared by content. Ordered as unsigned bytes, a prefix first. */
public final class ByteString implements Comparable<ByteString> {
  public static final ByteString EMPTY = new ByteString(new byte[0]);

  private final byte[] bytes;

  private ByteString(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the bytes. */
  public static ByteString of(byte... bytes) {
    return bytes.length == 0 ? EMPTY : new ByteString(bytes.clone());
  }

  /** Reads pairs of hex digits; anything else is an IllegalArgumentException. */
  public static ByteString fromHex(String hex) {
    return new ByteString(HexFormat.of().parseHex(hex));
  }

  /**
   * Reads standard base64 with padding. A foreign character, missing padding or bits left over are
   * an IllegalArgumentException.
   */
  public static ByteString fromBase64(String text) {
    ByteString value = new ByteString(Base64.getDecoder().decode(text));
    if (!value.base64().equals(text)) {
      throw new IllegalArgumentException("\"" + text + "\" is not padded base64");
    }
    return value;
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  public int size() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The byte at a position, 0 to 255. */
  public int at(int index) {
    return bytes[index] & 0xff;
  }

  /** The bytes from a position to the end. */
  public ByteString from(int start) {
    return slice(start, bytes.length);
  }

  /** The bytes {@code [start, end)}. */
  public ByteString slice(int start, int end) {
    return new ByteString(Arrays.copyOfRange(bytes, start, end));
  }

  public ByteString plus(ByteString more) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + more.bytes.length);
    System.arraycopy(more.bytes, 0, joined, bytes.length, more.bytes.length);
    return new ByteString(joined);
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** Standard base64 with padding. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public int compareTo(ByteString other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
