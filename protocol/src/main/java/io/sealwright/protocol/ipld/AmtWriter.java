package io.sealwright.protocol.ipld;

import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.AmtNode.Child;
import io.sealwright.protocol.ipld.AmtNode.Link;
import io.sealwright.protocol.ipld.AmtNode.Value;
import java.io.IOException;
import java.util.Optional;

/**
 * Changes an {@link Amt}. Changes stay in memory until they are written; what has not changed is
 * not read. The form is canonical: equal entries give an equal root, whatever happened before: no
 * node but the root is empty, and the tree is as low as its highest index allows.
 */
public final class AmtWriter<V> {
  private final BlockStore blocks;
  private final AmtShape<V> shape;
  private AmtNode<V> root;
  private int height;
  private long count;

  private AmtWriter(BlockStore blocks, AmtShape<V> shape, AmtNode.Root<V> from) {
    this.blocks = blocks;
    this.shape = shape;
    this.root = from.node();
    this.height = from.height();
    this.count = from.count();
  }

  /** An array without values. */
  public static <V> AmtWriter<V> empty(BlockStore blocks, CborCodec<V> values, int bitWidth) {
    return empty(blocks, new AmtShape<>(values, bitWidth, true));
  }

  /** An array for a block's messages or their receipts, in their older version. */
  public static <V> AmtWriter<V> ofMessages(BlockStore blocks, CborCodec<V> values) {
    return empty(blocks, new AmtShape<>(values, BitWidths.MESSAGES, false));
  }

  private static <V> AmtWriter<V> empty(BlockStore blocks, AmtShape<V> shape) {
    return new AmtWriter<>(blocks, shape, new AmtNode.Root<>(0, 0, new AmtNode<>()));
  }

  /** The array of a root. */
  public static <V> AmtWriter<V> of(BlockStore blocks, CborCodec<V> values, int bitWidth, Cid root)
      throws IOException {
    AmtShape<V> shape = new AmtShape<>(values, bitWidth, true);
    return new AmtWriter<>(blocks, shape, blocks.read(root, shape.roots()));
  }

  public long count() {
    return count;
  }

  /** The value at an index, if there is one now. */
  public Optional<V> get(long index) throws IOException {
    return Amt.find(blocks, shape, root, height, index);
  }

  /** Gives an index a value, a new one or instead of another. */
  public void set(long index, V value) throws IOException {
    while (!shape.reaches(height, index)) {
      AmtNode<V> above = new AmtNode<>();
      if (!root.slots.isEmpty()) {
        above.slots.put(0, new Child<>(root));
      }
      root = above;
      height++;
    }
    AmtNode<V> node = root;
    for (int at = height; at > 0; at--) {
      int slot = shape.slot(at, index);
      node.slots.putIfAbsent(slot, new Child<>(new AmtNode<>()));
      node = below(node, slot, at);
    }
    if (node.slots.put(shape.slot(0, index), new Value<>(value)) == null) {
      count++;
    }
  }

  /** Takes a value away, and returns it if there was one. */
  public Optional<V> remove(long index) throws IOException {
    Optional<V> found = get(index);
    if (found.isPresent()) {
      remove(root, height, index);
      count--;
      shrink();
    }
    return found;
  }

  /** Shows all entries as they are now, indexes ascending. */
  public void forEach(EntryVisitor<Long, V> visitor) throws IOException {
    Amt.walk(blocks, shape, new Amt.At<>(root, height, 0), visitor);
  }

  /** Writes what has changed; the writer can be used on. */
  public Cid write() {
    writeBelow(root, height);
    return blocks.write(new AmtNode.Root<>(height, count, root), shape.roots());
  }

  private void remove(AmtNode<V> node, int at, long index) throws IOException {
    int slot = shape.slot(at, index);
    if (at == 0) {
      node.slots.remove(slot);
      return;
    }
    AmtNode<V> child = below(node, slot, at);
    remove(child, at - 1, index);
    if (child.slots.isEmpty()) {
      node.slots.remove(slot);
    }
  }

  private void shrink() throws IOException {
    if (root.slots.isEmpty()) {
      height = 0;
    }
    while (height > 0 && root.slots.size() == 1 && root.slots.firstKey() == 0) {
      root = below(root, 0, height);
      height--;
    }
  }

  /** The node below a slot of a node at a height, ready to be changed. */
  private AmtNode<V> below(AmtNode<V> node, int slot, int at) throws IOException {
    return switch (node.slots.get(slot)) {
      case Child<V>(AmtNode<V> child) -> child;
      case Link<V>(Cid cid) -> {
        AmtNode<V> child = blocks.read(cid, shape.nodes(at - 1));
        node.slots.put(slot, new Child<>(child));
        yield child;
      }
      case null, default -> throw new IllegalStateException("no node below slot " + slot);
    };
  }

  private void writeBelow(AmtNode<V> node, int at) {
    node.slots.replaceAll((_, part) -> {
      if (part instanceof Child<V>(AmtNode<V> child)) {
        writeBelow(child, at - 1);
        return new Link<>(blocks.write(child, shape.nodes(at - 1)));
      }
      return part;
    });
  }
}
