package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.replay.ReplayingPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code recover} without a metadata file: the facts come from the node of FULLNODE_API_INFO. */
final class RecoverOneStepTest {
  @TempDir Path folder;
  private ReplayingPeer node;
  private ReplayingPeer miner;

  @BeforeEach
  void start() throws Exception {
    GoldenPeers peers = new GoldenPeers(folder);
    node = peers.node();
    miner = peers.miner();
  }

  @AfterEach
  void stop() {
    node.close();
    miner.close();
  }

  @Test
  void sectorsAreRecoveredFromTheChain() throws Exception {
    Path pieces = Golden.pieces(folder.resolve("pieces"));
    RealProgram.Ended ended =
        recover(
            List.of("FULLNODE_API_INFO=" + node.apiInfo(), "MINER_API_INFO=" + miner.apiInfo()),
            "--sectors",
            "42",
            "--sectors",
            "43",
            "--pieces",
            pieces.toString());
    assertThat(ended.code()).as(ended.err()).isZero();
    for (int number : List.of(42, 43)) {
      assertThat(Golden.sha256(folder.resolve("work/result/sealed/s-t01000-" + number)))
          .isEqualTo(new Golden("2k-v1_1").sealed(number));
    }
    assertThat(ended.err()).contains("f01000/42: the lotus-miner at http://127.0.0.1:", "served");
  }

  @Test
  void aSectorWithUnknownPiecesIsRefusedAndOneThatIsNowhereIsReported() throws Exception {
    RealProgram.Ended ended =
        recover(
            List.of("FULLNODE_API_INFO=" + node.apiInfo()),
            "--sectors",
            "42",
            "--sectors",
            "43",
            "4444");
    assertThat(ended.code()).isEqualTo(1);
    JsonNode sectors = JsonMapper.shared().readTree(ended.out()).path("sectors");
    assertThat(sectors.values().stream().map(s -> s.path("status").asString()))
        .containsExactly("recovered", "refused", "failed");
    assertThat(sectors.get(1).path("reason").asString()).contains("does not say which pieces");
    assertThat(sectors.get(1).path("comm_d").isNull()).isTrue();
    assertThat(sectors.get(2).path("reason").asString()).isEqualTo("there is no such sector");
    assertThat(sectors.get(2).path("reason_kind").asString()).isEqualTo("no_such_sector");
    assertThat(ended.err()).contains("f01000/43: it has data with CommD baga6ea4seaqgsl55xrz");
  }

  @Test
  void nothingFoundIsTheEndBeforeAnythingIsWritten() throws Exception {
    RealProgram.Ended ended =
        recover(List.of("FULLNODE_API_INFO=" + node.apiInfo()), "--sectors", "4444");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.errors()).hasSize(1);
    assertThat(ended.err()).contains("1 of 1 sectors cannot be recovered: f01000/4444");
    JsonNode sector = JsonMapper.shared().readTree(ended.out()).at("/sectors/0");
    assertThat(sector.path("reason_kind").asString()).isEqualTo("no_such_sector");
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  private RealProgram.Ended recover(List<String> environment, String... sectors) throws Exception {
    Path work = Files.createDirectories(folder.resolve("work"));
    List<String> prefix = new ArrayList<>(List.of("env", "HOME=" + folder));
    prefix.addAll(environment);
    List<String> line = new ArrayList<>(List.of("recover", "--miner", "f01000"));
    line.addAll(List.of(sectors));
    line.addAll(
        List.of("--sealing-result", "result", "--sealing-temp", "temp", "--output", "json"));
    return RealProgram.forTinySectors(work).startedBy(prefix).run(line.toArray(String[]::new));
  }
}
