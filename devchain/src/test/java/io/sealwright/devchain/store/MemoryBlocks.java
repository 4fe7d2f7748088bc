package io.sealwright.devchain.store;

import io.sealwright.protocol.cid.Cid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Blocks of a test. */
public final class MemoryBlocks implements Blocks {
  private final Map<Cid, byte[]> blocks = new HashMap<>();

  @Override
  public Cid put(byte[] block) {
    Cid cid = Cid.ofCbor(block);
    blocks.put(cid, block);
    return cid;
  }

  @Override
  public Optional<byte[]> block(Cid cid) {
    return Optional.ofNullable(blocks.get(cid));
  }

  public int count() {
    return blocks.size();
  }
}
