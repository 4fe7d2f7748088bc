package io.sealwright.proofs.label;

import io.sealwright.proofs.graph.Parents;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Labels of a run of consecutive nodes, the inner loop of phase 1.
 *
 * <p>A label is one SHA-256 over 1,248 bytes, twenty compressions that cannot overlap: each needs
 * the one before, and the next node needs this label. That chain is the floor of the cost. All else
 * is arranged to hide behind it:
 *
 * <pre>
 *   slot of a node, 512 bytes      header 64 | parent 0 .. parent 13, 32 each
 *                                  \_________ 8 blocks _________/ \
 *   hashed as                      header and 14 parents, 14 parents, 9 parents   (8 + 7 + 4½ blocks)
 *   in layer 1                     header and 6 parents, 5 times 6 parents, 1 parent
 * </pre>
 *
 * The repetitions of parents are hashed from the same bytes rather than copied: fourteen and six
 * labels are whole blocks, so each update goes straight to the multi-block intrinsic.
 *
 * <p>Parents come from anywhere in gigabytes of memory, each a cache miss and, in mapped files, a
 * miss of the page tables. {@link #gather} therefore copies, before a batch is hashed, all parents
 * that are already known: every expander parent, and base parents older than the batch. These
 * copies do not depend on each other, so the processor has many misses under way at once. Base
 * parents inside the batch are remembered in a list and copied, cache-hot, just before their node
 * is hashed.
 *
 * <p>Source: section "label" of the stacked depth-robust graph's definition (Fisch, 2018, and the
 * reference's {@code create_label}). Not safe for use by several threads.
 */
final class LabelBatch {
  /**
   * Nodes of a batch: enough for the misses to overlap, few enough for the slots to stay cached.
   */
  static final int NODES = 64;

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

  private final Layer layer;
  private final Shape shape;
  private final MessageDigest sha = sha256();
  private final byte[] slots = new byte[NODES * SLOT_BYTES];
  private final int[] parents = new int[NODES * Parents.DEGREE];

  /** Parents inside the batch: the node of the batch to copy, and the place in the slots. */
  private final int[] pendingFrom = new int[NODES * Parents.BASE_DEGREE];

  private final int[] pendingTo = new int[NODES * Parents.BASE_DEGREE];

  /** Where in the pending list the parents of each node of the batch end. */
  private final int[] pendingEnd = new int[NODES];

  private long first;
  private int count;

  LabelBatch(Layer layer) {
    this.layer = layer;
    this.shape = Shape.of(layer);
    for (int slot = 0; slot < slots.length; slot += SLOT_BYTES) {
      layer.replicaId().copyTo(slots, slot);
      BIG_INT.set(slots, slot + LAYER_AT, layer.number());
    }
  }

  /**
   * How the bytes of a slot repeat in the preimage: whole, then its parents so often, then some.
   */
  private record Shape(int wholeBytes, int parentBytes, int repeats, int tailBytes) {
    private static final Shape FIRST = of(Parents.BASE_DEGREE, 5, 1);
    private static final Shape LATER = of(Parents.DEGREE, 1, 9);

    static Shape of(Layer layer) {
      return switch (layer) {
        case Layer.First _ -> FIRST;
        case Layer.Later _ -> LATER;
      };
    }

    private static Shape of(int parents, int repeats, int tail) {
      return new Shape(HEADER_BYTES + parents * LABEL, parents * LABEL, repeats, tail * LABEL);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java platform without SHA-256", e);
    }
  }

  /**
   * Begins a batch of at most {@link #NODES} nodes and copies all parents that have a label.
   *
   * @param stored labels of this layer from node 0; read below {@code recentFrom} only
   * @param recent labels of this layer from node {@code recentFrom}
   */
  void gather(long first, int count, MemorySegment stored, byte[] recent, long recentFrom) {
    this.first = first;
    this.count = count;
    layer.parents().read(first, count, parents);
    if (layer instanceof Layer.Later later) {
      gatherExpander(later.before());
    }
    int pending = 0;
    for (int i = 0; i < count; i++) {
      int slot = i * SLOT_BYTES;
      BIG_LONG.set(slots, slot + NODE_AT, first + i);
      for (int j = 0; j < Parents.BASE_DEGREE; j++) {
        int to = slot + HEADER_BYTES + j * LABEL;
        long parent = parents[i * Parents.DEGREE + j];
        if (parent < recentFrom) {
          copy(stored, parent * LABEL, to);
        } else if (parent < first) {
          copy(recent, (int) (parent - recentFrom) * LABEL, to);
        } else {
          pendingFrom[pending] = (int) (parent - first);
          pendingTo[pending++] = to;
        }
      }
      pendingEnd[i] = pending;
    }
  }

  private void gatherExpander(MemorySegment before) {
    for (int i = 0; i < count; i++) {
      int to = i * SLOT_BYTES + HEADER_BYTES + Parents.BASE_DEGREE * LABEL;
      int from = i * Parents.DEGREE + Parents.BASE_DEGREE;
      for (int j = 0; j < Parents.EXPANDER_DEGREE; j++) {
        copy(before, (long) parents[from + j] * LABEL, to + j * LABEL);
      }
    }
  }

  /** Writes the labels of the gathered batch to {@code labels}, the first at {@code at}. */
  void hash(byte[] labels, int at) {
    int pending = 0;
    for (int i = 0; i < count; i++) {
      for (; pending < pendingEnd[i]; pending++) {
        copy(labels, at + pendingFrom[pending] * LABEL, pendingTo[pending]);
      }
      absorb(i);
      int label = at + i * LABEL;
      try {
        sha.digest(labels, label, LABEL);
      } catch (DigestException e) {
        throw new IllegalStateException(e); // Only for less than 32 bytes of room.
      }
      labels[label + LABEL - 1] &= TOP_MASK;
    }
  }

  private void absorb(int i) {
    int slot = i * SLOT_BYTES;
    if (first + i == 0) {
      sha.update(slots, slot, HEADER_BYTES); // Node 0 has no parents to speak of.
      return;
    }
    sha.update(slots, slot, shape.wholeBytes);
    for (int repeat = 0; repeat < shape.repeats; repeat++) {
      sha.update(slots, slot + HEADER_BYTES, shape.parentBytes);
    }
    sha.update(slots, slot + HEADER_BYTES, shape.tailBytes);
  }

  private void copy(MemorySegment from, long at, int to) {
    LONG.set(slots, to, from.get(WORD, at));
    LONG.set(slots, to + 8, from.get(WORD, at + 8));
    LONG.set(slots, to + 16, from.get(WORD, at + 16));
    LONG.set(slots, to + 24, from.get(WORD, at + 24));
  }

  private void copy(byte[] from, int at, int to) {
    LONG.set(slots, to, (long) LONG.get(from, at));
    LONG.set(slots, to + 8, (long) LONG.get(from, at + 8));
    LONG.set(slots, to + 16, (long) LONG.get(from, at + 16));
    LONG.set(slots, to + 24, (long) LONG.get(from, at + 24));
  }
}
