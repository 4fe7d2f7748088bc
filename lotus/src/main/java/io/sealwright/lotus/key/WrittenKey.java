package io.sealwright.lotus.key;

import io.sealwright.protocol.bytes.ByteString;

/**
 * A key as it travels in a call: not yet checked to be one. Its text never shows the secret.
 *
 * @param type secp256k1, bls, or what else a wallet may know
 */
public record WrittenKey(String type, ByteString secret) {

  /** A key as it is written. */
  public static WrittenKey of(SigningKey key) {
    return new WrittenKey(key.type().wireName(), key.secret());
  }

  @Override
  public String toString() {
    return "a key of type " + type;
  }
}
