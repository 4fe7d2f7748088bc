package io.sealwright.protocol.ipld;

import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.util.Optional;

/** Finds blocks by CID. What it returns has been checked against the CID, or is trusted. */
@FunctionalInterface
public interface BlockSource {
  /** The bytes of a block, or nothing where the source does not have it. */
  Optional<byte[]> block(Cid cid) throws IOException;

  /** The value of a block that has to be there; else it is a {@link MissingBlock}. */
  default <T> T read(Cid cid, CborCodec<T> codec) throws IOException {
    return codec.decode(block(cid).orElseThrow(() -> new MissingBlock(cid)));
  }
}
