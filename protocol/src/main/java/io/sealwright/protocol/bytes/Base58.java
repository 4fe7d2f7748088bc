package io.sealwright.protocol.bytes;

import java.math.BigInteger;

/** Base58 with the alphabet of Bitcoin: peer ids and CIDs of version 0 are written in it. */
public final class Base58 {
  /** Longer texts are refused before the quadratic conversion starts. */
  public static final int MAX_CHARACTERS = 128;

  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

  private Base58() {}

  public static String encode(ByteString bytes) {
    StringBuilder reversed = new StringBuilder();
    BigInteger rest = new BigInteger(1, bytes.toBytes());
    while (rest.signum() > 0) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      reversed.append(ALPHABET.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    for (int i = 0; i < bytes.size() && bytes.at(i) == 0; i++) {
      reversed.append(ALPHABET.charAt(0));
    }
    return reversed.reverse().toString();
  }

  /** A foreign character, or too long a text, is an IllegalArgumentException. */
  public static ByteString decode(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException("base58 text of " + text.length() + " characters");
    }
    BigInteger value = BigInteger.ZERO;
    int zeros = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        throw new IllegalArgumentException("\"" + text + "\" is not base58");
      }
      value = value.multiply(BASE).add(BigInteger.valueOf(digit));
      zeros += zeros == i && digit == 0 ? 1 : 0;
    }
    return ByteString.of(new byte[zeros]).plus(magnitude(value));
  }

  private static ByteString magnitude(BigInteger value) {
    ByteString signed = ByteString.of(value.toByteArray());
    return signed.at(0) == 0 ? signed.from(1) : signed;
  }
}
