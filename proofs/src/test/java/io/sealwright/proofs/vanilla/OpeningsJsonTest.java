package io.sealwright.proofs.vanilla;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.proofs.porep.GoldenSector;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpeningsJsonTest {
  @TempDir static Path parents;
  @TempDir Path folder;
  private String json = "";

  @BeforeEach
  void open() throws Exception {
    StringBuilder text = new StringBuilder();
    OpeningsJsonWriter.write(
        OpenedSector.seal(GoldenSector.of("2k-v1_1", "zero_sector"), folder, parents).open(parents),
        text);
    json = text.toString();
  }

  @Test
  void whatLotusAddsAndReordersIsReadTheSame() throws Exception {
    String ticket = json.substring(json.indexOf(",\"ticket\":"), json.length() - 1);
    String reordered =
        "{ \"_lotus_SealRandomness\": {\"a\": [1, {}]}, "
            + ticket.substring(1)
            + ",\n"
            + json.substring(1, json.length() - 1).replace(ticket, "")
            + "}";

    assertThat(read(reordered)).isEqualTo(read(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"registered_proof\":\"StackedDrg2KiBV1_1\"}",
        "{\"registered_proof\":\"StackedDrg3KiBV1\"}",
        "{\"vanilla_proofs\":{\"StackedDrg2KiBV1\":[[{}]]}}",
        "{\"comm_r\":[1,2,3]}",
        "{\"comm_r\":[256,2,3]}"
      })
  void somethingElseIsRefusedInOneSentence(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(DamagedOpenings.class);
  }

  @Test
  void openingsOfAnotherSizeAreRefused() {
    assertThatThrownBy(() -> read(json.replace("\"StackedDrg2KiBV1\"", "\"StackedDrg8MiBV1\"")))
        .isInstanceOf(DamagedOpenings.class)
        .hasMessageContaining("StackedDrg8MiBV1");
    assertThatThrownBy(() -> read(json + "{}")).isInstanceOf(DamagedOpenings.class);
  }

  @Test
  void aTextCutOrScrambledAnywhereIsRefusedOrReadAndNeverACrash() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      String cut = json.substring(0, random.nextInt(json.length()));
      assertThatThrownBy(() -> read(cut)).isInstanceOf(DamagedOpenings.class);
      char[] scrambled = json.toCharArray();
      scrambled[random.nextInt(scrambled.length)] = (char) (' ' + random.nextInt(95));
      try {
        read(new String(scrambled));
      } catch (DamagedOpenings e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private static SealOpenings read(String text) throws DamagedOpenings {
    return OpeningsJsonReader.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
