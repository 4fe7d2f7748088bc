package io.sealwright.protocol.ipld;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cbor.CborReader;
import io.sealwright.protocol.cbor.CborWriter;
import io.sealwright.protocol.cid.Cid;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A node of an AMT in memory: values at height 0, nodes below at other heights. */
final class AmtNode<V> {
  final SortedMap<Integer, Part<V>> slots = new TreeMap<>();

  sealed interface Part<V> {}

  record Value<V>(V value) implements Part<V> {}

  /** A node below that is in a block of its own. */
  record Link<V>(Cid cid) implements Part<V> {}

  /** A node below that has changed since it was read. */
  record Child<V>(AmtNode<V> node) implements Part<V> {}

  /** The root block: how many levels are above the values, and how many values there are. */
  record Root<V>(int height, long count, AmtNode<V> node) {}

  private static final int MAX_INDEX_BITS = 64;

  /**
   * Roots as blocks.
   *
   * @param tellsWidth whether the bit width is written in front: not so before version 3
   */
  static <V> CborCodec<Root<V>> root(CborCodec<V> values, int bitWidth, boolean tellsWidth) {
    int parts = tellsWidth ? 4 : 3;
    return CborCodec.of(
        (out, root) -> {
          out.array(parts);
          if (tellsWidth) {
            out.unsigned(bitWidth);
          }
          out.unsigned(root.height);
          out.unsigned(root.count);
          root.node.write(out, values, bitWidth);
        },
        in -> {
          require(in, in.array(4) == parts, "the root of an array has other than its parts");
          long width = tellsWidth ? in.unsigned() : bitWidth;
          require(in, width == bitWidth, width + " bits a level instead of " + bitWidth);
          long height = in.unsigned();
          require(in, height >= 0 && height < MAX_INDEX_BITS / bitWidth, "height " + height);
          long count = in.unsigned();
          require(in, count >= 0, "more values than there are indexes");
          return new Root<>((int) height, count, read(in, values, bitWidth, (int) height));
        });
  }

  /** Nodes of one height as blocks. */
  static <V> CborCodec<AmtNode<V>> codec(CborCodec<V> values, int bitWidth, int height) {
    return CborCodec.of(
        (out, node) -> node.write(out, values, bitWidth), in -> read(in, values, bitWidth, height));
  }

  private void write(CborWriter out, CborCodec<V> values, int bitWidth) {
    byte[] bits = new byte[bitmapBytes(bitWidth)];
    List<Cid> links = new ArrayList<>();
    List<V> leaves = new ArrayList<>();
    slots.forEach((slot, part) -> {
      bits[slot / Byte.SIZE] |= (byte) (1 << slot % Byte.SIZE);
      switch (part) {
        case Value<V>(V value) -> leaves.add(value);
        case Link<V>(Cid cid) -> links.add(cid);
        case Child<V> _ -> throw new IllegalArgumentException("a changed node is not a block");
      }
    });
    out.array(3);
    out.bytes(ByteString.of(bits));
    out.array(links.size());
    links.forEach(out::cid);
    out.array(leaves.size());
    leaves.forEach(value -> values.write(out, value));
  }

  private static <V> AmtNode<V> read(CborReader in, CborCodec<V> values, int bitWidth, int height)
      throws CborException {
    require(in, in.array(3) == 3, "a node is not a tuple of three");
    List<Integer> used = slots(in, bitWidth);
    List<Part<V>> parts = new ArrayList<>();
    int links = in.array(1 << bitWidth);
    for (int i = 0; i < links; i++) {
      parts.add(new Link<>(in.cid()));
    }
    int leaves = in.array(1 << bitWidth);
    for (int i = 0; i < leaves; i++) {
      parts.add(new Value<>(values.read(in)));
    }
    require(
        in,
        (height == 0 ? links : leaves) == 0 && parts.size() == used.size(),
        "the slots of a node do not fit its parts");
    AmtNode<V> node = new AmtNode<>();
    for (int i = 0; i < used.size(); i++) {
      node.slots.put(used.get(i), parts.get(i));
    }
    return node;
  }

  private static List<Integer> slots(CborReader in, int bitWidth) throws CborException {
    ByteString bits = in.bytes();
    require(in, bits.size() == bitmapBytes(bitWidth), "slots of " + bits.size() + " bytes");
    List<Integer> used = new ArrayList<>();
    for (int i = 0; i < bits.size() * Byte.SIZE; i++) {
      if ((bits.at(i / Byte.SIZE) >> i % Byte.SIZE & 1) == 1) {
        used.add(i);
      }
    }
    return used;
  }

  private static int bitmapBytes(int bitWidth) {
    return Math.max(1, (1 << bitWidth) / Byte.SIZE);
  }

  private static void require(CborReader in, boolean holds, String otherwise) throws CborException {
    if (!holds) {
      throw in.fault(otherwise);
    }
  }
}
