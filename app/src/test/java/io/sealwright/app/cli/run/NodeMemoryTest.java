package io.sealwright.app.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.app.cli.connect.Network;
import io.sealwright.engine.standing.HeadSeen;
import io.sealwright.lotus.rpc.ApiVersion;
import io.sealwright.lotus.rpc.NodeVersion;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a miner's folder keeps of its node. */
final class NodeMemoryTest {
  private static final MinerId MINER = new MinerId(1000);

  @TempDir Path folder;

  private static NodeMemory node(String network) {
    return new NodeMemory(
        MINER,
        network,
        new NodeVersion("v1.36.2+mainnet", new ApiVersion(2, 3, 0), 30, Optional.of("lotus")),
        NetworkRules.mainnet(new NetworkVersion(28)),
        new HeadSeen(new Epoch(5_500_000), Instant.parse("2026-11-28T03:00:00Z")));
  }

  @Test
  void whatIsKeptIsReadAgainForTheSameMiner() throws Exception {
    try (MinerFolder kept = MinerFolder.take(folder)) {
      assertThat(kept.node(MINER)).isEmpty();
      kept.note(node("testnetnet"));
      assertThat(kept.node(MINER)).contains(node("testnetnet"));
      assertThat(kept.node(new MinerId(1001))).isEmpty();
    }
  }

  @Test
  void whatCannotBeReadCountsAsNothing() throws Exception {
    try (MinerFolder kept = MinerFolder.take(folder)) {
      Files.writeString(folder.resolve("full-node.json"), "{\"Miner\": 1000, \"Rules\"");
      assertThat(kept.node(MINER)).isEmpty();
      Files.writeString(folder.resolve("full-node.json"), "{\"Miner\": -5}");
      assertThat(kept.node(MINER)).isEmpty();
    }
  }

  @Test
  void aNodeOfAnotherNetworkIsRefused() throws Exception {
    node("testnetnet").requireSame(new Network("mainnet"));
    assertThatThrownBy(() -> node("testnetnet").requireSame(new Network("calibrationnet")))
        .hasMessageContaining("began on mainnet, and the full node is on calibration");
  }
}
