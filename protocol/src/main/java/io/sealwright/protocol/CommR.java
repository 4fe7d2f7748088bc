package io.sealwright.protocol;

/** The commitment to a replica, which pre-commit puts on chain. */
public record CommR(Bytes32 value) {

  /** Reads a sealed CID ({@code bagboea4b5abc…}); any other CID is an IllegalArgumentException. */
  public static CommR fromCid(String cid) {
    return new CommR(CommitmentCid.SEALED.decode(cid));
  }

  public String cid() {
    return CommitmentCid.SEALED.encode(value);
  }
}
