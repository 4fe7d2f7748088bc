package io.sealwright.proofs.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.proofs.graph.ApiVersion;
import io.sealwright.proofs.graph.StackedGraph;
import io.sealwright.proofs.label.LabelAudit.WrongLabel;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelAuditTest {
  private static final int NODES = 1 << 13;
  private static final Bytes32 REPLICA_ID = Bytes32.repeat(5);
  private static final StackedGraph GRAPH =
      new StackedGraph(NODES, Bytes32.repeat(8), ApiVersion.V1_1_0);

  @TempDir Path folder;

  @Test
  void findsNothingWrongWithAllLabelsRight() throws Exception {
    AtomicLong told = new AtomicLong();
    assertThat(audit(layers()).firstWrong(2, done -> told.accumulateAndGet(done, Math::max)))
        .isEmpty();
    assertThat(told).hasValue(3 * NODES);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 1", "1, 8191", "2, 63", "2, 4096", "3, 8191"})
  void namesALabelWithOneWrongBit(int layer, long node) throws Exception {
    for (int threads = 1; threads <= 3; threads++) {
      List<MemorySegment> layers = layers();
      flip(layers, layer, node);
      assertThat(audit(layers).firstWrong(threads, done -> {}))
          .contains(new WrongLabel(layer, node));
    }
  }

  @Test
  void namesTheLowestLayerAndInItTheLowestNode() throws Exception {
    List<MemorySegment> layers = layers();
    flip(layers, 3, 0);
    flip(layers, 2, 8000);
    flip(layers, 2, 777);
    assertThat(audit(layers).firstWrong(2, done -> {})).contains(new WrongLabel(2, 777));
  }

  @Test
  void recomputesASingleLabel() throws Exception {
    List<MemorySegment> layers = layers();
    for (int layer = 1; layer <= 3; layer++) {
      for (long node : new long[] {0, 1, 2, 4097, NODES - 1}) {
        MemorySegment stored = layers.get(layer - 1).asSlice(node * 32, 32);
        assertThat(audit(layers).label(layer, node).toBytes())
            .isEqualTo(stored.toArray(ValueLayout.JAVA_BYTE));
      }
    }
  }

  @Test
  void stopsWhenInterrupted() throws Exception {
    LabelAudit audit = audit(layers());
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> audit.firstWrong(2, done -> {}))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void refusesALayerOfTheWrongSize() {
    List<MemorySegment> layers = List.of(MemorySegment.ofArray(new byte[32]));
    assertThatIllegalArgumentException().isThrownBy(() -> audit(layers));
  }

  /**
   * The last nodes of a 64 GiB layer, in files that are sparse: only the labels that a node's
   * parents name are written, and the preimage is put together by hand.
   */
  @Test
  void reachesTheLastNodesOfTheBiggestSector() throws Exception {
    StackedGraph graph = new StackedGraph(1L << 31, Bytes32.repeat(6), ApiVersion.V1_1_0);
    try (Arena arena = Arena.ofShared();
        FileChannel below = sparse("below");
        FileChannel above = sparse("above")) {
      List<MemorySegment> layers = List.of(map(below, arena), map(above, arena));
      LabelAudit audit = new LabelAudit(REPLICA_ID, graph, layers);
      for (long node : new long[] {(1L << 31) - 1, (1L << 31) - 2, 1L << 30, 67_108_864}) {
        ByteBuffer preimage = ByteBuffer.allocate(64 + 37 * 32);
        preimage.put(REPLICA_ID.toBytes()).putInt(2).putLong(node).position(64);
        int[] parents = graph.parents(node);
        for (int i = 0; i < 37; i++) {
          int which = i % 14;
          byte[] label = label(parents[which], which < 6);
          (which < 6 ? above : below).write(ByteBuffer.wrap(label), parents[which] * 32L);
          preimage.put(label);
        }
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(preimage.array());
        expected[31] &= 0x3f;
        assertThat(audit.label(2, node).toBytes()).isEqualTo(expected);
      }
    }
  }

  /** A label that tells node and layer. */
  private static byte[] label(int node, boolean above) {
    return ByteBuffer.allocate(32).putInt(node).putInt(above ? 2 : 1).putLong(~node).array();
  }

  private FileChannel sparse(String name) throws IOException {
    return FileChannel.open(
        folder.resolve(name),
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.SPARSE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private static MemorySegment map(FileChannel file, Arena arena) throws IOException {
    return file.map(FileChannel.MapMode.READ_ONLY, 0, 32L << 31, arena);
  }

  private static LabelAudit audit(List<MemorySegment> layers) {
    return new LabelAudit(REPLICA_ID, GRAPH, layers);
  }

  private static void flip(List<MemorySegment> layers, int layer, long node) {
    MemorySegment labels = layers.get(layer - 1);
    byte old = labels.get(ValueLayout.JAVA_BYTE, node * 32 + 31);
    labels.set(ValueLayout.JAVA_BYTE, node * 32 + 31, (byte) (old ^ 1));
  }

  private List<MemorySegment> layers() throws IOException, InterruptedException {
    Layers layers = new Layers(folder, REPLICA_ID, GRAPH);
    layers.make(3);
    return layers.contents(3);
  }
}
