package io.sealwright.protocol.ipld;

import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cid.Cid;

/**
 * A source of blocks that can be added to. Putting a block twice is the same as putting it once.
 */
public interface BlockStore extends BlockSource {
  /** Keeps a dag-cbor block, and names it. */
  Cid put(byte[] block);

  /** Keeps a value as a block of its own. */
  default <T> Cid write(T value, CborCodec<T> codec) {
    return put(codec.encode(value));
  }
}
