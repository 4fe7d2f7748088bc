package io.sealwright.proofs.vanilla;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.porep.FileDigest;
import io.sealwright.proofs.porep.GoldenSector;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sector that the reference opened, opened again: JSON and binary equal, byte for byte. */
final class GoldenOpeningsTest {
  @TempDir static Path parents;
  @TempDir Path folder;

  static Stream<GoldenSector> sectors() {
    return GoldenSector.all();
  }

  @ParameterizedTest
  @MethodSource("sectors")
  void whatTheReferenceHandsToC2IsMadeByteForByte(GoldenSector golden) throws Exception {
    OpenedSector sector = OpenedSector.seal(golden, folder, parents);

    SealOpenings openings = sector.open(parents);

    assertThat(
            openings.partitions().stream()
                .map(leaves -> leaves.stream().map(leaf -> leaf.column().node()).toList()))
        .isEqualTo(golden.challenges());
    byte[] binary = OpeningsBinary.write(openings);
    assertThat(Optional.of(FileDigest.of(binary))).isEqualTo(golden.recordedDigest("c1_bincode"));
    assertThat(OpeningsBinary.read(sector.order().proof(), binary)).isEqualTo(openings);
    StringBuilder json = new StringBuilder();
    OpeningsJsonWriter.write(openings, json);
    byte[] bytes = json.toString().getBytes(UTF_8);
    if (sector.order().proof().id().isPresent()) {
      assertThat(Optional.of(FileDigest.of(bytes))).isEqualTo(golden.recordedDigest("c1"));
      assertThat(OpeningsJsonReader.read(new ByteArrayInputStream(bytes))).isEqualTo(openings);
    }
  }
}
