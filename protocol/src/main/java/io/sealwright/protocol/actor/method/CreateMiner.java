package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.ByteString;
import java.util.List;

/** Parameters of the power actor's CreateMiner (2). */
public record CreateMiner(
    Address owner,
    Address worker,
    long windowPostProof,
    ByteString peerId,
    List<ByteString> multiaddrs) {

  /** The result: both addresses of the new miner. */
  public record Created(Address id, Address robust) {}

  public CreateMiner {
    multiaddrs = List.copyOf(multiaddrs);
  }
}
