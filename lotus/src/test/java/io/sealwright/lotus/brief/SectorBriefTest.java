package io.sealwright.lotus.brief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.lotus.cluster.SectorStatus;
import io.sealwright.lotus.json.SectorJson;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is read in place out of a recorded answer is what the whole answer says. */
final class SectorBriefTest {
  private static final Path FOLDER = Path.of("..", "vectors", "lotus-rpc", "miner");

  static List<Path> answers() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("Filecoin.SectorsStatus"))
          .filter(file -> !file.getFileName().toString().contains("unknown.json"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void aBriefAgreesWithTheWholeAnswer(Path file) throws Exception {
    JsonNode json = RpcJson.parse(Files.readString(file)).path("response").path("result");
    SectorStatus whole = SectorJson.STATUS.decode(json);
    SectorBrief brief = read(RpcJson.write(json));
    assertThat(brief.number()).isEqualTo(whole.number().number());
    assertThat(brief.state()).isEqualTo(whole.state());
    assertThat(brief.proof()).isEqualTo(whole.sealProof());
    assertThat(brief.contents().pieces()).isEqualTo(whole.pieces().size());
    assertThat(brief.contents().deals())
        .isEqualTo((int) whole.deals().stream().filter(deal -> deal != 0).count());
    assertThat(brief.onChain().expiration()).isEqualTo(whole.expiration().height());
    assertThat(brief.onChain().onTime()).isEqualTo(whole.onTime().height());
    assertThat(brief.onChain().early()).isEqualTo(whole.early().height());
    assertThat(brief.onChain().pledge()).isEqualTo(whole.initialPledge().atto());
    assertThat(brief.isBlank(brief.number())).isEqualTo(whole.isBlank());
    assertThat(brief.history().orElseThrow().events())
        .isEqualTo(
            (int) whole.log().stream().filter(entry -> entry.kind().startsWith("event;")).count());
  }

  /** White space and escapes are read; the order of the fields is free. */
  @Test
  void everyWayOfWritingIsRead() throws Exception {
    SectorBrief brief =
        read(
            """
            { "Log" : [ ] , "LastErr":"a \\"word\\" \\u00e9",\t"Deals":[0, 7],
              "Unknown":{"a":["}","]",{"b":"\\\\"}]}, "Early": -5, "State":"Proving",
              "Pieces":[{"Piece":{"Size":2048},"DealInfo":{"PieceActivationManifest":{}}}],
              "SealProof":8, "SectorID":9223372036854775807 }
            """);
    assertThat(brief.error()).isEqualTo("a \"word\" é");
    assertThat(brief.contents().deals()).isEqualTo(1);
    assertThat(brief.contents().directPieces()).isEqualTo(1);
    assertThat(brief.contents().pieceBytes()).isEqualTo(2048);
    assertThat(brief.onChain().early()).isEqualTo(-5);
    assertThat(brief.number()).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "7",
        "{}",
        "{\"SectorID\":\"x\"}",
        "{\"SectorID\":1.5}",
        "{\"SectorID\" 1}",
        "{\"SectorID\":1,\"DealWeight\":\"x\"}",
        "{\"SectorID\":99999999999999999999}"
      })
  void whatIsNoSectorIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(UnexpectedJson.class);
  }

  @Test
  void noAnswerThatWasCutShortIsTaken() throws Exception {
    JsonNode json =
        RpcJson.parse(Files.readString(FOLDER.resolve("Filecoin.SectorsStatus.state-Proving.json")))
            .path("response")
            .path("result");
    byte[] whole = RpcJson.write(json).getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(
              () -> SectorBriefReader.read(new JsonCursor(cut, SectorBriefReader.NAMES), true))
          .as("cut to %d bytes", length)
          .isInstanceOf(UnexpectedJson.class);
    }
  }

  /** Texts end where they end, whatever is in them and wherever they begin. */
  @Test
  void textsOfEveryLengthAreFoundAndPassed() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      String text = anyText(random);
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.putObject("Unknown").put(anyText(random), anyText(random)).putArray("list").add(text);
      json.put("LastErr", text).put("SectorID", round);
      assertThat(read(RpcJson.write(json)).error()).as("round %d", round).isEqualTo(text);
    }
  }

  /** Up to three words of the processor, rich in what means something in JSON. */
  private static String anyText(Random random) {
    return random
        .ints(random.nextInt(24), 0, 12)
        .mapToObj(i -> "\"\\{}[]:,#é€\u0001".substring(i, i + 1))
        .collect(Collectors.joining());
  }

  private static SectorBrief read(String text) throws UnexpectedJson {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return SectorBriefReader.read(new JsonCursor(utf8, SectorBriefReader.NAMES), true);
  }
}
