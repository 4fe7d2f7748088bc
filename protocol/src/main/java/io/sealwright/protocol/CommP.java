package io.sealwright.protocol;

/** The commitment to a piece: root of the binary SHA-256 tree over its padded bytes. */
public record CommP(Bytes32 value) {

  /** Reads a piece CID ({@code baga6ea4seaq…}); any other CID is an IllegalArgumentException. */
  public static CommP fromCid(String cid) {
    return new CommP(CommitmentCid.UNSEALED.decode(cid));
  }

  public String cid() {
    return CommitmentCid.UNSEALED.encode(value);
  }
}
