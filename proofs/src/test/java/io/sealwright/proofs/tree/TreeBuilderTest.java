package io.sealwright.proofs.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.file.PartialFile;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TreeBuilderTest {
  @TempDir Path folder;

  private Bytes32 build(TreeLayout layout, byte[] leaves, Path file) throws IOException {
    try (PartialFile out = PartialFile.of(file)) {
      TreeBuilder tree = new TreeBuilder(NodeHash.sha254(), layout, out);
      int chunk = TreeBuilder.chunkLeaves(layout) * 32;
      for (long i = TreeBuilder.chunks(layout) - 1; i >= 0; i--) {
        tree.add(i, MemorySegment.ofArray(leaves).asSlice(i * chunk, chunk));
      }
      Bytes32 root = tree.finish();
      out.complete();
      return root;
    }
  }

  /** Section 4.1: first byte 1, the rest 0. */
  @ParameterizedTest
  @CsvSource({
    "KIB_2, ea995c54784720b449fc92b070adb6cf6635c2619a7a5e0054a24e88f252ec0d",
    "MIB_8, 23404a8880f9cbc72039cb8614359c2834845570fe95190bbd4d934142e8252c"
  })
  void aTreeOverDataHasThePublishedRootAndRows(SectorSize size, String root) throws IOException {
    byte[] data = new byte[Math.toIntExact(size.bytes())];
    data[0] = 1;
    Path file = folder.resolve("tree");
    TreeLayout layout = new TreeLayout(2, size.nodes(), 0);

    assertThat(build(layout, data, file).hex()).isEqualTo(root);

    byte[] tree = Files.readAllBytes(file);
    assertThat(tree).hasSize(Math.toIntExact((2 * size.nodes() - 1) * 32));
    assertThat(tree).startsWith(data);
    assertThat(node(tree, Math.toIntExact(size.bytes())))
        .isEqualTo("16abab341fb7f370e27e4dadcf81766dd0dfd0ae64469477bb2cf6614938b22f");
    assertThat(node(tree, Math.toIntExact(layout.offset(layout.rows() - 1, 0)))).isEqualTo(root);
  }

  private static String node(byte[] tree, int offset) {
    return HexFormat.of().formatHex(Arrays.copyOfRange(tree, offset, offset + 32));
  }

  @Test
  void anUnfinishedTreeLeavesNoFile() throws IOException {
    try (PartialFile out = PartialFile.of(folder.resolve("tree"))) {
      TreeBuilder tree = new TreeBuilder(NodeHash.sha254(), new TreeLayout(2, 64, 0), out);
      tree.add(0, MemorySegment.ofArray(new byte[2048]));
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  /** Section 4.2 and 4.3: nodes and bytes of the files of each shape. */
  @ParameterizedTest
  @CsvSource({
    "KIB_2, 1, 73, 32, 1",
    "KIB_32, 16, 73, 32, 1",
    "MIB_8, 1, 299593, 18720, 2",
    "MIB_512, 1, 19173961, 1198368, 2",
    "GIB_32, 8, 153391689, 9586976, 2",
    "GIB_64, 16, 153391689, 9586976, 2"
  })
  void treesOfEveryShapeHaveThePublishedSizes(
      SectorSize size, int trees, long nodes, long replicaTreeBytes, int discarded) {
    TreeShape shape = TreeShape.of(size);

    assertThat(shape.trees()).isEqualTo(trees);
    assertThat(shape.trees() * shape.leaves()).isEqualTo(size.nodes());
    assertThat(shape.full().allNodes()).isEqualTo(nodes);
    assertThat(shape.full().fileBytes()).isEqualTo(nodes * 32);
    assertThat(shape.discardedRows()).isEqualTo(discarded);
    assertThat(shape.withoutDiscardedRows().fileBytes()).isEqualTo(replicaTreeBytes);
  }
}
