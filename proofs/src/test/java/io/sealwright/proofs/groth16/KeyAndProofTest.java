package io.sealwright.proofs.groth16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.proofs.bincode.BincodeReader;
import io.sealwright.proofs.circuit.PostCircuit;
import io.sealwright.proofs.circuit.RecordedSecrets;
import io.sealwright.proofs.circuit.Witness;
import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.groth16.Verifier.Claim;
import io.sealwright.proofs.kernel.EachKernel;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.porep.FileDigest;
import io.sealwright.proofs.porep.GoldenSector;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.post.PostPlaces;
import io.sealwright.proofs.post.SectorPost;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The keys of 2 KiB window proofs, made from the reference's secrets, and proofs with them. */
final class KeyAndProofTest {
  private static final Path FOLDER = Path.of("src/test/resources/vectors/proofs/2k-v1_1");

  @TempDir static Path folder;
  private static Path parameters = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private static VerifyingKey key;

  @BeforeAll
  static void makeKeys() throws Exception {
    parameters = folder.resolve("window.params");
    key = new KeyMaker(RecordedSecrets.get(), 2, Progress.silent()).make(circuit(), parameters);
  }

  private static Circuit circuit() throws IOException {
    List<SectorPost> places = places();
    return cs -> PostCircuit.add(cs, places);
  }

  private static List<SectorPost> places() throws IOException {
    try {
      return PostPlaces.window(
          List.of(SectorPost.read(Files.readAllBytes(FOLDER.resolve("window-v1_2-1-43.vanilla")))),
          2);
    } catch (BincodeReader.Damaged e) {
      throw new IOException(e);
    }
  }

  private static JsonNode golden() {
    return GoldenSector.of("2k-v1_1", "zero_sector")
        .file()
        .get("post")
        .get("window_v1_2_one_sector");
  }

  @Test
  void keysFromTheReferencesSecretsAreTheReferences() throws Exception {
    assertThat(FileDigest.of(parameters)).isEqualTo(FileDigest.of(golden().get("params")));
    assertThat(FileDigest.of(key.toBytes()))
        .isEqualTo(FileDigest.of(golden().get("verifying_key").get("digest")));
  }

  static Stream<Kernels> kernels() {
    return EachKernel.all();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aProofWithoutBlindingIsTheReferences(Kernels kernels) throws Exception {
    assertThat(HexFormat.of().formatHex(prove(Blinding.NONE, kernels).toBytes()))
        .isEqualTo(golden().get("deterministic").get("hex").asString());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aProofSaysHowFarItIs(Kernels kernels) throws Exception {
    Witness witness = new Witness();
    circuit().addTo(witness);
    try (Arena arena = Arena.ofShared()) {
      ParameterFile file = ParameterFile.map(parameters, arena);
      List<Long> parts = Collections.synchronizedList(new ArrayList<>());

      new Prover(file, 3, kernels).prove(witness, Blinding.NONE, parts::add);

      assertThat(parts).hasSizeGreaterThan(50).allMatch(part -> part > 0);
      assertThat(parts.stream().mapToLong(Long::longValue).sum()).isEqualTo(Prover.work(file));
    }
  }

  @Test
  void aBlindedProofHoldsAndIsAnotherEachTime() throws Exception {
    Proof first = prove(Blinding.draw(new Random(1)), Kernels.JAVA);
    Proof second = prove(Blinding.draw(new Random(2)), Kernels.found());

    assertThat(first).isNotEqualTo(second);
    List<BigInteger> inputs =
        PostCircuit.inputs(
            places().stream()
                .map(place ->
                    new PostCircuit.Challenged(
                        place.commR(),
                        place.inclusions().stream().map(i -> i.leafIndex()).toList()))
                .toList());
    assertThat(
            new Verifier(key, new Random(3))
                .holds(List.of(new Claim(first, inputs), new Claim(second, inputs))))
        .isTrue();
  }

  @Test
  void aFileThatIsCutOrOfAnotherCircuitIsRefusedByName() throws Exception {
    byte[] bytes = Files.readAllBytes(parameters);
    Path cut = Files.write(folder.resolve("cut.params"), Arrays.copyOf(bytes, 1_000_000));

    try (Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> ParameterFile.map(cut, arena))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut.params")
          .hasMessageContaining("ends early");
      Prover prover = new Prover(ParameterFile.map(parameters, arena), 2);
      Witness other = new Witness();
      PostCircuit.add(other, places().subList(0, 1));
      assertThatThrownBy(() -> prover.prove(other, Blinding.NONE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(parameters.toString())
          .hasMessageContaining("another circuit");
    }
  }

  private static Proof prove(Blinding blinding, Kernels kernels)
      throws IOException, InterruptedException {
    Witness witness = new Witness();
    circuit().addTo(witness);
    try (Arena arena = Arena.ofShared()) {
      return new Prover(ParameterFile.map(parameters, arena), 2, kernels).prove(witness, blinding);
    }
  }
}
