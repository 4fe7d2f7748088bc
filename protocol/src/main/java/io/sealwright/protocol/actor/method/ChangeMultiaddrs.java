package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.bytes.ByteString;
import java.util.List;

/** Parameters of ChangeMultiaddrs: binary multiaddrs where the miner is reached. */
public record ChangeMultiaddrs(List<ByteString> multiaddrs) {
  public ChangeMultiaddrs {
    multiaddrs = List.copyOf(multiaddrs);
  }
}
