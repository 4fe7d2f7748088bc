package io.sealwright.proofs.vanilla;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.porep.GoldenSector;
import io.sealwright.protocol.Bytes32;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any byte of a leaf's proof changed: refused when read, or found to be wrong; never a crash. */
final class TamperedOpeningsTest {
  private static final int CHANGES = 400;

  /** What follows the proofs: CommR, CommD, replica id, seed and ticket. */
  private static final int TAIL = 5 * Bytes32.LENGTH;

  @TempDir static Path parents;
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"2k-v1_1", "32KiB"})
  void aChangedByteIsNoticed(String set) throws Exception {
    OpenedSector sector = OpenedSector.seal(GoldenSector.of(set, "piece_sector"), folder, parents);
    SealOpenings openings = sector.open(parents);
    byte[] good = OpeningsBinary.write(openings);
    LeafVerifier verifier = sector.verifier();
    assertThat(faults(verifier, sector, openings)).isZero();

    Random random = new Random(20_261_125);
    for (int i = 0; i < CHANGES; i++) {
      byte[] bad = good.clone();
      int at = random.nextInt(good.length - TAIL);
      bad[at] ^= (byte) (1 + random.nextInt(255));
      assertThat(isNoticed(bad, verifier, sector)).as("change %d, byte %d", i, at).isTrue();
    }
  }

  private static boolean isNoticed(byte[] bad, LeafVerifier verifier, OpenedSector sector) {
    try {
      return faults(verifier, sector, OpeningsBinary.read(sector.order().proof(), bad)) > 0;
    } catch (DamagedOpenings e) {
      return true;
    }
  }

  private static long faults(LeafVerifier verifier, OpenedSector sector, SealOpenings openings) {
    List<List<Long>> challenges = sector.golden().challenges();
    if (openings.partitions().size() != challenges.size()) {
      return 1;
    }
    long faults = 0;
    for (int p = 0; p < challenges.size(); p++) {
      List<LeafProof> proofs = openings.partitions().get(p);
      if (proofs.size() != challenges.get(p).size()) {
        return 1;
      }
      for (int i = 0; i < proofs.size(); i++) {
        faults += verifier.faults(proofs.get(i), challenges.get(p).get(i)).size();
      }
    }
    return faults;
  }
}
