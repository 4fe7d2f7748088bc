package io.sealwright.protocol.ipld;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
  private static final int MAX_BUCKET = 3;
  private static final int HASH_BITS = 256;

  private final BlockSource blocks;
  private final CborCodec<V> values;
  private final int bitWidth;

  public Hamt(BlockSource blocks, CborCodec<V> values, int bitWidth) {
    this.blocks = blocks;
    this.values = values;
    this.bitWidth = bitWidth;
  }

  private record Node(BigInteger slots, List<Ipld> pointers) {
    int indexOf(int slot) {
      return slots.and(BigInteger.ONE.shiftLeft(slot).subtract(BigInteger.ONE)).bitCount();
    }
  }

  /** The value of a key, if the map has it. */
  public Optional<V> get(Cid root, ByteString key) throws IOException {
    byte[] hash = sha256(key);
    Cid next = root;
    for (int depth = 0; (depth + 1) * bitWidth <= HASH_BITS; depth++) {
      Node node = node(next);
      int slot = slot(hash, depth);
      if (!node.slots.testBit(slot)) {
        return Optional.empty();
      }
      Ipld pointer = node.pointers.get(node.indexOf(slot));
      if (!(pointer instanceof Ipld.Link(Cid child))) {
        return find(pointer, key);
      }
      next = child;
    }
    throw tooDeep();
  }

  /** Shows all entries, in the order of the keys' hashes. */
  public void forEach(Cid root, EntryVisitor<ByteString, V> visitor) throws IOException {
    walk(root, 0, visitor);
  }

  private void walk(Cid at, int depth, EntryVisitor<ByteString, V> visitor) throws IOException {
    if ((depth + 1) * bitWidth > HASH_BITS) {
      throw tooDeep();
    }
    for (Ipld pointer : node(at).pointers) {
      if (pointer instanceof Ipld.Link(Cid child)) {
        walk(child, depth + 1, visitor);
      } else {
        for (Ipld entry : bucket(pointer)) {
          List<Ipld> pair = Nodes.tuple(entry, 2);
          visitor.visit(Nodes.bytes(pair.getFirst()), value(pair.getLast()));
        }
      }
    }
  }

  private Optional<V> find(Ipld pointer, ByteString key) throws CborException {
    for (Ipld entry : bucket(pointer)) {
      List<Ipld> pair = Nodes.tuple(entry, 2);
      if (Nodes.bytes(pair.getFirst()).equals(key)) {
        return Optional.of(value(pair.getLast()));
      }
    }
    return Optional.empty();
  }

  private V value(Ipld value) throws CborException {
    return values.decode(Ipld.CODEC.encode(value));
  }

  private Node node(Cid cid) throws IOException {
    List<Ipld> parts = Nodes.tuple(blocks.read(cid, Ipld.CODEC), 2);
    ByteString bits = Nodes.bytes(parts.getFirst());
    List<Ipld> pointers = Nodes.items(parts.getLast());
    BigInteger slots = new BigInteger(1, bits.toBytes());
    boolean padded = !bits.isEmpty() && bits.at(0) == 0;
    if (padded || slots.bitLength() > 1 << bitWidth || slots.bitCount() != pointers.size()) {
      throw new CborException("node " + cid + ": its slots do not fit its pointers");
    }
    return new Node(slots, pointers);
  }

  private static List<Ipld> bucket(Ipld pointer) throws CborException {
    List<Ipld> bucket = Nodes.items(pointer);
    if (bucket.isEmpty() || bucket.size() > MAX_BUCKET) {
      throw new CborException("a bucket of " + bucket.size() + " entries");
    }
    for (int i = 1; i < bucket.size(); i++) {
      if (key(bucket.get(i - 1)).compareTo(key(bucket.get(i))) >= 0) {
        throw new CborException("the keys of a bucket do not ascend");
      }
    }
    return bucket;
  }

  private static ByteString key(Ipld entry) throws CborException {
    return Nodes.bytes(Nodes.tuple(entry, 2).getFirst());
  }

  private int slot(byte[] hash, int depth) {
    int slot = 0;
    for (int bit = depth * bitWidth; bit < (depth + 1) * bitWidth; bit++) {
      slot = slot << 1 | hash[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1;
    }
    return slot;
  }

  private static CborException tooDeep() {
    return new CborException("a map is deeper than its hash has bits");
  }

  private static byte[] sha256(ByteString key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.toBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
