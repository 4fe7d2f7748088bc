package io.sealwright.protocol.chain;

import io.sealwright.protocol.cid.Cid;
import java.util.List;

/** The CIDs of a tipset's blocks, in their order. Without any it stands for the current head. */
public record TipsetKey(List<Cid> blocks) {
  public static final TipsetKey HEAD = new TipsetKey(List.of());

  public TipsetKey {
    blocks = List.copyOf(blocks);
  }

  public boolean isHead() {
    return blocks.isEmpty();
  }
}
