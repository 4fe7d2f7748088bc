package io.sealwright.app.cli.run;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealwright.app.cli.connect.ApiPlace;
import io.sealwright.app.cli.connect.Peer;
import io.sealwright.app.cli.connect.Surroundings;
import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.standing.HeadSeen;
import io.sealwright.lotus.rpc.ApiVersion;
import io.sealwright.lotus.rpc.NodeVersion;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.StringNode;

/** A miner's node that is known from before, and what is made of how it is found. */
final class MinerNodeTest {
  private static final MinerId MINER = new MinerId(1000);
  private static final Duration EVERY = Duration.ofMillis(50);

  private static final NodeMemory BEFORE =
      new NodeMemory(
          MINER,
          "testnetnet",
          new NodeVersion("v1.36.2+mainnet", new ApiVersion(2, 3, 0), 30, Optional.of("lotus")),
          NetworkRules.mainnet(new NetworkVersion(28)),
          new HeadSeen(new Epoch(5_500_000), Instant.parse("2026-11-28T03:00:00Z")));

  @TempDir Path home;

  private MinerFolder folder;

  @BeforeEach
  void take() throws Exception {
    folder = MinerFolder.take(home.resolve("data"));
  }

  @AfterEach
  void giveBack() throws Exception {
    folder.close();
  }

  private MinerNode.Terms terms(MinerNode.Place place) {
    return new MinerNode.Terms(MINER, SectorSize.GIB_32, folder, EVERY, place);
  }

  private MinerNode.Terms terms(ReplayingPeer peer) {
    return terms(() ->
        ApiPlace.find(
            Peer.FULL_NODE, Optional.of(peer.apiInfo()), new Surroundings(Map.of(), home)));
  }

  /** A node whose state has no such miner. */
  private static ReplayingPeer without(String network) {
    return ReplayingPeer.fullNode()
        .answer("StateNetworkName", 0, StringNode.valueOf(network))
        .answer(
            "StateMinerInfo",
            2,
            _ -> {
              throw new CallFailed("failed to load miner actor: actor not found");
            })
        .start();
  }

  private static void ignore(CommandFailure failure) {
    throw new AssertionError(failure);
  }

  @Test
  void ofANodeOfAnotherNetworkTheNetworkIsSaidAndNotWhatItLacks() throws Exception {
    folder.note(BEFORE);
    try (ReplayingPeer peer = without("calibrationnet");
        MinerNode node = MinerNode.open(terms(peer))) {
      assertThatExceptionOfType(CommandFailure.class)
          .isThrownBy(() -> node.meet(MinerNodeTest::ignore))
          .withMessageContaining("began on mainnet, and the full node is on calibration");
    }
  }
}
