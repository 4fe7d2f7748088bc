package io.sealwright.proofs.snark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.proofs.circuit.RecordedSecrets;
import io.sealwright.proofs.porep.FileDigest;
import io.sealwright.proofs.porep.GoldenSector;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.snark.ParameterFolder.Finding;
import io.sealwright.proofs.snark.ParameterFolder.Origin;
import io.sealwright.proofs.snark.ParameterSet.Digests;
import io.sealwright.proofs.snark.ParameterSet.Kind;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators ask of keys and proofs, on the reference's 2 KiB keys. */
final class SnarkTest {
  private static final Path RECORDED = Path.of("src/test/resources/vectors/proofs/2k-v1_1");
  private static final ParameterFolder KEYS = new ParameterFolder(RECORDED);
  private static final ParameterSet WINDOW = new ParameterSet(Kind.WINDOW, SectorSize.KIB_2);

  @TempDir Path folder;

  @Test
  void aSealProofOfTheReferenceHoldsAndNothingElseDoes() throws IOException {
    SealVerifier verifier =
        new SealVerifier(KEYS.key(new ParameterSet(Kind.POREP, SectorSize.KIB_2)), new Random(1));
    List<SealVerifier.Sealed> sectors = new ArrayList<>();
    for (String kind : List.of("zero", "piece")) {
      sectors.add(sealed(kind, Bytes32.repeat(2)));
    }

    assertThat(verifier.holds(sectors)).isTrue();
    assertThat(verifier.holds(sectors.subList(0, 1))).isTrue();
    assertThat(verifier.holds(List.of(sectors.get(0), sealed("piece", Bytes32.repeat(4)))))
        .isFalse();
    SealVerifier.Sealed zero = sectors.getFirst();
    assertThat(
            verifier.holds(
                List.of(
                    new SealVerifier.Sealed(
                        zero.order(), zero.commD(), zero.commR(), zero.seed(), ByteString.EMPTY))))
        .isFalse();
  }

  private static SealVerifier.Sealed sealed(String kind, Bytes32 seed) throws IOException {
    GoldenSector golden = GoldenSector.of("2k-v1_1", kind + "_sector");
    return new SealVerifier.Sealed(
        golden.order(),
        golden.commD(),
        new CommR(golden.hex("comm_r")),
        seed,
        ByteString.of(Files.readAllBytes(RECORDED.resolve("porep-" + kind + ".bin"))));
  }

  @Test
  void proofsOfSpacetimeOfTheReferenceHoldAndNothingElseDoes() throws IOException {
    CommR zero = new CommR(GoldenSector.of("2k-v1_1", "zero_sector").hex("comm_r"));
    CommR piece = new CommR(GoldenSector.of("2k-v1_1", "piece_sector").hex("comm_r"));
    PostVerifier.Subject first = new PostVerifier.Subject(new SectorNumber(42), zero);
    PostVerifier.Subject second = new PostVerifier.Subject(new SectorNumber(43), piece);

    assertThat(holds(PostKind.WINDOW_V1, "window-v1-2", List.of(first, second))).isTrue();
    assertThat(holds(PostKind.WINDOW_V1_1, "window-v1_2-2", List.of(second, first))).isTrue();
    assertThat(holds(PostKind.WINDOW_V1_1, "window-v1_2-1", List.of(second))).isTrue();
    assertThat(holds(PostKind.WINDOW_V1, "window-v1_2-2", List.of(first, second))).isFalse();
    assertThat(holds(PostKind.WINDOW_V1_1, "window-v1_2-2", List.of(first))).isFalse();
    assertThat(holds(PostKind.WINDOW_V1_1, "window-v1_2-2", List.of())).isFalse();
    assertThat(holds(PostKind.WINNING, "winning", List.of(second))).isTrue();
    assertThat(holds(PostKind.WINNING, "winning", List.of(first))).isFalse();
  }

  private static boolean holds(PostKind kind, String file, List<PostVerifier.Subject> sectors)
      throws IOException {
    return new PostVerifier(
            kind,
            SectorSize.KIB_2,
            KEYS.key(ParameterSet.of(kind, SectorSize.KIB_2)),
            new Random(2))
        .holds(Bytes32.repeat(3), sectors, Files.readAllBytes(RECORDED.resolve(file + ".bin")));
  }

