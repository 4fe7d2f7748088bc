package io.sealwright.proofs.porep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is read ahead comes in order, with less memory than the files have, or fails for all. */
@Timeout(60)
final class ColumnReaderTest {
  private static final SectorSize SIZE = SectorSize.KIB_2;
  private static final int NODES = 4;

  @TempDir Path folder;

  @Test
  void runsComeInOrderFromEveryFile() throws Exception {
    ColumnReader.Source source =
        new ColumnReader.Source(
            SIZE, List.of(file("layer-1", 1), file("layer-2", 2)), Optional.of(file("data", 3)));
    try (ColumnReader reader = new ColumnReader(source, 8, SIZE.nodes(), NODES, 1)) {
      for (long node = 8; node < SIZE.nodes(); node += NODES) {
        ColumnReader.Run run = reader.take();
        assertThat(run.node()).isEqualTo(node);
        for (int i = 0; i < NODES; i++) {
          assertThat(run.layers().get(0).get(ValueLayout.JAVA_BYTE, 32L * i)).isEqualTo((byte) 1);
          assertThat(run.layers().get(1).get(ValueLayout.JAVA_BYTE, 32L * i)).isEqualTo((byte) 2);
          assertThat(run.data().orElseThrow().get(ValueLayout.JAVA_BYTE, 32L * i + 1))
              .isEqualTo((byte) (node + i));
        }
        reader.giveBack(run);
      }
    }
  }

  @Test
  void aFileThatIsShorterFailsForEveryCaller() throws Exception {
    Path whole = file("layer-1", 1);
    Path cut = Files.write(folder.resolve("layer-2"), new byte[(int) SIZE.bytes() - 1]);
    ColumnReader.Source source =
        new ColumnReader.Source(SIZE, List.of(whole, cut), Optional.empty());
    try (ColumnReader reader = new ColumnReader(source, 0, SIZE.nodes(), NODES, 2)) {
      for (int caller = 0; caller < 2; caller++) {
        assertThatThrownBy(reader::take)
            .isInstanceOf(FileSystemException.class)
            .hasMessageContaining("layer-2: has 2047 bytes instead of 2048");
      }
    }
  }

  /** Whoever leaves early waits for no reader that waits for memory. */
  @Test
  void mayBeClosedBeforeTheEnd() throws Exception {
    ColumnReader.Source source =
        new ColumnReader.Source(SIZE, List.of(file("layer-1", 1)), Optional.empty());
    try (ColumnReader reader = new ColumnReader(source, 0, SIZE.nodes(), NODES, 1)) {
      assertThat(reader.take().node()).isZero();
    }
  }

  /** Of nodes that begin with a byte, then their number. */
  private Path file(String name, int first) throws IOException {
    byte[] content = new byte[(int) SIZE.bytes()];
    for (int node = 0; node < SIZE.nodes(); node++) {
      content[32 * node] = (byte) first;
      content[32 * node + 1] = (byte) node;
    }
    return Files.write(folder.resolve(name), content);
  }
}
