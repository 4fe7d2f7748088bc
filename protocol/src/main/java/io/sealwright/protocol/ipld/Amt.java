package io.sealwright.protocol.ipld;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A sparse array of values, as the built-in actors keep it (version 3).
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
  private static final int MAX_INDEX_BITS = 64;

  private final BlockSource blocks;
  private final CborCodec<V> values;
  private final int bitWidth;

  public Amt(BlockSource blocks, CborCodec<V> values, int bitWidth) {
    this.blocks = blocks;
    this.values = values;
    this.bitWidth = bitWidth;
  }

  private record Root(int height, long count, Ipld node) {}

  private record Node(List<Integer> slots, List<Ipld> parts) {}

  /** The value at an index, if there is one. A negative index is an IllegalArgumentException. */
  public Optional<V> get(Cid root, long index) throws IOException {
    if (index < 0) {
      throw new IllegalArgumentException("index " + index);
    }
    Root top = root(root);
    if (shift(top.height + 1) < Long.SIZE - 1 && index >>> shift(top.height + 1) != 0) {
      return Optional.empty();
    }
    Ipld node = top.node;
    for (int height = top.height; ; height--) {
      Node here = node(node, height);
      int at = here.slots.indexOf((int) (index >>> shift(height)) & (1 << bitWidth) - 1);
      if (at < 0) {
        return Optional.empty();
      }
      if (height == 0) {
        return Optional.of(value(here.parts.get(at)));
      }
      node = blocks.read(Nodes.link(here.parts.get(at)), Ipld.CODEC);
    }
  }

  /** Shows all entries, indexes ascending; then compares their number with the root's. */
  public void forEach(Cid root, EntryVisitor<Long, V> visitor) throws IOException {
    Root top = root(root);
    long seen = walk(top.node, top.height, 0, visitor);
    if (seen != top.count) {
      throw new CborException("an array of " + top.count + " values holds " + seen);
    }
  }

  private long walk(Ipld value, int height, long first, EntryVisitor<Long, V> visitor)
      throws IOException {
    Node node = node(value, height);
    long seen = 0;
    for (int i = 0; i < node.parts.size(); i++) {
      long index = first + ((long) node.slots.get(i) << shift(height));
      Ipld part = node.parts.get(i);
      if (height == 0) {
        visitor.visit(index, value(part));
        seen++;
      } else {
        seen += walk(blocks.read(Nodes.link(part), Ipld.CODEC), height - 1, index, visitor);
      }
    }
    return seen;
  }

  private Root root(Cid cid) throws IOException {
    List<Ipld> parts = Nodes.tuple(blocks.read(cid, Ipld.CODEC), 4);
    long width = Nodes.number(parts.getFirst(), MAX_INDEX_BITS);
    if (width != bitWidth) {
      throw new CborException(
          "array " + cid + " takes " + width + " bits a level instead of " + bitWidth);
    }
    int height = (int) Nodes.number(parts.get(1), MAX_INDEX_BITS / bitWidth - 1);
    return new Root(height, Nodes.number(parts.get(2), Long.MAX_VALUE), parts.get(3));
  }

  private Node node(Ipld value, int height) throws CborException {
    List<Ipld> parts = Nodes.tuple(value, 3);
    List<Integer> slots = slots(Nodes.bytes(parts.getFirst()));
    List<Ipld> links = Nodes.items(parts.get(1));
    List<Ipld> leaves = Nodes.items(parts.get(2));
    List<Ipld> used = height == 0 ? leaves : links;
    if (links.size() + leaves.size() != used.size() || used.size() != slots.size()) {
      throw new CborException("a node of an array: its slots do not fit its parts");
    }
    return new Node(slots, used);
  }

  private List<Integer> slots(ByteString bits) throws CborException {
    if (bits.size() != Math.max(1, (1 << bitWidth) / Byte.SIZE)) {
      throw new CborException("a node of an array has slots of " + bits.size() + " bytes");
    }
    List<Integer> slots = new ArrayList<>();
    for (int i = 0; i < bits.size() * Byte.SIZE; i++) {
      if ((bits.at(i / Byte.SIZE) >> i % Byte.SIZE & 1) == 1) {
        slots.add(i);
      }
    }
    return slots;
  }

  private V value(Ipld value) throws CborException {
    return values.decode(Ipld.CODEC.encode(value));
  }

  private int shift(int height) {
    return bitWidth * height;
  }
}
