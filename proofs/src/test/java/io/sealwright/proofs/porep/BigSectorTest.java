package io.sealwright.proofs.porep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.file.PartialFile;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.poseidon.Poseidon;
import io.sealwright.proofs.tree.NodeHash;
import io.sealwright.proofs.tree.TreeBuilder;
import io.sealwright.proofs.tree.TreeLayout;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last chunk of a 64 GiB sector, over sparse files: every offset beyond 2³¹ nodes' bytes. */
final class BigSectorTest {
  private static final SectorSize SIZE = SectorSize.GIB_64;
  private static final TreeShape SHAPE = TreeShape.of(SIZE);
  private static final int CHUNK = TreeBuilder.chunkLeaves(SHAPE.full());
  private static final int NODE = 32;

  @TempDir Path folder;

  private Path sparse(String name, long bytes, byte[] tail) throws IOException {
    Path file = folder.resolve(name);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(tail), bytes - tail.length);
    }
    return file;
  }

  private static byte[] node(int fill) {
    return Bytes32.repeat(fill).toBytes();
  }

  @Test
  void theLastChunkOfTheLastTreeLandsAtTheEndOfEveryFile() throws Exception {
    Path layer = sparse("layer", SIZE.bytes(), node(3));
    Path data = sparse("data", SIZE.bytes(), node(5));
    Bytes32[] column = new Bytes32[SIZE.layers()];
    Arrays.fill(column, Bytes32.repeat(3));
    var files =
        new ColumnReader.Source(SIZE, Collections.nCopies(SIZE.layers(), layer), Optional.of(data));
    try (ColumnReader reader =
            new ColumnReader(files, SIZE.nodes() - CHUNK, SIZE.nodes(), CHUNK, 1);
        PartialFile sealed = PartialFile.of(folder.resolve("sealed"));
        PartialFile treeC = PartialFile.of(folder.resolve("tree-c"));
        PartialFile treeR = PartialFile.of(folder.resolve("tree-r"))) {
      NodeHash hash = NodeHash.of(Kernels.found().poseidon(TreeShape.BASE_ARITY));
      Phase2.Trees trees =
          new Phase2.Trees(
              (SHAPE.trees() - 1) * SHAPE.leaves(),
              new TreeBuilder(hash, SHAPE.full(), treeC),
              new TreeBuilder(hash, SHAPE.withoutDiscardedRows(), treeR));

      Phase2.buildChunk(
          new Phase2.Inputs(Kernels.found().poseidon(SIZE.layers()), reader, sealed), trees);

      assertThat(read(sealed, SIZE.bytes() - NODE)).isEqualTo(Bytes32.repeat(8));
      assertThat(read(treeC, (SHAPE.leaves() - 1) * NODE))
          .isEqualTo(Poseidon.ofArity(11).hash(column));
      assertThat(sealed.channel().size()).isEqualTo(SIZE.bytes());
    }
  }

  @Test
  void theTreeOverDataReachesItsLastLeaf() throws Exception {
    TreeLayout layout = new TreeLayout(2, SIZE.nodes(), 0);
    MemorySegment leaves = MemorySegment.ofArray(new byte[TreeBuilder.chunkLeaves(layout) * NODE]);
    MemorySegment.copy(node(1), 0, leaves, ValueLayout.JAVA_BYTE, leaves.byteSize() - NODE, NODE);
    try (PartialFile treeD = PartialFile.of(folder.resolve("tree-d"))) {
      new TreeBuilder(NodeHash.sha254(), layout, treeD).add(TreeBuilder.chunks(layout) - 1, leaves);

      assertThat(read(treeD, SIZE.bytes() - NODE)).isEqualTo(Bytes32.repeat(1));
      assertThat(read(treeD, layout.offset(1, SIZE.nodes() / 2 - 1)))
          .isEqualTo(Pieces.join(Bytes32.ZERO, Bytes32.repeat(1)));
    }
  }

  private static Bytes32 read(PartialFile file, long at) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(NODE);
    file.channel().read(bytes, at);
    return Bytes32.of(bytes.array());
  }

  /** Section 4.2, 4.3, 2.6 and the objects' sizes of 10.3. */
  @Test
  void theNeedsOfA64GibSectorAreThePublishedSizes() {
    Needs needs = Needs.of(SIZE);
    long treeC = 16L * 4_908_534_048L;
    long treeR = 16L * 9_586_976L;

    assertThat(needs.sealed()).isEqualTo(64L << 30);
    assertThat(needs.parents()).isEqualTo(112L << 30);
    assertThat(needs.cache())
        .isBetween((13L * 64 << 30) + treeC + treeR, (13L * 64 << 30) + treeC + treeR + (1 << 20));
    assertThat(needs.keptCache()).isBetween(treeR, treeR + (1 << 20));
  }
}
