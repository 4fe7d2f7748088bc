package io.sealwright.proofs.tree;

import io.sealwright.proofs.tree.MerkleProof.Step;
import io.sealwright.protocol.Bytes32;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * What the files of a tree say of the way from a leaf to the root: read, and not yet hashed.
 *
 * @param span the leaf, with all that share its ancestor in the lowest stored row
 * @param groups in each stored row but the root's, the node on the way and its siblings
 */
public record Branch(
    NodeHash hash, TreeLayout layout, long leaf, MemorySegment span, List<MemorySegment> groups) {
  private static final long NODE = Bytes32.LENGTH;

  public Branch {
    groups = List.copyOf(groups);
  }

  /**
   * Where nodes are read from.
   *
   * @param <E> how that may fail
   */
  @FunctionalInterface
  public interface Nodes<E extends Exception> {
    MemorySegment read(long offset, long bytes) throws E;
  }

  /**
   * Reads what is needed of a tree.
   *
   * @param file the stored rows
   * @param leaves row 0, wherever it is
   */
  public static <E extends Exception> Branch read(
      NodeHash hash, TreeLayout layout, long leaf, Nodes<E> file, Nodes<E> leaves) throws E {
    long span = 1;
    for (int row = 0; row < layout.firstRow(); row++) {
      span *= layout.arity();
    }
    MemorySegment below = leaves.read(leaf / span * span * NODE, span * NODE);
    List<MemorySegment> groups = new ArrayList<>();
    long index = leaf / span;
    for (int row = layout.firstRow(); row < layout.rows() - 1; row++) {
      long first = index / layout.arity() * layout.arity();
      groups.add(file.read(layout.offset(row, first), layout.arity() * NODE));
      index /= layout.arity();
    }
    return new Branch(hash, layout, leaf, below, groups);
  }

  /** The leaf itself. */
  public Bytes32 node() {
    return node(span, leaf % (span.byteSize() / NODE));
  }

  /** The siblings on the way. Rows that are not stored are hashed again. */
  public List<Step> steps() {
    try (Arena arena = Arena.ofConfined()) {
      List<Step> steps = new ArrayList<>();
      long index = leaf % (span.byteSize() / NODE);
      MemorySegment row = span;
      for (int r = 0; r < layout.firstRow(); r++) {
        steps.add(step(row, index));
        row = nextRow(row, arena);
        index /= layout.arity();
      }
      long above = leaf / (span.byteSize() / NODE);
      for (MemorySegment group : groups) {
        steps.add(step(group, above % layout.arity()));
        above /= layout.arity();
      }
      return List.copyOf(steps);
    }
  }

  private MemorySegment nextRow(MemorySegment row, Arena arena) {
    int parents = Math.toIntExact(row.byteSize() / NODE / layout.arity());
    MemorySegment next = arena.allocate(parents * NODE, Long.BYTES);
    hash.hashRows(row, 0, next, 0, parents);
    return next;
  }

  private Step step(MemorySegment row, long index) {
    int place = (int) (index % layout.arity());
    List<Bytes32> siblings = new ArrayList<>();
    for (int child = 0; child < layout.arity(); child++) {
      if (child != place) {
        siblings.add(node(row, index - place + child));
      }
    }
    return new Step(siblings, place);
  }

  private static Bytes32 node(MemorySegment nodes, long index) {
    return Bytes32.of(nodes.asSlice(index * NODE, NODE).toArray(ValueLayout.JAVA_BYTE));
  }
}
