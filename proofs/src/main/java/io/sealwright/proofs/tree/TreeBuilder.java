package io.sealwright.proofs.tree;

import io.sealwright.proofs.file.PartialFile;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Builds one tree from chunks of leaves that come in any order and from several threads.
 *
 * <p>A chunk is a power of the arity, so it is a tree of its own: whoever brings it hashes it up to
 * its root and writes the rows to their places in the file, sharing nothing with the others. Only
 * the chunk roots stay in memory (128 KiB for a base tree of a 32 GiB sector), and {@link #finish}
 * hashes them up to the root of the whole. A node is written once and never read again.
 */
public final class TreeBuilder {
  private static final int NODE = 32;

  /** Leaves of a chunk, unless the tree is smaller: one mebibyte. */
  private static final int CHUNK_LEAVES = 1 << 15;

  private final NodeHash hash;
  private final TreeLayout layout;
  private final PartialFile file;
  private final int chunkLeaves;
  private final int chunkRows;
  private final MemorySegment chunkRoots;

  /** A tree whose stored rows go to {@code file}, which must outlive the builder. */
  public TreeBuilder(NodeHash hash, TreeLayout layout, PartialFile file) {
    this.hash = hash;
    this.layout = layout;
    this.file = file;
    this.chunkLeaves = chunkLeaves(layout);
    this.chunkRows = new TreeLayout(layout.arity(), chunkLeaves, 0).rows();
    this.chunkRoots = Arena.ofAuto().allocate(chunks(layout) * NODE, Long.BYTES);
  }

  /** How many leaves a chunk has: the same for all trees of at least that size and one arity. */
  public static int chunkLeaves(TreeLayout layout) {
    int leaves = 1;
    while ((long) leaves * layout.arity() <= Math.min(layout.leaves(), CHUNK_LEAVES)) {
      leaves *= layout.arity();
    }
    return leaves;
  }

  public static long chunks(TreeLayout layout) {
    return layout.leaves() / chunkLeaves(layout);
  }

  /** Takes chunk {@code index}: {@link #chunkLeaves} nodes from the start of {@code leaves}. */
  public void add(long index, MemorySegment leaves) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment row = leaves.asSlice(0, (long) chunkLeaves * NODE);
      store(0, index * chunkLeaves, row);
      for (int r = 1; r < chunkRows; r++) {
        row = nextRow(row, arena);
        store(r, index * (row.byteSize() / NODE), row);
      }
      MemorySegment.copy(row, 0, chunkRoots, index * NODE, NODE);
    }
  }

  /** Hashes the chunk roots up to the root. Every chunk must have been added. */
  public Bytes32 finish() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment row = chunkRoots;
      for (int r = chunkRows; r < layout.rows(); r++) {
        row = nextRow(row, arena);
        store(r, 0, row);
      }
      return Bytes32.of(row.toArray(ValueLayout.JAVA_BYTE));
    }
  }

  private MemorySegment nextRow(MemorySegment row, Arena arena) {
    int parents = Math.toIntExact(row.byteSize() / NODE / layout.arity());
    MemorySegment next = arena.allocate((long) parents * NODE, Long.BYTES);
    hash.hashRows(row, 0, next, 0, parents);
    return next;
  }

  private void store(int row, long index, MemorySegment nodes) throws IOException {
    if (row >= layout.firstRow()) {
      file.write(nodes, layout.offset(row, index));
    }
  }
}
