package io.sealwright.protocol.ipld;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cbor.CborReader;
import io.sealwright.protocol.cbor.CborWriter;
import io.sealwright.protocol.cid.Cid;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A node of a HAMT in memory: what stands in each slot in use. */
final class HamtNode<V> {
  static final int MAX_BUCKET = 3;

  final SortedMap<Integer, Pointer<V>> slots = new TreeMap<>();

  sealed interface Pointer<V> {}

  /** A node below that is in a block of its own. */
  record Link<V>(Cid cid) implements Pointer<V> {}

  /** A node below that has changed since it was read. */
  record Child<V>(HamtNode<V> node) implements Pointer<V> {}

  /** One to three entries, keys ascending. */
  record Bucket<V>(List<Entry<V>> entries) implements Pointer<V> {
    Bucket {
      entries = List.copyOf(entries);
    }
  }

  record Entry<V>(ByteString key, V value) {}

  /** Nodes as blocks; a node that is written has no changed nodes below it any more. */
  static <V> CborCodec<HamtNode<V>> codec(CborCodec<V> values, int bitWidth) {
    return CborCodec.of((out, node) -> node.write(out, values), in -> read(in, values, bitWidth));
  }

  private void write(CborWriter out, CborCodec<V> values) {
    BigInteger bits = BigInteger.ZERO;
    for (int slot : slots.keySet()) {
      bits = bits.setBit(slot);
    }
    out.array(2);
    out.bytes(shortest(bits));
    out.array(slots.size());
    for (Pointer<V> pointer : slots.values()) {
      switch (pointer) {
        case Link<V>(Cid cid) -> out.cid(cid);
        case Bucket<V>(List<Entry<V>> entries) -> write(out, entries, values);
        case Child<V> _ -> throw new IllegalArgumentException("a changed node is not yet a block");
      }
    }
  }

  private static <V> void write(CborWriter out, List<Entry<V>> entries, CborCodec<V> values) {
    out.array(entries.size());
    for (Entry<V> entry : entries) {
      out.array(2);
      out.bytes(entry.key);
      values.write(out, entry.value);
    }
  }

  private static ByteString shortest(BigInteger bits) {
    ByteString bytes = ByteString.of(bits.toByteArray());
    return bytes.at(0) == 0 ? bytes.from(1) : bytes;
  }

  private static <V> HamtNode<V> read(CborReader in, CborCodec<V> values, int bitWidth)
      throws CborException {
    require(in, in.array(2) == 2, "a node is not a pair");
    ByteString bytes = in.bytes();
    BigInteger bits = new BigInteger(1, bytes.toBytes());
    boolean padded = !bytes.isEmpty() && bytes.at(0) == 0;
    require(in, !padded && bits.bitLength() <= 1 << bitWidth, "a node has slots it cannot have");
    int pointers = in.array(1 << bitWidth);
    require(in, bits.bitCount() == pointers, "the slots of a node do not fit its pointers");
    HamtNode<V> node = new HamtNode<>();
    for (int slot = bits.getLowestSetBit(); slot >= 0; slot = bits.getLowestSetBit()) {
      bits = bits.clearBit(slot);
      node.slots.put(slot, in.isCid() ? new Link<>(in.cid()) : bucket(in, values));
    }
    return node;
  }

  private static <V> Bucket<V> bucket(CborReader in, CborCodec<V> values) throws CborException {
    int size = in.array(MAX_BUCKET);
    require(in, size > 0, "a bucket is empty");
    List<Entry<V>> entries = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      require(in, in.array(2) == 2, "an entry is not a pair");
      ByteString key = in.bytes();
      require(
          in,
          entries.isEmpty() || entries.getLast().key.compareTo(key) < 0,
          "the keys of a bucket do not ascend");
      entries.add(new Entry<>(key, values.read(in)));
    }
    return new Bucket<>(entries);
  }

  private static void require(CborReader in, boolean holds, String otherwise) throws CborException {
    if (!holds) {
      throw in.fault(otherwise);
    }
  }
}
