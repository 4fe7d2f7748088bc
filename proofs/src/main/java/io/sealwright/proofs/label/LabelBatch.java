package io.sealwright.proofs.label;

import io.sealwright.proofs.graph.Parents;
import io.sealwright.proofs.hash.Sha256;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Labels of a run of consecutive nodes, the inner loop of phase 1.
 *
 * <p>A label is one SHA-256 over 1,248 bytes, twenty compressions that cannot overlap: each needs
 * the one before, and the next node needs this label. That chain is the floor of the cost; what is
 * added to it is bringing parents together in one slot:
 *
 * <pre>
 *   slot, 512 bytes    header 64 | parent 0 .. parent 13, 32 each    (layer 1: 0 .. 5, twice)
 *   hashed as          header and 14 parents, 14 parents, 9 parents    (8 + 7 + 4½ blocks)
 *   in layer 1         header and 12 parents, 12, 12, 1                (7 + 6 + 6 + ½ blocks)
 * </pre>
 *
 * The repetitions are hashed from the same bytes rather than copied: fourteen and twelve labels are
 * whole blocks, so each update goes straight to the multi-block intrinsic. The slot stays in the
 * first-level cache; one slot a node of the batch was slower.
 *
 * <p>Parents come from anywhere in gigabytes of memory, each a cache miss and, in mapped files, a
 * miss of the page tables as well. Before a batch is hashed, one word of each of its parents is
 * loaded, and nothing else is done: these loads do not depend on each other and are few
 * instructions apart, so the processor has some twenty misses under way at once, where copies have
 * five. The copies then find their lines in the second-level cache. Base parents that have no label
 * yet, or one too young to be stored, are in the caller's window and cached anyway.
 *
 * <p>Source: section "label" of the stacked depth-robust graph's definition (Fisch, 2018, and the
 * reference's {@code create_label}). Not safe for use by several threads.
 */
final class LabelBatch {
  /**
   * Nodes of a batch that serve throughput best: enough for the misses to overlap, few enough for
   * the loaded lines (224 KiB) to stay in the second-level cache. From 64 to 512 differ little.
   */
  static final int NODES = 256;

  private static final int LABEL = Layer.LABEL_BYTES;
  private static final int HEADER_BYTES = 64;
  private static final int LAYER_AT = 32;
  private static final int NODE_AT = 36;
  private static final int SLOT_BYTES = HEADER_BYTES + Parents.DEGREE * LABEL;

  /** Clears bits 254 and 255 of a label. */
  private static final byte TOP_MASK = 0x3f;

  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle BIG_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Parents graph;
  private final MemorySegment before;
  private final MemorySegment stored;
  private final Shape shape;
  private final MessageDigest sha = Sha256.start();
  private final byte[] slot = new byte[SLOT_BYTES];
  private final MemorySegment slotSegment = MemorySegment.ofArray(slot);
  private final int[] parents;

  /** Keeps the loads that warm the cache from being optimised away. */
  @SuppressWarnings("UnusedVariable")
  private long touched;

  /**
   * {@code nodes}: at most so many at once. {@code stored}: labels of this layer from node 0, as
   * far as {@link #label} is told that they are there.
   */
  LabelBatch(int nodes, Layer layer, MemorySegment stored) {
    this.parents = new int[nodes * Parents.DEGREE];
    this.graph = layer.parents();
    this.stored = stored;
    this.before =
        switch (layer) {
          case Layer.First _ -> stored; // Never read: the shape has no expander parents.
          case Layer.Later later -> later.before();
        };
    this.shape = Shape.of(layer);
    layer.replicaId().copyTo(slot, 0);
    BIG_INT.set(slot, LAYER_AT, layer.number());
  }

  /**
   * How the preimage is made of the slot: all of it, then its parents so often, then some of them.
   *
   * @param degree parents of a node
   * @param width labels in the slot, a multiple of the degree
   */
  private record Shape(int degree, int width, int repeats, int tail) {
    private static final Shape FIRST = new Shape(Parents.BASE_DEGREE, 12, 2, 1);
    private static final Shape LATER = new Shape(Parents.DEGREE, Parents.DEGREE, 1, 9);

    static Shape of(Layer layer) {
      return switch (layer) {
        case Layer.First _ -> FIRST;
        case Layer.Later _ -> LATER;
      };
    }
  }

  /**
   * Labels nodes {@code first} to {@code first + count - 1} into {@code labels}, from position
   * {@code at}.
   *
   * @param storedBelow base parents below this node are stored; the others are in {@code labels},
   *     before {@code at}
   */
  void label(long first, int count, byte[] labels, int at, long storedBelow) {
    graph.read(first, count, parents);
    touch(count, storedBelow);
    for (int i = 0; i < count; i++) {
      int label = at + i * LABEL;
      gather(first, i, labels, at, storedBelow);
      absorb(first + i);
      finish(labels, label);
      labels[label + LABEL - 1] &= TOP_MASK;
    }
  }

  /** Loads a word of each parent, and nothing else, so that as many misses as can be overlap. */
  private void touch(int count, long storedBelow) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      int from = i * Parents.DEGREE;
      for (int j = Parents.BASE_DEGREE; j < shape.degree; j++) {
        sum ^= before.get(WORD, (long) parents[from + j] * LABEL);
      }
      if (storedBelow > 0) {
        for (int j = 0; j < Parents.BASE_DEGREE; j++) {
          sum ^= stored.get(WORD, Math.min(parents[from + j], storedBelow - 1) * LABEL);
        }
      }
    }
    touched = sum;
  }

  private void gather(long first, int i, byte[] labels, int at, long storedBelow) {
    BIG_LONG.set(slot, NODE_AT, first + i);
    int from = i * Parents.DEGREE;
    for (int j = Parents.BASE_DEGREE; j < shape.degree; j++) {
      copy(before, parents[from + j], HEADER_BYTES + j * LABEL);
    }
    for (int j = 0; j < Parents.BASE_DEGREE; j++) {
      int parent = parents[from + j];
      int to = HEADER_BYTES + j * LABEL;
      if (parent < storedBelow) {
        copy(stored, parent, to);
      } else {
        copy(labels, at + (int) (parent - first) * LABEL, to);
      }
    }
    if (shape.width > shape.degree) {
      int base = Parents.BASE_DEGREE * LABEL;
      System.arraycopy(slot, HEADER_BYTES, slot, HEADER_BYTES + base, base);
    }
  }

  private void finish(byte[] labels, int label) {
    try {
      sha.digest(labels, label, LABEL);
    } catch (DigestException e) {
      throw new IllegalStateException("no room for 32 bytes at " + label, e);
    }
  }

  private void absorb(long node) {
    if (node == 0) {
      sha.update(slot, 0, HEADER_BYTES); // Node 0 has no parents to speak of.
      return;
    }
    int parentBytes = shape.width * LABEL;
    sha.update(slot, 0, HEADER_BYTES + parentBytes);
    for (int repeat = 0; repeat < shape.repeats; repeat++) {
      sha.update(slot, HEADER_BYTES, parentBytes);
    }
    sha.update(slot, HEADER_BYTES, shape.tail * LABEL);
  }

  private void copy(MemorySegment from, long node, int to) {
    MemorySegment.copy(from, node * LABEL, slotSegment, to, LABEL);
  }

  private void copy(byte[] from, int at, int to) {
    LONG.set(slot, to, (long) LONG.get(from, at));
    LONG.set(slot, to + 8, (long) LONG.get(from, at + 8));
    LONG.set(slot, to + 16, (long) LONG.get(from, at + 16));
    LONG.set(slot, to + 24, (long) LONG.get(from, at + 24));
  }
}
