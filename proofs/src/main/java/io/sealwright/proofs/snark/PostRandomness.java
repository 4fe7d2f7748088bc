package io.sealwright.proofs.snark;

import io.sealwright.protocol.Bytes32;

/** The chain's randomness as proofs of spacetime take it: 254 bits, so that it is below r. */
public final class PostRandomness {
  private static final byte TOP_BITS_CLEAR = 0x3f;

  private PostRandomness() {}

  public static Bytes32 masked(Bytes32 randomness) {
    byte[] bytes = randomness.toBytes();
    bytes[bytes.length - 1] &= TOP_BITS_CLEAR;
    return Bytes32.of(bytes);
  }
}
