package io.sealwright.proofs.vanilla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealwright.proofs.porep.GoldenSector;
import io.sealwright.proofs.vanilla.Fault.Part;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sector whose files were damaged after phase 2 is not proven, and the damage is named. */
final class DamagedSectorTest {
  private static final int NODE = 32;

  @TempDir static Path parents;
  @TempDir Path folder;
  private OpenedSector sector;

  @BeforeEach
  void seal() throws Exception {
    sector = OpenedSector.seal(GoldenSector.of("2k-v1_1", "piece_sector"), folder, parents);
  }

  /** Leaf 50 is challenged, node 63 too; row 0 of each tree is its leaves. */
  @ParameterizedTest
  @CsvSource({
    "sc-02-data-layer-1.dat, LAYER, layer 1",
    "sc-02-data-layer-2.dat, LAYER, layer 2",
    "sc-02-data-tree-d.dat, DATA_TREE, data tree",
    "sc-02-data-tree-c.dat, COLUMN_TREE, column tree",
  })
  void aDamagedFileIsNamed(String file, Part part, String words) throws Exception {
    damage(sector.cache().folder().resolve(file), 50 * NODE + 3);

    SectorDamaged damaged = catchThrowableOfType(SectorDamaged.class, () -> sector.open(parents));

    assertThat(damaged.faults()).extracting(Fault::part).contains(part);
    assertThat(damaged).hasMessageContaining(words);
  }

  @Test
  void aDamagedReplicaIsNamed() throws Exception {
    damage(sector.sealed(), 50 * NODE + 3);

    SectorDamaged damaged = catchThrowableOfType(SectorDamaged.class, () -> sector.open(parents));

    assertThat(damaged.faults())
        .extracting(Fault::part)
        .contains(Part.REPLICA_TREE, Part.REPLICA)
        .doesNotContain(Part.LAYER, Part.COLUMN_TREE, Part.DATA_TREE);
  }

  @Test
  void aReplicaWithValuesThatNoSealingWritesIsNamed() throws Exception {
    byte[] bytes = Files.readAllBytes(sector.sealed());
    Arrays.fill(bytes, 50 * NODE, 51 * NODE, (byte) 0xff);
    Files.write(sector.sealed(), bytes);

    assertThatThrownBy(() -> sector.open(parents))
        .isInstanceOf(SectorDamaged.class)
        .hasMessageContaining("no sealing writes");
  }

  @Test
  void aPAuxOfAnotherSectorIsNamed() throws Exception {
    damage(sector.cache().pAux(), 3);

    SectorDamaged damaged = catchThrowableOfType(SectorDamaged.class, () -> sector.open(parents));

    assertThat(damaged.faults()).extracting(Fault::part).containsOnly(Part.COMMITMENT);
  }

  @Test
  void aMissingOrShortFileIsNamed() throws Exception {
    Path layer = sector.cache().layer(2);
    byte[] bytes = Files.readAllBytes(layer);
    Files.write(layer, Arrays.copyOf(bytes, bytes.length - 1));

    assertThatThrownBy(() -> sector.open(parents))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("layer-2")
        .hasMessageContaining("2047");
    Files.delete(layer);
    assertThatThrownBy(() -> sector.open(parents))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("layer-2");
  }

  private static void damage(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }
}
