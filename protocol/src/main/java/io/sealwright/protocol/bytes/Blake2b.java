package io.sealwright.protocol.bytes;

import org.bouncycastle.crypto.digests.Blake2bDigest;

/** BLAKE2b (RFC 7693) in the lengths Filecoin uses. */
public enum Blake2b {
  /** Checksums of addresses. */
  BYTES_4(4),
  /** Payloads of key and actor addresses. */
  BYTES_20(20),
  /** CIDs, tickets and what secp256k1 signs. */
  BYTES_32(32);

  private final int length;

  Blake2b(int length) {
    this.length = length;
  }

  /** The digest of the parts, read as one string. */
  public ByteString digest(ByteString... parts) {
    return digest(new Blake2bDigest(length * Byte.SIZE), parts);
  }

  /**
   * The digest under a key.
   *
   * @param key up to 64 bytes
   */
  public ByteString keyed(ByteString key, ByteString... parts) {
    return digest(new Blake2bDigest(key.toBytes(), length, null, null), parts);
  }

  private ByteString digest(Blake2bDigest hash, ByteString... parts) {
    for (ByteString part : parts) {
      hash.update(part.toBytes(), 0, part.size());
    }
    byte[] digest = new byte[length];
    hash.doFinal(digest, 0);
    return ByteString.of(digest);
  }
}
