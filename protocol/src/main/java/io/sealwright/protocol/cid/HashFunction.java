package io.sealwright.protocol.cid;

import java.util.Arrays;

/** The hashes of the field, with the number the multicodec table gives each. */
public enum HashFunction {
  /** No hash: the digest is the content itself. */
  IDENTITY(0x00, 0, Multihash.MAX_IDENTITY),
  SHA2_256(0x12, 32, 32),
  /** SHA-256 with the two top bits of the last byte cleared: a field element of CommD, CommP. */
  SHA2_256_TRUNC254_PADDED(0x1012, 32, 32),
  /** Poseidon over BLS12-381's scalar field, arity 2: CommR. */
  POSEIDON_BLS12_381_A2_FC1(0xb401, 32, 32),
  BLAKE2B_256(0xb220, 32, 32);

  private final int code;
  private final int shortest;
  private final int longest;

  HashFunction(int code, int shortest, int longest) {
    this.code = code;
    this.shortest = shortest;
    this.longest = longest;
  }

  public int code() {
    return code;
  }

  boolean allows(int digestLength) {
    return digestLength >= shortest && digestLength <= longest;
  }

  static HashFunction ofCode(long code) {
    return Arrays.stream(values())
        .filter(function -> function.code == code)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("unknown hash 0x" + Long.toHexString(code)));
  }
}
