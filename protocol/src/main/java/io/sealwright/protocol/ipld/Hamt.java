package io.sealwright.protocol.ipld;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A map from byte strings to values, as the built-in actors keep it.
 *
 * <pre>
 *   node     [ slots in use, big-endian number without leading zeros ; [ pointer, … ] ]
 *   pointer  a link to a node, or a bucket [ [ key, value ], … ] of at most three, keys ascending
 *   slot     the next bits of SHA-256(key), from the top
 * </pre>
 *
 * <p>Source: the IPLD HashMap specification, in Filecoin's variant.
 */
public final class Hamt<V> {
  private final BlockSource blocks;
  private final CborCodec<HamtNode<V>> nodes;
  private final int bitWidth;

  public Hamt(BlockSource blocks, CborCodec<V> values, int bitWidth) {
    this.blocks = blocks;
    this.nodes = HamtNode.codec(values, bitWidth);
    this.bitWidth = bitWidth;
  }

  /** The value of a key, if the map has it. */
  public Optional<V> get(Cid root, ByteString key) throws IOException {
    KeyHash hash = new KeyHash(key, bitWidth);
    Cid next = root;
    for (int depth = 0; ; depth++) {
      HamtNode.Pointer<V> pointer = blocks.read(next, nodes).slots.get(hash.slot(depth));
      switch (pointer) {
        case null -> {
          return Optional.empty();
        }
        case HamtNode.Link<V>(Cid child) -> next = child;
        case HamtNode.Bucket<V>(List<HamtNode.Entry<V>> entries) -> {
          return find(entries, key);
        }
        case HamtNode.Child<V> _ -> throw new IllegalStateException("a block has changed");
      }
    }
  }

  /** Shows all entries, in the order of the keys' hashes. */
  public void forEach(Cid root, EntryVisitor<ByteString, V> visitor) throws IOException {
    walk(blocks, nodes, bitWidth, blocks.read(root, nodes), visitor);
  }

  static <V> void walk(
      BlockSource blocks,
      CborCodec<HamtNode<V>> nodes,
      int bitWidth,
      HamtNode<V> root,
      EntryVisitor<ByteString, V> visitor)
      throws IOException {
    new Walk<>(blocks, nodes, bitWidth, visitor).walk(root, 0);
  }

  private record Walk<V>(
      BlockSource blocks,
      CborCodec<HamtNode<V>> nodes,
      int bitWidth,
      EntryVisitor<ByteString, V> visitor) {
    void walk(HamtNode<V> node, int depth) throws IOException {
      KeyHash.requireDepth(depth, bitWidth);
      for (HamtNode.Pointer<V> pointer : node.slots.values()) {
        switch (pointer) {
          case HamtNode.Link<V>(Cid child) -> walk(blocks.read(child, nodes), depth + 1);
          case HamtNode.Child<V>(HamtNode<V> child) -> walk(child, depth + 1);
          case HamtNode.Bucket<V>(List<HamtNode.Entry<V>> entries) -> {
            for (HamtNode.Entry<V> entry : entries) {
              visitor.visit(entry.key(), entry.value());
            }
          }
        }
      }
    }
  }

  static <V> Optional<V> find(List<HamtNode.Entry<V>> entries, ByteString key) {
    return entries.stream()
        .filter(entry -> entry.key().equals(key))
        .map(HamtNode.Entry::value)
        .findFirst();
  }
}
