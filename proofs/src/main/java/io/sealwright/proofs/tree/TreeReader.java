package io.sealwright.proofs.tree;

import io.sealwright.proofs.tree.MerkleProof.Step;
import io.sealwright.protocol.Bytes32;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
    return Branch.<RuntimeException>read(hash, layout, leaf, file::asSlice, leaves::asSlice)
        .steps();
  }

  private static Bytes32 node(MemorySegment nodes, long offset) {
    return Bytes32.of(nodes.asSlice(offset, NODE).toArray(ValueLayout.JAVA_BYTE));
  }
}
