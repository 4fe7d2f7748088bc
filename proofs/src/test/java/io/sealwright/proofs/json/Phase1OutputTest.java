package io.sealwright.proofs.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.proofs.porep.GoldenSector;
import io.sealwright.protocol.CommD;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Phase1OutputTest {
  private static final Path RECORDED = Path.of("src/test/resources/vectors/proofs/2k-v1_1");

  @ParameterizedTest
  @ValueSource(strings = {"zero", "piece"})
  void whatTheReferenceHandsToPhase2IsReadAndWrittenByteForByte(String kind) throws Exception {
    GoldenSector golden = GoldenSector.of("2k-v1_1", kind + "_sector");
    Phase1Output output =
        new Phase1Output(
            golden.order().proof(),
            Path.of("2k-v1_1/sector-" + kind + "/p1-cache"),
            golden.commD());

    assertThat(output.toJson()).isEqualTo(recorded(kind));
    assertThat(read(recorded(kind))).isEqualTo(output);
  }

  /** Lotus sorts the keys and adds one of its own. */
  @Test
  void fieldsMayComeInAnyOrderWithOthersBetween() throws Exception {
    String json = recorded("zero");
    int config = json.indexOf(",\"config\"");
    int data = json.indexOf(",\"comm_d\"");
    String sorted =
        "{\"_lotus_SealRandomness\":\"AQE=\",%s%s,%s}"
            .formatted(
                json.substring(data + 1, json.length() - 1),
                json.substring(config, data),
                json.substring(1, config));
    assertThat(read(sorted)).isEqualTo(read(json));
  }

  @Test
  void aPathIsQuoted() throws Exception {
    Phase1Output odd =
        new Phase1Output(
            GoldenSector.of("2k-v1_1", "zero_sector").order().proof(),
            Path.of("a \"b\" \\ 扇区"),
            new CommD(GoldenSector.of("2k-v1_1", "zero_sector").commD().value()));
    assertThat(read(odd.toJson())).isEqualTo(odd);
  }

  @Test
  void whatDoesNotFitTheProofIsRefused() throws Exception {
    String json = recorded("zero");
    for (String wrong :
        List.of(
            json.replace("layer-2", "layer-3"),
            json.replace("\"size\":127", "\"size\":128"),
            json.replace("StackedDrg2KiBV1_1", "StackedDrg8MiBV1_1"),
            json.replace("\"comm_d\":[", "\"comm_d\":[1,"),
            json.replace("\"config\"", "\"other\""),
            json.substring(0, json.length() / 2),
            json + "{}",
            "null",
            "")) {
      assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> read(wrong));
    }
  }

  private static String recorded(String kind) throws IOException {
    return Files.readString(RECORDED.resolve("p1-" + kind + ".json"));
  }

  private static Phase1Output read(String json) {
    return Phase1Output.read(new ByteArrayInputStream(json.getBytes(UTF_8)));
  }
}
