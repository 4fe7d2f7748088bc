package io.sealwright.lotus.key;

import io.sealwright.protocol.message.SignatureType;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of keys that can be made here, as Lotus names and (formerly) numbered them. */
public enum KeyType {
  SECP256K1("secp256k1", SignatureType.SECP256K1),
  BLS("bls", SignatureType.BLS);

  private final String wireName;
  private final SignatureType signatureType;

  KeyType(String wireName, SignatureType signatureType) {
    this.wireName = wireName;
    this.signatureType = signatureType;
  }

  /** The name in files and calls. */
  public String wireName() {
    return wireName;
  }

  SignatureType signatureType() {
    return signatureType;
  }

  static Optional<KeyType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(name)).findFirst();
  }

  /** The number that stood for a type in old files: that of its signatures. */
  static Optional<KeyType> numbered(int number) {
    return Arrays.stream(values())
        .filter(type -> type.signatureType.number() == number)
        .findFirst();
  }

  /** An unknown name is an IllegalArgumentException. */
  public static KeyType parse(String name) {
    return named(name)
        .orElseThrow(
            () -> new IllegalArgumentException("\"" + name + "\" is neither secp256k1 nor bls"));
  }

  @Override
  public String toString() {
    return wireName;
  }
}
