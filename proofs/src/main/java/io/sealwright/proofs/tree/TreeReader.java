package io.sealwright.proofs.tree;

import io.sealwright.proofs.tree.MerkleProof.Step;
import io.sealwright.protocol.Bytes32;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one tree from its file. Rows that the file leaves out are hashed again from the leaves: of
 * a replica tree of a large sector 512 leaves for each opening.
 */
public final class TreeReader {
  private static final long NODE = Bytes32.LENGTH;

  private final NodeHash hash;
  private final TreeLayout layout;
  private final MemorySegment file;
  private final MemorySegment leaves;

  /**
   * @param file of the layout's size
   * @param leaves as many nodes as the layout has leaves, mapped from wherever they are
   */
  public TreeReader(NodeHash hash, TreeLayout layout, MemorySegment file, MemorySegment leaves) {
    if (hash.arity() != layout.arity()
        || file.byteSize() != layout.fileBytes()
        || leaves.byteSize() < layout.leaves() * NODE) {
      throw new IllegalArgumentException("the parts of a tree do not fit each other");
    }
    this.hash = hash;
    this.layout = layout;
    this.file = file;
    this.leaves = leaves;
  }

  /** A tree whose file holds its leaves too. */
  public static TreeReader whole(NodeHash hash, TreeLayout layout, MemorySegment file) {
    return new TreeReader(hash, layout, file, file);
  }

  public Bytes32 root() {
    return node(file, layout.offset(layout.rows() - 1, 0));
  }

  public Bytes32 leaf(long index) {
    return node(leaves, index * NODE);
  }

  /** The siblings on the way from a leaf to the root. */
  public List<Step> path(long leaf) {
    try (Arena arena = Arena.ofConfined()) {
      List<Step> path = new ArrayList<>();
      long index = leaf;
      long span = missingSpan();
      long first = leaf / span * span;
      MemorySegment row = leaves.asSlice(first * NODE, span * NODE);
      for (int r = 0; r < layout.rows() - 1; r++) {
        if (r < layout.firstRow()) {
          path.add(step(row, (index - first) * NODE, index));
          first /= layout.arity();
          row = nextRow(row, arena);
        } else {
          path.add(step(file, layout.offset(r, index), index));
        }
        index /= layout.arity();
      }
      return List.copyOf(path);
    }
  }

  /** Leaves below one node of the lowest stored row. */
  private long missingSpan() {
    long span = 1;
    for (int row = 0; row < layout.firstRow(); row++) {
      span *= layout.arity();
    }
    return span;
  }

  private MemorySegment nextRow(MemorySegment row, Arena arena) {
    int parents = Math.toIntExact(row.byteSize() / NODE / layout.arity());
    MemorySegment next = arena.allocate(parents * NODE, Long.BYTES);
    hash.hashRows(row, 0, next, 0, parents);
    return next;
  }

  /**
   * @param offset where the node itself lies
   */
  private Step step(MemorySegment row, long offset, long index) {
    int place = (int) (index % layout.arity());
    List<Bytes32> siblings = new ArrayList<>();
    for (int child = 0; child < layout.arity(); child++) {
      if (child != place) {
        siblings.add(node(row, offset + (child - place) * NODE));
      }
    }
    return new Step(siblings, place);
  }

  private static Bytes32 node(MemorySegment nodes, long offset) {
    return Bytes32.of(nodes.asSlice(offset, NODE).toArray(ValueLayout.JAVA_BYTE));
  }
}
