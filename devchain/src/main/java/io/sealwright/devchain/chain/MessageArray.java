package io.sealwright.devchain.chain;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborReader;
import io.sealwright.protocol.cbor.CborWriter;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.BlockSource;
import io.sealwright.protocol.ipld.BlockStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A list as blocks keep their messages and receipts: the first version of the AMT, whose root does
 * not say how wide a node is (it always has eight slots).
 *
 * <pre>
 *   root  [ height, count, node ]
 *   node  [ one byte of slots in use ; [ link, … ] ; [ value, … ] ]
 * </pre>
 */
final class MessageArray<V> {
  /** Messages of a block, of either kind of signature. */
  static final int MAX_VALUES = 8192;

  private static final int WIDTH = 8;
  private static final int MAX_HEIGHT = 5;

  private final CborCodec<V> values;

  MessageArray(CborCodec<V> values) {
    this.values = values;
  }

  private record Node<V>(List<Cid> links, List<V> values) {}

  private record Root<V>(int height, long count, Node<V> node) {}

  /** Writes a list, and returns its root. */
  Cid write(BlockStore blocks, List<V> list) {
    if (list.size() > MAX_VALUES) {
      throw new IllegalArgumentException(list.size() + " values in one block");
    }
    List<Node<V>> level = leaves(list);
    int height = 0;
    while (level.size() > 1) {
      level = above(blocks, level);
      height++;
    }
    Root<V> root = new Root<>(height, list.size(), level.getFirst());
    return blocks.write(root, roots());
  }

  /** The values in their order. */
  List<V> read(BlockSource blocks, Cid root) throws IOException {
    Root<V> top = blocks.read(root, roots());
    List<V> found = new ArrayList<>();
    walk(blocks, top.node, top.height, found);
    if (found.size() != top.count) {
      throw new CborException("a list of " + top.count + " values holds " + found.size());
    }
    return List.copyOf(found);
  }

  private void walk(BlockSource blocks, Node<V> node, int height, List<V> found)
      throws IOException {
    if (height == 0 ? !node.links.isEmpty() : !node.values.isEmpty()) {
      throw new CborException("a node of a list: its parts do not fit its height");
    }
    found.addAll(node.values);
    for (Cid link : node.links) {
      walk(blocks, blocks.read(link, nodes()), height - 1, found);
    }
  }

  private static <V> List<Node<V>> leaves(List<V> list) {
    List<Node<V>> leaves = new ArrayList<>();
    for (int at = 0; at == 0 || at < list.size(); at += WIDTH) {
      leaves.add(new Node<>(List.of(), list.subList(at, Math.min(list.size(), at + WIDTH))));
    }
    return leaves;
  }

  private List<Node<V>> above(BlockStore blocks, List<Node<V>> level) {
    List<Node<V>> above = new ArrayList<>();
    for (int at = 0; at < level.size(); at += WIDTH) {
      List<Node<V>> children = level.subList(at, Math.min(level.size(), at + WIDTH));
      above.add(
          new Node<>(
              children.stream().map(child -> blocks.write(child, nodes())).toList(), List.of()));
    }
    return above;
  }

  private CborCodec<Root<V>> roots() {
    return CborCodec.of(
        (out, root) -> {
          out.array(3);
          out.unsigned(root.height);
          out.unsigned(root.count);
          write(out, root.node);
        },
        in -> {
          require(in, in.array(3) == 3, "the root of a list is not a tuple of three");
          long height = in.unsigned();
          require(in, height >= 0 && height <= MAX_HEIGHT, "a list of height " + height);
          return new Root<>((int) height, in.unsigned(), read(in));
        });
  }

  private CborCodec<Node<V>> nodes() {
    return CborCodec.of(this::write, this::read);
  }

  private void write(CborWriter out, Node<V> node) {
    int used = node.links.size() + node.values.size();
    out.array(3);
    out.bytes(ByteString.of((byte) ((1 << used) - 1)));
    out.array(node.links.size());
    node.links.forEach(out::cid);
    out.array(node.values.size());
    node.values.forEach(value -> values.write(out, value));
  }

  private Node<V> read(CborReader in) throws CborException {
    require(in, in.array(3) == 3, "a node of a list is not a tuple of three");
    ByteString slots = in.bytes();
    List<Cid> links = new ArrayList<>();
    int linkCount = in.array(WIDTH);
    for (int i = 0; i < linkCount; i++) {
      links.add(in.cid());
    }
    List<V> found = new ArrayList<>();
    int valueCount = in.array(WIDTH);
    for (int i = 0; i < valueCount; i++) {
      found.add(values.read(in));
    }
    int used = (1 << linkCount + valueCount) - 1;
    require(in, slots.size() == 1 && slots.at(0) == used, "a list with holes");
    return new Node<>(links, found);
  }

  private static void require(CborReader in, boolean holds, String otherwise)
      throws CborException {
    if (!holds) {
      throw in.fault(otherwise);
    }
  }
}
