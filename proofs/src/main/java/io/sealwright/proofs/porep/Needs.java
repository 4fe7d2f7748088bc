package io.sealwright.proofs.porep;

import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.SectorSize;

/**
 * What sealing a sector needs, in bytes, known before anything starts.
 *
 * @param cache the cache folder with all layers and trees
 * @param sealed the replica
 * @param unsealed the padded data; nothing is stored where it is all zeros
 * @param keptCache what a proving miner keeps of the cache folder
 * @param parents the parent cache file, shared by all sectors of one proof
 */
public record Needs(long cache, long sealed, long unsealed, long keptCache, long parents) {
  /** Small files of a folder: p_aux, t_aux, the journal. */
  private static final long SMALL_FILES = 1 << 14;

  /** With the chunks that phase 2 reads ahead. */
  private static final long MEMORY_BASE = 152L << 20;

  /** Phase 2: twelve mebibytes of columns, and what becomes of them. */
  private static final long MEMORY_THREAD = 16L << 20;

  public static Needs of(SectorSize size) {
    TreeShape shape = TreeShape.of(size);
    long treeD = (2 * size.nodes() - 1) * SectorSize.NODE_BYTES;
    long treeC = shape.trees() * shape.full().fileBytes();
    long treeR = shape.trees() * shape.withoutDiscardedRows().fileBytes();
    return new Needs(
        size.layers() * size.bytes() + treeD + treeC + treeR + SMALL_FILES,
        size.bytes(),
        size.bytes(),
        treeR + SMALL_FILES,
        size.nodes() * ParentCache.NODE_BYTES);
  }

  /** Memory the process itself needs; layers and trees are files, whatever their size. */
  public static long memory(int threads) {
    return MEMORY_BASE + threads * MEMORY_THREAD;
  }

  /**
   * Memory, free for the page cache, at which phase 1 of one sector runs at full speed: the layer
   * in work and the one before it. With less it still runs, from the disk.
   */
  public static long memoryForSpeed(SectorSize size) {
    return 2 * size.bytes();
  }
}
