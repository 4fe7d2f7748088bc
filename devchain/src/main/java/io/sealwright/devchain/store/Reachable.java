package io.sealwright.devchain.store;

import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.cid.Codec;
import io.sealwright.protocol.ipld.BlockSource;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Collects the blocks that are still wanted, before the others are dropped. */
public final class Reachable {
  private final BlockSource blocks;
  private final Set<Cid> marked = new HashSet<>();
  private final Set<Cid> alone = new HashSet<>();

  public Reachable(BlockSource blocks) {
    this.blocks = blocks;
  }

  /** Marks one block without what it links to. */
  public void addAlone(Cid cid) {
    alone.add(cid);
  }

  /** Marks a block and all that links lead to from it; what is missing is passed over. */
  public void addTree(Cid root) throws IOException {
    Deque<Cid> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Cid cid = open.pop();
      if (!isBlock(cid) || !marked.add(cid) || cid.codec() != Codec.DAG_CBOR) {
        continue;
      }
      Optional<byte[]> block = blocks.block(cid);
      if (block.isPresent()) {
        Ipld.CODEC.decode(block.orElseThrow()).links().forEach(open::push);
      }
    }
  }

  public boolean isWanted(Cid cid) {
    return marked.contains(cid) || alone.contains(cid);
  }

  private static boolean isBlock(Cid cid) {
    return switch (cid.codec()) {
      case FIL_COMMITMENT_SEALED, FIL_COMMITMENT_UNSEALED -> false;
      case CBOR, RAW, DAG_PB, DAG_CBOR, LIBP2P_KEY -> true;
    };
  }
}
