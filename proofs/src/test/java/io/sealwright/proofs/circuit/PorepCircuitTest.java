package io.sealwright.proofs.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.field.Scalar;
import io.sealwright.proofs.graph.StackedGraph;
import io.sealwright.proofs.porep.GoldenSector;
import io.sealwright.proofs.vanilla.OpenedSector;
import io.sealwright.proofs.vanilla.SealOpenings;
import io.sealwright.protocol.Bytes32;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The circuit of a seal proof, against the reference's proofs without blinding. */
final class PorepCircuitTest {
  @TempDir static Path parents;
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"zero_sector", "piece_sector"})
  void theProofFromTheSecretsIsTheReferences(String kind) throws Exception {
    GoldenSector golden = GoldenSector.of("2k-v1_1", kind);
    SealOpenings openings = OpenedSector.seal(golden, folder, parents).open(parents);
    ScalarCheck check = new ScalarCheck(RecordedSecrets.get(), 22);

    PorepCircuit.add(check, openings, 0);

    assertThat(check.unsatisfied()).isZero();
    assertThat(check.constraints()).isEqualTo(2_687_921);
    assertThat(check.inputs()).isEqualTo(40);
    assertThat(check.auxiliary()).isEqualTo(2_685_673);
    assertThat(HexFormat.of().formatHex(check.proof().toBytes()))
        .isEqualTo(golden.sector().get("snark").get("deterministic").get("hex").asString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2k-v1", "2k-v1_1", "2k-synth", "2k-ni", "32KiB", "8m-v1_1"})
  void publicInputsAreTheReferences(String set) {
    for (String kind : List.of("zero_sector", "piece_sector")) {
      GoldenSector golden = GoldenSector.of(set, kind);
      StackedGraph graph = golden.config().graph();
      JsonNode expected = golden.sector().get("public_inputs_le");
      for (int p = 0; p < expected.size(); p++) {
        List<PorepCircuit.Challenged> leaves =
            golden.challenges().get(p).stream()
                .map(leaf ->
                    new PorepCircuit.Challenged(
                        leaf, Arrays.stream(graph.parents(leaf)).asLongStream().boxed().toList()))
                .toList();
        assertThat(
                PorepCircuit.inputs(
                        golden.replicaId(), golden.commD().value(), golden.hex("comm_r"), leaves)
                    .stream()
                    .map(input -> Scalar.of(input).toBytes32())
                    .map(Bytes32::hex))
            .isEqualTo(expected.get(p).values().stream().map(JsonNode::asString).toList());
      }
    }
  }
}
