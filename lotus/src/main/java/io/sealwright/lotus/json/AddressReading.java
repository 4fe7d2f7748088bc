package io.sealwright.lotus.json;

import io.sealwright.protocol.address.Address;

/** Reads an address, and refuses a wrong one in the words of Go's library, which callers know. */
final class AddressReading {
  private static final int SHORTEST = 3;
  private static final int LONGEST = 115;
  private static final int ID_DIGITS = 19;

  private AddressReading() {}

  static Address read(String text) {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(reason(text), e);
    }
  }

  /** Of what is no address: the first thing Go's library would find wrong. */
  private static String reason(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      return "invalid address length";
    }
    if (text.charAt(0) != 'f' && text.charAt(0) != 't') {
      return "unknown address network";
    }
    if (text.charAt(1) < '0' || text.charAt(1) > '4') {
      return "unknown address protocol";
    }
    if (text.charAt(1) == '0') {
      return text.length() - 2 > ID_DIGITS ? "invalid address length" : "invalid address payload";
    }
    return text.chars().skip(2).allMatch(AddressReading::isBase32)
        ? "invalid address checksum"
        : "invalid address payload";
  }

  private static boolean isBase32(int c) {
    return c >= 'a' && c <= 'z' || c >= '2' && c <= '7';
  }
}
