package io.sealwright.proofs.porep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.kernel.Kernels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sector that the reference sealed, sealed again: all files equal, byte for byte. */
@ParameterizedClass
@MethodSource("io.sealwright.proofs.kernel.EachKernel#all")
final class GoldenSealTest {
  @TempDir static Path parents;
  @TempDir Path folder;

  private final Kernels kernels;

  GoldenSealTest(Kernels kernels) {
    this.kernels = kernels;
  }

  private static final String T_AUX = "t_aux";

  static Stream<GoldenSector> sectors() {
    return GoldenSector.all();
  }

  private Means means(int threads) {
    return new Means(threads, parents, Progress.silent(), kernels);
  }

  @ParameterizedTest
  @MethodSource("sectors")
  void phasesOneAndTwoReproduceEveryFileOfTheReference(GoldenSector golden) throws Exception {
    CacheFolder cache = new CacheFolder(Files.createDirectory(folder.resolve("cache")));
    Path sealed = folder.resolve("sealed");
    SectorData data = golden.stage(folder);

    var commD = new DataTree(means(2)).build(golden.size(), data, cache);
    assertThat(commD).isEqualTo(golden.commD());
    assertThat(golden.computedReplicaId()).isEqualTo(golden.replicaId());
    Labels labels = new Phase1(means(1)).label(golden.config(), golden.replicaId(), commD, cache);
    Replica replica = new Phase2(means(2)).run(labels, data, sealed);

    assertThat(replica.commR().value()).isEqualTo(golden.hex("comm_r"));
    assertThat(FileDigest.of(sealed)).isEqualTo(golden.digest("replica"));
    for (var expected : golden.cacheFiles().entrySet()) {
      if (!expected.getKey().equals(T_AUX)) {
        assertThat(FileDigest.of(cache.folder().resolve(expected.getKey())))
            .as(expected.getKey())
            .isEqualTo(expected.getValue());
      }
    }
    assertThat(namesIn(cache.folder()).toList())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(golden.cacheFiles().keySet().stream(), Stream.of("sealwright-p1.txt"))
                .toList());
    assertThat(PAux.read(cache.pAux()).commR()).isEqualTo(replica.commR());
    unsealsAgain(golden, labels, sealed);
  }

  private void unsealsAgain(GoldenSector golden, Labels labels, Path sealed)
      throws IOException, InterruptedException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    Path lastLayer = labels.cache().layer(golden.size().layers());
    new Unseal(means(1))
        .decode(golden.size(), sealed, lastLayer, Unseal.Range.all(golden.size()), data);

    assertThat(FileDigest.of(data.toByteArray())).isEqualTo(golden.digest("unsealed"));
  }

  private static Stream<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("sectors")
  void tAuxDiffersFromTheReferencesOnlyInTheFolderItNames(GoldenSector golden) {
    byte[] expected = golden.tAux();
    ByteBuffer bytes = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getLong()).isEqualTo(golden.size().layers());
    byte[] path = new byte[Math.toIntExact(bytes.getLong())];
    bytes.get(path);

    assertThat(TAux.bytes(golden.size(), new String(path, StandardCharsets.UTF_8)))
        .isEqualTo(expected);
  }
}
