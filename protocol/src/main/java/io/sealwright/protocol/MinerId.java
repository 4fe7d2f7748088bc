package io.sealwright.protocol;

import java.util.regex.Pattern;

/** The number of a miner actor, as its ID address {@code f01000} names it. */
public record MinerId(long id) {
  private static final Pattern ADDRESS = Pattern.compile("[ft]0(0|[1-9][0-9]{0,18})");

  public MinerId {
    if (id < 0) {
      throw new IllegalArgumentException("actor id " + id + " is negative");
    }
  }

  /** Reads {@code f01000} or {@code t01000}; anything else is an IllegalArgumentException. */
  public static MinerId parse(String address) {
    var digits = ADDRESS.matcher(address);
    if (!digits.matches()) {
      throw new IllegalArgumentException(
          "\"" + address + "\" is not a miner's ID address such as f01000");
    }
    try {
      return new MinerId(Long.parseLong(digits.group(1)));
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("actor id in \"" + address + "\" exceeds 2^63-1");
    }
  }

  /** The prover id of proofs: the address payload (LEB128 of the number), padded with zeros. */
  public Bytes32 proverId() {
    byte[] bytes = new byte[Bytes32.LENGTH];
    long rest = id;
    int length = 0;
    while (rest >= 0x80) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length] = (byte) rest;
    return Bytes32.of(bytes);
  }

  @Override
  public String toString() {
    return "f0" + id;
  }
}
