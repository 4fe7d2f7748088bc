package io.sealwright.devchain.store;

import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.cid.Codec;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * New blocks in memory above others: most of what carrying out messages writes is an intermediate
 * state that nobody needs afterwards. {@link #keep} brings down what is left of it.
 */
public final class Overlay implements Blocks {
  private final Blocks below;
  private final Map<Cid, byte[]> fresh = new HashMap<>();

  public Overlay(Blocks below) {
    this.below = below;
  }

  @Override
  public Cid put(byte[] block) {
    Cid cid = Cid.ofCbor(block);
    fresh.put(cid, block);
    return cid;
  }

  @Override
  public Optional<byte[]> block(Cid cid) throws IOException {
    byte[] block = fresh.get(cid);
    return block == null ? below.block(cid) : Optional.of(block);
  }

  /** Puts the new blocks that a root leads to into the blocks below, leaves first. */
  public void keep(Cid root) throws IOException {
    byte[] block = fresh.remove(root);
    if (block == null) {
      return;
    }
    for (Cid link : links(block)) {
      keep(link);
    }
    below.put(block);
  }

  private static Iterable<Cid> links(byte[] block) throws IOException {
    Stream<Cid> links = Ipld.CODEC.decode(block).links();
    return links.filter(link -> link.codec() == Codec.DAG_CBOR).toList();
  }
}
