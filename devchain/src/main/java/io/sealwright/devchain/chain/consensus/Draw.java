package io.sealwright.devchain.chain.consensus;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import java.nio.ByteBuffer;

/**
 * Randomness for one purpose: BLAKE2b-256 of domain ‖ digest ‖ epoch ‖ entropy, numbers big-endian
 * in 8 bytes, where the digest is that of a ticket's or a beacon entry's bytes.
 */
public final class Draw {
  /** Domain of a block's ticket. */
  public static final long TICKET = 1;

  /** Domain of the proof that a block was won. */
  public static final long ELECTION = 2;

  private Draw() {}

  public static Bytes32 digest(ByteString base) {
    return Bytes32.of(Blake2b.BYTES_32.digest(base).toBytes());
  }

  public static Bytes32 from(Bytes32 digest, long domain, Epoch epoch, ByteString entropy) {
    ByteString drawn =
        Blake2b.BYTES_32.digest(
            number(domain), ByteString.of(digest.toBytes()), number(epoch.height()), entropy);
    return Bytes32.of(drawn.toBytes());
  }

  private static ByteString number(long value) {
    return ByteString.of(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }
}
