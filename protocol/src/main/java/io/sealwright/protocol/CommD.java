package io.sealwright.protocol;

/** The commitment to a sector's data: root of its binary SHA-256 tree. */
public record CommD(Bytes32 value) {
  public String cid() {
    return CommitmentCid.UNSEALED.encode(value);
  }
}
