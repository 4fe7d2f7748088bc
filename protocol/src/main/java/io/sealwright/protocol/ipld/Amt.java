package io.sealwright.protocol.ipld;

import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A sparse array of values, as the built-in actors keep it (version 3). Blocks keep messages in one
 * of an older version, which differs in that the root does not tell the bit width.
 *
 * <pre>
 *   root  [ bit width, height, count, node ]
 *   node  [ slots in use, least significant bit first ; [ link, … ] ; [ value, … ] ]
 * </pre>
 *
 * <p>Links above height 0, values at height 0. Slot s of a node at height h that begins at index i
 * stands for indexes from i + s · 2^(width · h). Source: the specification of Filecoin's AMT.
 */
public final class Amt<V> {
  private final BlockSource blocks;
  private final AmtShape<V> shape;

  public Amt(BlockSource blocks, CborCodec<V> values, int bitWidth) {
    this(blocks, new AmtShape<>(values, bitWidth, true));
  }

  private Amt(BlockSource blocks, AmtShape<V> shape) {
    this.blocks = blocks;
    this.shape = shape;
  }

  /** An array of a block's messages: of an older version, whose root does not tell its width. */
  public static <V> Amt<V> ofMessages(BlockSource blocks, CborCodec<V> values) {
    return new Amt<>(blocks, new AmtShape<>(values, BitWidths.MESSAGES, false));
  }

  /** The value at an index, if there is one. A negative index is an IllegalArgumentException. */
  public Optional<V> get(Cid root, long index) throws IOException {
    AmtNode.Root<V> top = blocks.read(root, shape.roots());
    return find(blocks, shape, top.node(), top.height(), index);
  }

  /** Shows all entries, indexes ascending; then compares their number with the root's. */
  public void forEach(Cid root, EntryVisitor<Long, V> visitor) throws IOException {
    AmtNode.Root<V> top = blocks.read(root, shape.roots());
    long seen = walk(blocks, shape, new At<>(top.node(), top.height(), 0), visitor);
    if (seen != top.count()) {
      throw new CborException("an array of " + top.count() + " values holds " + seen);
    }
  }

  /** How many values there are, by the root's own word. */
  public long count(Cid root) throws IOException {
    return blocks.read(root, shape.roots()).count();
  }

  /** A node, its height and its first index. */
  record At<V>(AmtNode<V> node, int height, long first) {}

  static <V> Optional<V> find(
      BlockSource blocks, AmtShape<V> shape, AmtNode<V> root, int top, long index)
      throws IOException {
    if (!shape.reaches(top, index)) {
      return Optional.empty();
    }
    AmtNode<V> node = root;
    for (int height = top; ; height--) {
      switch (node.slots.get(shape.slot(height, index))) {
        case null -> {
          return Optional.empty();
        }
        case AmtNode.Value<V>(V value) -> {
          return Optional.of(value);
        }
        case AmtNode.Link<V>(Cid cid) -> node = blocks.read(cid, shape.nodes(height - 1));
        case AmtNode.Child<V>(AmtNode<V> child) -> node = child;
      }
    }
  }

  static <V> long walk(
      BlockSource blocks, AmtShape<V> shape, At<V> at, EntryVisitor<Long, V> visitor)
      throws IOException {
    long seen = 0;
    int below = at.height - 1;
    for (Map.Entry<Integer, AmtNode.Part<V>> slot : at.node.slots.entrySet()) {
      long index = at.first + ((long) slot.getKey() << shape.shift(at.height));
      switch (slot.getValue()) {
        case AmtNode.Value<V>(V value) -> {
          visitor.visit(index, value);
          seen++;
        }
        case AmtNode.Link<V>(Cid cid) -> {
          AmtNode<V> child = blocks.read(cid, shape.nodes(below));
          seen += walk(blocks, shape, new At<>(child, below, index), visitor);
        }
        case AmtNode.Child<V>(AmtNode<V> child) ->
            seen += walk(blocks, shape, new At<>(child, below, index), visitor);
      }
    }
    return seen;
  }
}
