package io.sealwright.protocol.ipld;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The path of a key through a HAMT: the bits of its SHA-256, from the top. */
final class KeyHash {
  private static final int BITS = 256;

  private final byte[] hash;
  private final int bitWidth;

  KeyHash(ByteString key, int bitWidth) {
    this.hash = sha256(key);
    this.bitWidth = bitWidth;
  }

  /** The slot at a depth; there are no more bits below a certain one. */
  int slot(int depth) throws CborException {
    requireDepth(depth, bitWidth);
    int slot = 0;
    for (int bit = depth * bitWidth; bit < (depth + 1) * bitWidth; bit++) {
      slot = slot << 1 | hash[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1;
    }
    return slot;
  }

  static void requireDepth(int depth, int bitWidth) throws CborException {
    if ((depth + 1) * bitWidth > BITS) {
      throw new CborException("a map is deeper than its hash has bits");
    }
  }

  private static byte[] sha256(ByteString key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.toBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
