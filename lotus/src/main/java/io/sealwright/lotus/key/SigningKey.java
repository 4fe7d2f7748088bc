package io.sealwright.lotus.key;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignedMessage;
import java.util.random.RandomGenerator;

/** The secret of an account. Its text form is its address; the secret leaves only by export. */
public abstract sealed class SigningKey permits SecpKey, BlsKey {
  /** Bytes of a secret of either type. */
  public static final int SECRET_BYTES = 32;

  /** A new key. The randomness must come from a {@code SecureRandom} unless it is for a test. */
  public static SigningKey generate(KeyType type, RandomGenerator random) {
    return switch (type) {
      case SECP256K1 -> SecpKey.generate(random);
      case BLS -> BlsKey.generate(random);
    };
  }

  /**
   * The key of a secret: 32 bytes, big-endian for secp256k1 and little-endian for BLS. Zero, a
   * number not below the group's order, or another length is an IllegalArgumentException.
   */
  public static SigningKey of(KeyType type, ByteString secret) {
    if (secret.size() != SECRET_BYTES) {
      throw new IllegalArgumentException("a private key of " + secret.size() + " bytes, not 32");
    }
    return switch (type) {
      case SECP256K1 -> SecpKey.of(secret);
      case BLS -> BlsKey.of(secret);
    };
  }

  public abstract KeyType type();

  /** The account this key signs for. */
  public abstract Address address();

  /** Signs bytes as they are; the hash, where the scheme has one, is part of signing. */
  public abstract Signature sign(ByteString bytes);

  abstract ByteString secret();

  /** Signs a message. One that is from another address than this key's is not refused here. */
  public SignedMessage sign(Message message) {
    return new SignedMessage(message, sign(message.signedBytes()));
  }

  @Override
  public String toString() {
    return address().toString();
  }
}