  @Test
  void keysOfASetNeedNoSectorAndAreMarkedAsMadeHere() throws Exception {
    ParameterFolder made = new ParameterFolder(folder.resolve("keys"));
    assertThat(made.originOfKey(WINDOW)).isEqualTo(Origin.MISSING);

    made.generate(WINDOW, RecordedSecrets.get(), 2, Progress.silent());

    assertThat(FileDigest.of(made.parameters(WINDOW)))
        .isEqualTo(
            FileDigest.of(
                GoldenSector.of("2k-v1_1", "zero_sector")
                    .file()
                    .get("post")
                    .get("window_v1_2_one_sector")
                    .get("params")));
    assertThat(made.originOfKey(WINDOW)).isEqualTo(Origin.GENERATED);
    assertThat(made.check(WINDOW, false))
        .isEqualTo(new Finding(Origin.GENERATED, Optional.empty()));
    assertThat(KEYS.originOfKey(WINDOW)).isEqualTo(Origin.UNKNOWN);
    assertThatThrownBy(() -> made.generate(WINDOW, RecordedSecrets.get(), 2, Progress.silent()))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("not replaced");
  }

  /** The network's are not recorded: other keys are taken for them. */
  @Test
  void publishedKeysAreKnownByTheirDigestsAndNoneAreMadeBesideThem() throws Exception {
    ParameterFolder made = new ParameterFolder(folder);
    made.generate(WINDOW, RecordedSecrets.get(), 2, Progress.silent());
    Files.delete(folder.resolve(WINDOW.fileName() + ".generated"));
    Digests digests =
        new Digests(
            ParameterFolder.digest(made.parameters(WINDOW)),
            ParameterFolder.digest(made.verifyingKey(WINDOW)));
    ParameterFolder network = new ParameterFolder(folder, Map.of(WINDOW, digests));

    assertThat(network.originOfKey(WINDOW)).isEqualTo(Origin.PUBLISHED);
    for (boolean isKey : new boolean[] {true, false}) {
      assertThat(network.check(WINDOW, isKey))
          .isEqualTo(new Finding(Origin.PUBLISHED, Optional.empty()));
    }
    assertThat(network.isMixed()).isFalse();
    requireNoneMadeIn(network);
    byte[] key = Files.readAllBytes(network.verifyingKey(WINDOW));
    Files.delete(network.verifyingKey(WINDOW));
    requireNoneMadeIn(network);

    Files.write(network.verifyingKey(WINDOW), key);
    byte[] changed = Files.readAllBytes(network.parameters(WINDOW));
    changed[changed.length / 2] ^= 1;
    Files.write(network.parameters(WINDOW), changed);
    Finding found = network.check(WINDOW, false);
    assertThat(found.origin()).isEqualTo(Origin.UNKNOWN);
    assertThat(found.fault().orElseThrow()).contains(".params is not the published file");
  }

  @Test
  void publishedKeysThatWerePutBesideGeneratedOnesAreNoticed() throws Exception {
    ParameterSet porep = new ParameterSet(Kind.POREP, SectorSize.KIB_2);
    Digests digests = new Digests("", ParameterFolder.digest(KEYS.verifyingKey(porep)));
    ParameterFolder mixed = new ParameterFolder(folder, Map.of(porep, digests));
    mixed.generate(WINDOW, RecordedSecrets.get(), 2, Progress.silent());
    assertThat(mixed.isMixed()).isFalse();

    Files.copy(KEYS.verifyingKey(porep), mixed.verifyingKey(porep));

    assertThat(mixed.isMixed()).isTrue();
  }

  private void requireNoneMadeIn(ParameterFolder network) throws IOException {
    ParameterSet other = new ParameterSet(Kind.WINNING, SectorSize.KIB_2);
    assertThatThrownBy(() -> network.generate(other, RecordedSecrets.get(), 2, Progress.silent()))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("holds keys that are, or may be, the network's own, of 2KiB window");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::toString)).noneMatch(file -> file.contains(other.fileName()));
    }
  }
}
