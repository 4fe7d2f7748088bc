package io.sealwright.protocol;

import java.util.Arrays;
import java.util.HexFormat;

/** Thirty-two bytes that do not change: a commitment, a ticket, a replica id, a node of a tree. */
public final class Bytes32 {
  public static final int LENGTH = 32;
  public static final Bytes32 ZERO = new Bytes32(new byte[LENGTH]);

  private final byte[] bytes;

  private Bytes32(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of exactly 32 bytes; anything else is an IllegalArgumentException. */
  public static Bytes32 of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("expected 32 bytes, got " + bytes.length);
    }
    return new Bytes32(bytes.clone());
  }

  /** The value written as 64 hex digits; anything else is an IllegalArgumentException. */
  public static Bytes32 fromHex(String hex) {
    if (hex.length() != 2 * LENGTH || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IllegalArgumentException("expected 64 hex digits, got \"" + hex + "\"");
    }
    return new Bytes32(HexFormat.of().parseHex(hex));
  }

  /** 32 times the same byte. */
  public static Bytes32 repeat(int value) {
    byte[] bytes = new byte[LENGTH];
    Arrays.fill(bytes, (byte) value);
    return new Bytes32(bytes);
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, LENGTH);
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes32 that && Arrays.equals(bytes, that.bytes);
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
