package io.sealwright.proofs.porep;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.file.PartialFile;
import io.sealwright.proofs.poseidon.Poseidon;
import io.sealwright.proofs.tree.Forest;
import io.sealwright.proofs.tree.NodeHash;
import io.sealwright.proofs.tree.TreeBuilder;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Makes the replica: from labels and data to the sealed file, its trees and commitments.
 *
 * <p>One pass. A chunk of nodes (a mebibyte) is read once from every layer, by {@link ColumnReader}
 * while the chunks before are hashed; its columns are hashed into the leaves of tree-c, its last
 * layer is added to the data, and the sum goes to the sealed file and into tree-r-last. What is
 * written goes to the page cache, row by row, and from there to the disk behind the hashing. Chunks
 * are independent, so all threads work all the time, and the memory needed is three mebibytes a
 * thread beside the reader's, whatever the sector's size.
 *
 * <p>The data stays as it is and the sealed file is written beside: a phase 2 that is killed can
 * simply be run again.
 */
public final class Phase2 {
  private static final int NODE = SectorSize.NODE_BYTES;

  private final Means means;

  public Phase2(Means means) {
    this.means = means;
  }

  /**
   * Writes {@code sealed}, and tree-c, tree-r-last, p_aux and t_aux into the labels' cache folder.
   * Every file appears under its name only when it is whole.
   */
  public Replica run(Labels labels, SectorData data, Path sealed)
      throws IOException, InterruptedException {
    SectorSize size = labels.config().size();
    int chunk = TreeBuilder.chunkLeaves(labels.config().shape().full());
    ColumnReader.Source source = source(labels, data);
    try (ColumnReader reader = new ColumnReader(source, 0, size.nodes(), chunk, means.threads());
        PartialFile replica = PartialFile.of(sealed)) {
      Inputs inputs = new Inputs(means.kernels().poseidon(size.layers()), reader, replica);
      List<BaseRoots> roots = new ArrayList<>();
      for (int tree = 0; tree < TreeShape.of(size).trees(); tree++) {
        roots.add(buildBase(tree, labels, inputs));
      }
      Replica result = join(labels, roots);
      replica.complete();
      PartialFile.write(
          labels.cache().pAux(), new PAux(result.commC(), result.commRLast()).toBytes());
      String folder = labels.cache().folder().toAbsolutePath().toString();
      PartialFile.write(labels.cache().tAux(), TAux.bytes(size, folder));
      return result;
    }
  }

  record Inputs(Poseidon hash, ColumnReader reader, PartialFile replica) {}

  private record BaseRoots(Bytes32 columns, Bytes32 replica) {}

  private static ColumnReader.Source source(Labels labels, SectorData data) {
    SectorSize size = labels.config().size();
    List<Path> layers =
        IntStream.rangeClosed(1, size.layers()).mapToObj(labels.cache()::layer).toList();
    return new ColumnReader.Source(
        size,
        layers,
        switch (data) {
          case SectorData.Zeros _ -> Optional.empty();
          case SectorData.Staged(Path file) -> Optional.of(file);
        });
  }

  private BaseRoots buildBase(int tree, Labels labels, Inputs inputs)
      throws IOException, InterruptedException {
    TreeShape shape = labels.config().shape();
    CacheFolder cache = labels.cache();
    try (PartialFile treeC = PartialFile.of(cache.treeC(tree, shape.trees()));
        PartialFile treeR = PartialFile.of(cache.treeRLast(tree, shape.trees()))) {
      NodeHash hash = NodeHash.of(means.kernels().poseidon(TreeShape.BASE_ARITY));
      TreeBuilder columns = new TreeBuilder(hash, shape.full(), treeC);
      TreeBuilder replica = new TreeBuilder(hash, shape.withoutDiscardedRows(), treeR);
      int chunkLeaves = TreeBuilder.chunkLeaves(shape.full());
      long firstNode = tree * shape.leaves();
      AtomicLong done = new AtomicLong(firstNode);
      Workforce.share(
          means.threads(),
          TreeBuilder.chunks(shape.full()),
          _ -> {
            buildChunk(inputs, new Trees(firstNode, columns, replica));
            means.progress().on(event(done.addAndGet(chunkLeaves), labels));
          });
      BaseRoots roots = new BaseRoots(columns.finish(), replica.finish());
      treeC.complete();
      treeR.complete();
      return roots;
    }
  }

  private static ProgressEvent event(long done, Labels labels) {
    return new ProgressEvent(Phase.REPLICA, 0, done, labels.config().size().nodes());
  }

  record Trees(long firstNode, TreeBuilder columns, TreeBuilder replica) {}

  /** Builds the chunk that is read next. */
  static void buildChunk(Inputs inputs, Trees trees) throws IOException, InterruptedException {
    ColumnReader.Run run = inputs.reader.take();
    try {
      build(inputs, run, trees);
    } catch (IllegalArgumentException e) {
      throw new IOException("labels or data were damaged on disk after they were made", e);
    } finally {
      inputs.reader.giveBack(run);
    }
  }

  private static void build(Inputs inputs, ColumnReader.Run run, Trees trees) throws IOException {
    MemorySegment key = run.layers().getLast();
    int nodes = Math.toIntExact(key.byteSize() / NODE);
    long chunk = (run.node() - trees.firstNode) / nodes;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment leaves = arena.allocate(key.byteSize(), Long.BYTES);
      inputs.hash.hashColumns(run.layers(), 0, leaves, 0, nodes);
      trees.columns.add(chunk, leaves);
      if (run.data().isPresent()) {
        Fr.addNodes(key, run.data().get(), leaves);
      } else {
        leaves.copyFrom(key);
      }
      inputs.replica.write(leaves, run.node() * NODE);
      trees.replica.add(chunk, leaves);
    }
  }

  private static Replica join(Labels labels, List<BaseRoots> roots) {
    TreeShape shape = labels.config().shape();
    return new Replica(
        labels.commD(),
        Forest.join(roots.stream().map(BaseRoots::columns).toList(), shape),
        Forest.join(roots.stream().map(BaseRoots::replica).toList(), shape));
  }
}
