package io.sealwright.proofs.graph;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of the platform; every Java platform has it. */
final class Sha256 {
  private Sha256() {}

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java platform without SHA-256", e);
    }
  }

  /** The digest of the parts, one after the other. */
  static byte[] of(byte[]... parts) {
    MessageDigest digest = start();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }
}
