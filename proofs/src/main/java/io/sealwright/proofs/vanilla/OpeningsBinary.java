package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.tree.MerkleProof;
import io.sealwright.proofs.tree.MerkleProof.Step;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.Ticket;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The binary form of what C1 hands to C2, as GPU provers write it: lengths and numbers little-endian,
 * nodes as they are (proofs specification, end of section 5.6). It does not say which seal proof it
 * is of.
 */
public final class OpeningsBinary {
  private static final int SINGLE = 0;
  private static final int SUB = 1;
  private static final int TOP = 2;

  private OpeningsBinary() {}

  /** The whole of it: 28 KiB for a 2 KiB sector, some 15 MB for one of 32 GiB. */
  public static byte[] write(SealOpenings openings) {
    Writer out = new Writer();
    out.list(openings.partitions(), partition -> out.list(partition, out::leaf));
    out.node(openings.commR().value());
    out.node(openings.commD().value());
    out.node(openings.replicaId());
    out.node(openings.seed());
    out.node(openings.ticket().value());
    return out.bytes();
  }

  /**
   * Reads the openings of a seal proof.
   *
   * @throws DamagedOpenings if the bytes end early, go on, or hold what cannot be
   */
  public static SealOpenings read(SealProof proof, byte[] bytes) throws DamagedOpenings {
    Reader in = new Reader(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    try {
      SealOpenings openings =
          new SealOpenings(
              proof,
              in.list(() -> in.list(in::leaf)),
              new CommR(in.node()),
              new CommD(in.node()),
              in.node(),
              in.node(),
              new Ticket(in.node()));
      if (in.buffer.hasRemaining()) {
        throw new DamagedOpenings(in.buffer.remaining() + " bytes after the output of C1");
      }
      return openings;
    } catch (BufferUnderflowException e) {
      throw new DamagedOpenings("the output of C1 ends early", e);
    } catch (IllegalArgumentException e) {
      throw new DamagedOpenings("not what C1 writes: " + e.getMessage(), e);
    }
  }

  private interface Put<T> {
    void put(T item);
  }

  private interface Take<T> {
    T take();
  }

  private static final class Writer {
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    void leaf(LeafProof proof) {
      inclusion(proof.data());
      inclusion(proof.replica());
      column(proof.column());
      list(proof.baseParents(), this::column);
      list(proof.expanderParents(), this::column);
      list(proof.labelings(), this::labeling);
      labeling(proof.encoding());
    }

    private void column(Column column) {
      number32(column.node());
      list(column.labels(), this::node);
      inclusion(column.inclusion());
    }

    private void labeling(Labeling labeling) {
      list(labeling.parents(), this::node);
      number32(labeling.layer());
      number64(labeling.node());
    }

    private void inclusion(MerkleProof proof) {
      if (proof.sub().isEmpty()) {
        number32(SINGLE);
        node(proof.root());
        node(proof.leaf());
        list(proof.base(), this::step);
        return;
      }
      number32(proof.top().isEmpty() ? SUB : TOP);
      list(proof.base(), this::step);
      list(proof.sub().stream().toList(), this::step);
      proof.top().ifPresent(step -> list(List.of(step), this::step));
      node(proof.root());
      node(proof.leaf());
    }

    private void step(Step step) {
      list(step.siblings(), this::node);
      number64(step.index());
    }

    <T> void list(List<T> items, Put<T> item) {
      number64(items.size());
      items.forEach(item::put);
    }

    void node(Bytes32 node) {
      room(Bytes32.LENGTH).put(node.toBytes());
    }

    private void number32(long value) {
      room(Integer.BYTES).putInt((int) value);
    }

    private void number64(long value) {
      room(Long.BYTES).putLong(value);
    }

    private ByteBuffer room(int bytes) {
      if (buffer.remaining() < bytes) {
        buffer =
            ByteBuffer.allocate(2 * buffer.capacity())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(buffer.flip());
      }
      return buffer;
    }

    byte[] bytes() {
      byte[] bytes = new byte[buffer.position()];
      buffer.flip().get(bytes);
      return bytes;
    }
  }

  private record Reader(ByteBuffer buffer) {
    LeafProof leaf() {
      return new LeafProof(
          inclusion(),
          inclusion(),
          column(),
          list(this::column),
          list(this::column),
          list(this::labeling),
          labeling());
    }

    private Column column() {
      return new Column(Integer.toUnsignedLong(buffer.getInt()), list(this::node), inclusion());
    }

    private Labeling labeling() {
      return new Labeling(list(this::node), buffer.getInt(), buffer.getLong());
    }

    private MerkleProof inclusion() {
      int variant = buffer.getInt();
      if (variant == SINGLE) {
        Bytes32 root = node();
        Bytes32 leaf = node();
        return new MerkleProof(root, leaf, list(this::step), Optional.empty(), Optional.empty());
      }
      if (variant != SUB && variant != TOP) {
        throw new IllegalArgumentException("inclusion proof of kind " + variant);
      }
      List<Step> base = list(this::step);
      Optional<Step> sub = Optional.of(onlyStep());
      Optional<Step> top = variant == TOP ? Optional.of(onlyStep()) : Optional.empty();
      Bytes32 root = node();
      return new MerkleProof(root, node(), base, sub, top);
    }

    private Step onlyStep() {
      List<Step> steps = list(this::step);
      if (steps.size() != 1) {
        throw new IllegalArgumentException("a joining level of " + steps.size() + " levels");
      }
      return steps.getFirst();
    }

    private Step step() {
      return new Step(list(this::node), place());
    }

    private int place() {
      long place = buffer.getLong();
      if (place != (int) place) {
        throw new IllegalArgumentException("child " + place);
      }
      return (int) place;
    }

    /** A list; its length is believed only as far as there are bytes for it. */
    <T> List<T> list(Take<T> item) {
      long size = buffer.getLong();
      if (size < 0 || size > buffer.remaining()) {
        throw new IllegalArgumentException("a list of " + size + " items");
      }
      List<T> items = new ArrayList<>();
      for (long i = 0; i < size; i++) {
        items.add(item.take());
      }
      return items;
    }

    Bytes32 node() {
      byte[] bytes = new byte[Bytes32.LENGTH];
      buffer.get(bytes);
      return Bytes32.of(bytes);
    }
  }
}
