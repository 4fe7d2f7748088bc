package io.sealwright.protocol;

/** RFC 4648 base32 in lower case without padding, as multibase {@code b} has it. */
public final class Base32 {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int DIGIT_BITS = 5;

  private Base32() {}

  public static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte b : bytes) {
      buffer = buffer << Byte.SIZE | b & 0xff;
      bits += Byte.SIZE;
      while (bits >= DIGIT_BITS) {
        bits -= DIGIT_BITS;
        text.append(ALPHABET.charAt(buffer >>> bits & 31));
      }
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt(buffer << DIGIT_BITS - bits & 31));
    }
    return text.toString();
  }

  /** Strict: a foreign character, or bits that are left over and not zero, are refused. */
  public static byte[] decode(String text) {
    byte[] bytes = new byte[Math.toIntExact((long) text.length() * DIGIT_BITS / Byte.SIZE)];
    int length = 0;
    int buffer = 0;
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        throw new IllegalArgumentException("\"" + text + "\" is not base32");
      }
      buffer = buffer << DIGIT_BITS | digit;
      bits += DIGIT_BITS;
      if (bits >= Byte.SIZE) {
        bits -= Byte.SIZE;
        bytes[length++] = (byte) (buffer >>> bits);
      }
    }
    if (bits >= DIGIT_BITS || (buffer & (1 << bits) - 1) != 0) {
      throw new IllegalArgumentException("\"" + text + "\" has stray bits at its end");
    }
    return bytes;
  }
}
