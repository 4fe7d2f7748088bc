package io.sealwright.proofs.vanilla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.proofs.porep.GoldenSector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SyntheticFileTest {
  /** What the reference's file has for a 2 KiB sector (section 5.4). */
  private static final long BYTES = 575_072;

  @TempDir static Path parents;
  @TempDir Path folder;
  private OpenedSector sector;
  private SealOpenings fromLayers;

  @BeforeEach
  void seal() throws Exception {
    sector = OpenedSector.seal(GoldenSector.of("2k-synth", "piece_sector"), folder, parents);
    fromLayers = sector.open(parents);
    new OpeningPhase(OpenedSector.means(parents))
        .openSyntheticSet(sector.order(), sector.golden().commD(), sector.cache(), sector.sealed());
  }

  @Test
  void openingsFromTheFileEqualThoseFromTheLayers() throws Exception {
    assertThat(Files.size(sector.cache().syntheticProofs())).isEqualTo(BYTES);
    dropWhatProvingDoesNotNeed();

    assertThat(sector.open(parents)).isEqualTo(fromLayers);
  }

  @Test
  void aDamagedFileIsNoticed() throws Exception {
    byte[] bytes = Files.readAllBytes(sector.cache().syntheticProofs());
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= 1;
    }
    Files.write(sector.cache().syntheticProofs(), bytes);

    assertThatThrownBy(() -> sector.open(parents))
        .isInstanceOf(DamagedOpenings.class)
        .hasMessageContaining("syn-porep-vanilla-proofs.dat");
    Files.write(sector.cache().syntheticProofs(), Arrays.copyOf(bytes, 1000));
    assertThatThrownBy(() -> sector.open(parents))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1000 bytes instead of " + BYTES);
  }

  private void dropWhatProvingDoesNotNeed() throws IOException {
    Files.delete(sector.cache().layer(1));
    Files.delete(sector.cache().layer(2));
    Files.delete(sector.cache().treeD());
    Files.delete(sector.cache().treeC(0, 1));
  }
}
