package io.sealwright.app.cli.node.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import io.sealwright.app.Ran;
import io.sealwright.app.replay.Exchange;
import io.sealwright.app.replay.RecordedOutput;
import io.sealwright.app.replay.ReplayingPeer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.StringNode;

/** Snapshots: exported whole or not at all, and verified before they are used. */
final class ChainTest {
  private static final Path CAR = Path.of("..", "vectors", "car", "localnet-2k.car.zst");
  private static final int CHUNK = 1 << 20;

  @TempDir Path folder;

  @Test
  void theHeadIsShownWithItsCids() {
    try (ReplayingPeer node = ReplayingPeer.fullNode().with("ChainHead").start()) {
      JsonNode shown = run(node, "chain", "head", "--output", "json").json();
      assertThat(shown.path("height").asLong()).isEqualTo(530);
      assertThat(shown.path("cids").get(0).asString())
          .isEqualTo("bafy2bzacebjqwnvwdpighfk67aqwd54v3lfmrtxthwox4eocn3slm2zne32fy");
    }
  }

  @Test
  void anExportIsWholeAndVerified() throws Exception {
    byte[] car = plain();
    try (ReplayingPeer node = exporting(chunks(car, true))) {
      Path file = folder.resolve("chain.car");
      Ran ran =
          run(
              node,
              "chain",
              "export",
              "--skip-old-msgs",
              "--recent-stateroots=900",
              file.toString(),
              "--output",
              "json");
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(Files.readAllBytes(file)).isEqualTo(car);
      assertThat(ran.json().path("status").asString()).isEqualTo("whole");
      assertThat(ran.json().path("bytes").asLong()).isEqualTo(car.length);
      List<JsonNode> asked = node.asked().getLast().params();
      assertThat(asked.get(0).asLong()).isEqualTo(900);
      assertThat(asked.get(1).asBoolean()).isTrue();
      assertThat(folder.toFile().list()).containsExactly("chain.car");
    }
  }

  @Test
  void anExportThatEndsWithoutItsTerminatorNeverGetsItsName() throws Exception {
    try (ReplayingPeer node = exporting(chunks(plain(), false))) {
      Path file = folder.resolve("chain.car");
      Ran ran = run(node, "chain", "export", "--recent-stateroots=900", file.toString());
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).contains("has no end").contains("chain.car.part").hasLineCount(1);
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void aNodeThatBrokeItsExportOffForAStateItForgotIsSaidToHave() throws Exception {
    JsonNode tipset = Exchange.of("full", "ChainGetTipSetByHeight").result();
    try (ReplayingPeer node =
        ReplayingPeer.fullNode()
            .with("ChainHead")
            .answer("ChainGetTipSet", 1, Exchange.of("full", "ChainHead").result())
            .answer("ChainGetTipSetByHeight", 2, tipset)
            .answer("ChainHasObj", 1, BooleanNode.FALSE)
            .stream("ChainExport", 3, chunks(plain(), false))
            .start()) {
      Path file = folder.resolve("chain.car");
      Ran ran = run(node, "chain", "export", "--recent-stateroots=900", file.toString());
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err())
          .contains("it has the state of epoch " + tipset.path("Height").asLong() + " no more")
          .contains("keeps the states of 900 epochs")
          .hasLineCount(1);
    }
  }

  @Test
  void anExportThatIsWholeButWrongNeverGetsItsName() throws Exception {
    byte[] car = plain();
    car[car.length - 10] ^= 1;
    try (ReplayingPeer node = exporting(chunks(car, true))) {
      Path file = folder.resolve("chain.car");
      Ran ran = run(node, "chain", "export", "--recent-stateroots=900", file.toString());
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).contains("is not a whole snapshot");
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void theLimitsOfLotusHoldBeforeANodeIsAsked() {
    assertThat(RecordedOutput.of("lotus.chain-export-too-few").lines().getFirst())
        .contains("has to be greater than 900");
    Ran few = Ran.line("chain", "export", "--recent-stateroots", "10", "x.car");
    assertThat(few.code()).isEqualTo(2);
    assertThat(few.err()).contains("at least 900");
    Ran alone = Ran.line("chain", "export", "--skip-old-msgs", "x.car");
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err()).contains("--skip-old-msgs needs --recent-stateroots");
  }

  @Test
  void aSnapshotIsVerifiedPlainAndCompressed() throws Exception {
    Path plain = Files.write(folder.resolve("a.car"), plain());
    Path compressed = Files.copy(CAR, folder.resolve("b.car.zst"));
    Ran ofPlain = Ran.line("chain", "verify", plain.toString(), "--output", "json");
    Ran ofCompressed = Ran.line("chain", "verify", compressed.toString(), "--output", "json");
    assertThat(ofPlain.code()).as(ofPlain.err()).isZero();
    assertThat(ofPlain.json()).isEqualTo(ofCompressed.json());
    assertThat(ofPlain.json().path("blocks").asLong()).isPositive();
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void aTruncatedSnapshotIsRefused() throws Exception {
    byte[] car = plain();
    Path cut = Files.write(folder.resolve("cut.car"), Arrays.copyOf(car, car.length / 2));
    Ran ran = Ran.line("chain", "verify", cut.toString());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("do not import it").hasLineCount(1);
    assertThat(Ran.line("chain", "verify", folder.resolve("none").toString()).code()).isEqualTo(2);
    assertThat(Ran.line("chain", "verify", folder.toString()).err()).contains("is not a file");
  }

  private static ReplayingPeer exporting(List<JsonNode> chunks) {
    return ReplayingPeer.fullNode().with("ChainHead").stream("ChainExport", 3, chunks).start();
  }

  private static List<JsonNode> chunks(byte[] car, boolean whole) {
    List<JsonNode> chunks = new ArrayList<>();
    for (int at = 0; at < car.length; at += CHUNK) {
      byte[] chunk = Arrays.copyOfRange(car, at, Math.min(car.length, at + CHUNK));
      chunks.add(StringNode.valueOf(Base64.getEncoder().encodeToString(chunk)));
    }
    if (whole) {
      chunks.add(StringNode.valueOf(""));
    }
    return chunks;
  }

  private static byte[] plain() throws Exception {
    try (InputStream in = new ZstdInputStream(Files.newInputStream(CAR))) {
      return in.readAllBytes();
    }
  }

  private static Ran run(ReplayingPeer node, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--full-node-api", node.apiInfo()));
    return Ran.line(line.toArray(String[]::new));
  }
}
