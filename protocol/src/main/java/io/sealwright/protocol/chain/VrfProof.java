package io.sealwright.protocol.chain;

import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;

/** A proof of verifiable randomness: a block's ticket is one. */
public record VrfProof(ByteString bytes) {
  /** What blocks of a tipset are ordered by, and tickets are drawn from. */
  public ByteString digest() {
    return Blake2b.BYTES_32.digest(bytes);
  }
}
