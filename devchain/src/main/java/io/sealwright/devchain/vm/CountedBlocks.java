package io.sealwright.devchain.vm;

import io.sealwright.devchain.store.Blocks;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Blocks whose reading and writing costs one message gas: each block once. */
final class CountedBlocks implements Blocks {
  private final Blocks below;
  private final Gas gas;
  private final Set<Cid> seen = new HashSet<>();

  CountedBlocks(Blocks below, Gas gas) {
    this.below = below;
    this.gas = gas;
  }

  @Override
  public Cid put(byte[] block) {
    Cid cid = below.put(block);
    if (seen.add(cid)) {
      gas.count(Gas.writing(block.length));
    }
    return cid;
  }

  @Override
  public Optional<byte[]> block(Cid cid) throws IOException {
    Optional<byte[]> block = below.block(cid);
    if (block.isPresent() && seen.add(cid)) {
      gas.count(Gas.reading(block.orElseThrow().length));
    }
    return block;
  }
}
