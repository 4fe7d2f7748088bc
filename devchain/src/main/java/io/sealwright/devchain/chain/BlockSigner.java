package io.sealwright.devchain.chain;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Signature;
import java.io.IOException;
import java.util.Optional;

/** Signs for the miners of this node. */
@FunctionalInterface
public interface BlockSigner {
  /** The signature of a worker's key; empty if the key is not here. */
  Optional<Signature> sign(Address worker, ByteString bytes) throws IOException;
}
