package io.sealwright.protocol.message;

import java.util.Arrays;

/** The kinds of signatures, with the number the protocol gives each. */
public enum SignatureType {
  SECP256K1(1),
  BLS(2),
  DELEGATED(3);

  private final int number;

  SignatureType(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** An unknown number is an IllegalArgumentException. */
  public static SignatureType ofNumber(long number) {
    return Arrays.stream(values())
        .filter(type -> type.number == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown type of signature " + number));
  }
}
