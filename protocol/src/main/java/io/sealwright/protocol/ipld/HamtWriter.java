package io.sealwright.protocol.ipld;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.HamtNode.Bucket;
import io.sealwright.protocol.ipld.HamtNode.Child;
import io.sealwright.protocol.ipld.HamtNode.Entry;
import io.sealwright.protocol.ipld.HamtNode.Link;
import io.sealwright.protocol.ipld.HamtNode.Pointer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes a {@link Hamt}. Changes stay in memory until they are written; what has not changed is
 * not read. The form is canonical: equal entries give an equal root, whatever happened before.
 *
 * <p>It follows from one rule: entries below a slot are a bucket if there are at most three, else a
 * node; only the root is a node with fewer.
 */
public final class HamtWriter<V> {
  private final BlockStore blocks;
  private final CborCodec<HamtNode<V>> nodes;
  private final int bitWidth;
  private final HamtNode<V> root;

  private HamtWriter(BlockStore blocks, CborCodec<V> values, int bitWidth, Optional<Cid> from)
      throws IOException {
    this.blocks = blocks;
    this.nodes = HamtNode.codec(values, bitWidth);
    this.bitWidth = bitWidth;
    this.root = from.isPresent() ? blocks.read(from.orElseThrow(), nodes) : new HamtNode<>();
  }

  /** A map without entries. */
  public static <V> HamtWriter<V> empty(BlockStore blocks, CborCodec<V> values, int bitWidth) {
    try {
      return new HamtWriter<>(blocks, values, bitWidth, Optional.empty());
    } catch (IOException e) {
      throw new IllegalStateException(e); // Nothing is read.
    }
  }

  /** The map of a root. */
  public static <V> HamtWriter<V> of(BlockStore blocks, CborCodec<V> values, int bitWidth, Cid root)
      throws IOException {
    return new HamtWriter<>(blocks, values, bitWidth, Optional.of(root));
  }

  /** The value of a key, if the map has it now. */
  public Optional<V> get(ByteString key) throws IOException {
    KeyHash hash = new KeyHash(key, bitWidth);
    HamtNode<V> node = root;
    for (int depth = 0; ; depth++) {
      switch (node.slots.get(hash.slot(depth))) {
        case null -> {
          return Optional.empty();
        }
        case Bucket<V>(List<Entry<V>> entries) -> {
          return Hamt.find(entries, key);
        }
        case Link<V>(Cid cid) -> node = blocks.read(cid, nodes);
        case Child<V>(HamtNode<V> child) -> node = child;
      }
    }
  }

  public boolean contains(ByteString key) throws IOException {
    return get(key).isPresent();
  }

  /** Gives a key a value, a new one or instead of another. */
  public void set(ByteString key, V value) throws IOException {
    set(root, new KeyHash(key, bitWidth), 0, new Entry<>(key, value));
  }

  /** Takes an entry away, and returns its value if there was one. */
  public Optional<V> remove(ByteString key) throws IOException {
    Optional<V> found = get(key);
    if (found.isPresent()) {
      remove(root, new KeyHash(key, bitWidth), 0, key);
    }
    return found;
  }

  public boolean isEmpty() {
    return root.slots.isEmpty();
  }

  /** Shows all entries as they are now, in the order of the keys' hashes. */
  public void forEach(EntryVisitor<ByteString, V> visitor) throws IOException {
    Hamt.walk(blocks, nodes, bitWidth, root, visitor);
  }

  /** Writes what has changed; the writer can be used on. */
  public Cid write() {
    return write(root);
  }

  private void set(HamtNode<V> node, KeyHash hash, int depth, Entry<V> entry) throws IOException {
    int slot = hash.slot(depth);
    switch (node.slots.get(slot)) {
      case null -> node.slots.put(slot, new Bucket<>(List.of(entry)));
      case Bucket<V>(List<Entry<V>> entries) -> {
        List<Entry<V>> more = with(entries, entry);
        node.slots.put(
            slot, more.size() > HamtNode.MAX_BUCKET ? split(more, depth + 1) : new Bucket<>(more));
      }
      case Link<V> _, Child<V> _ -> set(below(node, slot), hash, depth + 1, entry);
    }
  }

  private Child<V> split(List<Entry<V>> entries, int depth) throws IOException {
    HamtNode<V> node = new HamtNode<>();
    for (Entry<V> entry : entries) {
      set(node, new KeyHash(entry.key(), bitWidth), depth, entry);
    }
    return new Child<>(node);
  }

  private void remove(HamtNode<V> node, KeyHash hash, int depth, ByteString key)
      throws IOException {
    int slot = hash.slot(depth);
    if (node.slots.get(slot) instanceof Bucket<V>(List<Entry<V>> entries)) {
      List<Entry<V>> rest = without(entries, key);
      if (rest.isEmpty()) {
        node.slots.remove(slot);
      } else {
        node.slots.put(slot, new Bucket<>(rest));
      }
      return;
    }
    HamtNode<V> child = below(node, slot);
    remove(child, hash, depth + 1, key);
    bucketOf(child).ifPresent(bucket -> node.slots.put(slot, bucket));
  }

  /** The node below a slot, ready to be changed. */
  private HamtNode<V> below(HamtNode<V> node, int slot) throws IOException {
    return switch (node.slots.get(slot)) {
      case Child<V>(HamtNode<V> child) -> child;
      case Link<V>(Cid cid) -> {
        HamtNode<V> child = blocks.read(cid, nodes);
        node.slots.put(slot, new Child<>(child));
        yield child;
      }
      case null, default -> throw new IllegalStateException("no node below slot " + slot);
    };
  }

  /** All entries of a node, if they are few enough to be a bucket. */
  private static <V> Optional<Bucket<V>> bucketOf(HamtNode<V> node) {
    List<Entry<V>> all = new ArrayList<>();
    for (Pointer<V> pointer : node.slots.values()) {
      if (!(pointer instanceof Bucket<V>(List<Entry<V>> entries))) {
        return Optional.empty();
      }
      all.addAll(entries);
    }
    all.sort((a, b) -> a.key().compareTo(b.key()));
    return all.size() > HamtNode.MAX_BUCKET ? Optional.empty() : Optional.of(new Bucket<>(all));
  }

  private Cid write(HamtNode<V> node) {
    node.slots.replaceAll((_, pointer) ->
        pointer instanceof Child<V>(HamtNode<V> child) ? new Link<>(write(child)) : pointer);
    return blocks.write(node, nodes);
  }

  private static <V> List<Entry<V>> with(List<Entry<V>> entries, Entry<V> entry) {
    List<Entry<V>> more = new ArrayList<>(without(entries, entry.key()));
    more.add(entry);
    more.sort((a, b) -> a.key().compareTo(b.key()));
    return more;
  }

  private static <V> List<Entry<V>> without(List<Entry<V>> entries, ByteString key) {
    return entries.stream().filter(entry -> !entry.key().equals(key)).toList();
  }
}
