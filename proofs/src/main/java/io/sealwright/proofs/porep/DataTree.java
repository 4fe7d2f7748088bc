package io.sealwright.proofs.porep;

import io.sealwright.proofs.file.PartialFile;
import io.sealwright.proofs.tree.NodeHash;
import io.sealwright.proofs.tree.TreeBuilder;
import io.sealwright.proofs.tree.TreeLayout;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Builds tree-d, the binary SHA-256 tree over a sector's padded data (section 4.1). */
public final class DataTree {
  private final Means means;

  public DataTree(Means means) {
    this.means = means;
  }

  /** Writes the tree's file into the cache folder and returns its root. */
  public CommD build(SectorSize size, SectorData data, CacheFolder cache)
      throws IOException, InterruptedException {
    TreeLayout layout = new TreeLayout(2, size.nodes(), 0);
    long chunkBytes = (long) TreeBuilder.chunkLeaves(layout) * SectorSize.NODE_BYTES;
    AtomicLong done = new AtomicLong();
    try (Arena arena = Arena.ofShared();
        PartialFile file = PartialFile.of(cache.treeD())) {
      Optional<MemorySegment> leaves = data.map(size, arena);
      MemorySegment zeros = leaves.isPresent() ? MemorySegment.NULL : arena.allocate(chunkBytes);
      TreeBuilder tree = new TreeBuilder(NodeHash.sha254(), layout, file);
      Workforce.share(
          means.threads(),
          TreeBuilder.chunks(layout),
          chunk -> {
            tree.add(chunk, leaves.map(d -> d.asSlice(chunk * chunkBytes)).orElse(zeros));
            long nodes = done.addAndGet(chunkBytes / SectorSize.NODE_BYTES);
            means.progress().on(new ProgressEvent(Phase.TREE_D, 0, nodes, size.nodes()));
          });
      CommD commD = new CommD(tree.finish());
      file.complete();
      return commD;
    }
  }
}
