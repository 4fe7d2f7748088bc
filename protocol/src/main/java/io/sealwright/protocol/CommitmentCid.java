package io.sealwright.protocol;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * How commitments are written as CIDs: version 1, base32 lower case without padding, a codec and a
 * hash that together say whether data or a replica is meant.
 */
enum CommitmentCid {
  /** fil-commitment-unsealed 0xf101 with sha2-256-trunc254-padded 0x1012. */
  UNSEALED("0181e203922020", "an unsealed commitment (baga6ea4seaq…)"),
  /** fil-commitment-sealed 0xf102 with poseidon-bls12_381-a2-fc1 0xb401. */
  SEALED("0182e20381e80220", "a sealed commitment (bagboea4b5abc…)");

  private final byte[] prefix;
  private final String meaning;

  CommitmentCid(String prefix, String meaning) {
    this.prefix = HexFormat.of().parseHex(prefix);
    this.meaning = meaning;
  }

  String encode(Bytes32 value) {
    byte[] binary = Arrays.copyOf(prefix, prefix.length + Bytes32.LENGTH);
    value.copyTo(binary, prefix.length);
    return "b" + Base32.encode(binary);
  }

  Bytes32 decode(String cid) {
    byte[] binary = cid.startsWith("b") ? Base32.decode(cid.substring(1)) : new byte[0];
    if (binary.length != prefix.length + Bytes32.LENGTH
        || !Arrays.equals(binary, 0, prefix.length, prefix, 0, prefix.length)) {
      throw new IllegalArgumentException("\"" + cid + "\" is not the CID of " + meaning);
    }
    return Bytes32.of(Arrays.copyOfRange(binary, prefix.length, binary.length));
  }
}
