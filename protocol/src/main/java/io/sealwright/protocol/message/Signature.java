package io.sealwright.protocol.message;

import io.sealwright.protocol.bytes.ByteString;

/**
 * A signature: 65 bytes r ‖ s ‖ v for secp256k1 and delegated ones, 96 for BLS. The length is not
 * checked here, since a chain may carry a signature that is merely wrong.
 */
public record Signature(SignatureType type, ByteString bytes) {
  /** The most bytes any signature on the chain may have. */
  public static final int MAX_BYTES = 200;

  public Signature {
    if (bytes.size() > MAX_BYTES) {
      throw new IllegalArgumentException("a signature of " + bytes.size() + " bytes");
    }
  }

  /** Reads the type's number and the bytes after it; else an IllegalArgumentException. */
  static Signature fromBytes(ByteString typed) {
    if (typed.isEmpty()) {
      throw new IllegalArgumentException("a signature without a type");
    }
    return new Signature(SignatureType.ofNumber(typed.at(0)), typed.from(1));
  }

  ByteString toBytes() {
    return ByteString.of((byte) type.number()).plus(bytes);
  }
}
