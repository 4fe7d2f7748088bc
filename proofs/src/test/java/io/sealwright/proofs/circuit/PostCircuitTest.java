package io.sealwright.proofs.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.field.Scalar;
import io.sealwright.proofs.porep.GoldenSector;
import io.sealwright.proofs.post.PostPlaces;
import io.sealwright.proofs.post.SectorPost;
import io.sealwright.protocol.Bytes32;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The circuits of proofs of spacetime, against the reference's proofs without blinding. */
final class PostCircuitTest {
  private static final Path FOLDER = Path.of("src/test/resources/vectors/proofs/2k-v1_1");

  @ParameterizedTest
  @CsvSource({
    "window_v1_2_one_sector, window-v1_2-1-43.vanilla, 21866, 22128, 15",
    "winning, winning-43.vanilla, 90750, 91674, 17",
  })
  void theProofFromTheSecretsIsTheReferences(
      String name, String vanilla, int constraints, int auxiliary, int logRows) throws Exception {
    JsonNode golden = GoldenSector.of("2k-v1_1", "zero_sector").file().get("post").get(name);
    SectorPost sector = SectorPost.read(Files.readAllBytes(FOLDER.resolve(vanilla)));
    ScalarCheck check = new ScalarCheck(RecordedSecrets.get(), logRows);

    PostCircuit.add(check, places(name, sector));

    assertThat(check.unsatisfied()).isZero();
    assertThat(check.constraints()).isEqualTo(constraints);
    assertThat(check.auxiliary()).isEqualTo(auxiliary);
    assertThat(HexFormat.of().formatHex(check.proof().toBytes()))
        .isEqualTo(golden.get("deterministic").get("hex").asString());
    assertThat(publicInputs(name, sector))
        .isEqualTo(
            golden.get("public_inputs_le").get(0).values().stream()
                .map(JsonNode::asString)
                .toList());
  }

  private static List<SectorPost> places(String name, SectorPost sector) {
    return name.equals("winning")
        ? PostPlaces.winning(sector)
        : PostPlaces.window(List.of(sector), 2);
  }

  private static List<String> publicInputs(String name, SectorPost sector) {
    return PostCircuit.inputs(
            places(name, sector).stream()
                .map(place ->
                    new PostCircuit.Challenged(
                        place.commR(),
                        place.inclusions().stream().map(i -> i.leafIndex()).toList()))
                .toList())
        .stream()
        .map(input -> Scalar.of(input).toBytes32())
        .map(Bytes32::hex)
        .toList();
  }
}
