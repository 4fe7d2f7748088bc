package io.sealwright.app.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  private final List<CommandFailure> wrong = new CopyOnWriteArrayList<>();
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

  @Test
  void ofANodeOfAnotherNetworkTheNetworkIsSaidAndNotWhatItLacks() throws Exception {
    folder.note(BEFORE);
    try (ReplayingPeer peer = without("calibrationnet");
        MinerNode node = MinerNode.open(terms(peer))) {
      assertThatExceptionOfType(CommandFailure.class)
          .isThrownBy(() -> node.meet(wrong::add))
          .withMessageContaining("began on mainnet, and the full node is on calibration");
    }
  }

  @Test
  void aNodeWhoseStateHasNoSuchMinerYetIsWaitedFor() throws Exception {
    folder.note(BEFORE);
    try (ReplayingPeer peer = without("testnetnet");
        MinerNode node = MinerNode.open(terms(peer))) {
      assertThat(node.meet(wrong::add)).isEqualTo(BEFORE);
      assertThat(node.health())
          .satisfies(health -> assertThat(health.well()).isFalse())
          .asString()
          .contains("no answer that serves for ", "no such miner");
      awaitMoreLooks(peer);
      assertThat(wrong).isEmpty();
    }
  }

  private static void awaitMoreLooks(ReplayingPeer peer) throws InterruptedException {
    int before = peer.asked().size();
    for (int i = 0; i < 200 && peer.asked().size() < before + 6; i++) {
      Thread.sleep(50);
    }
    assertThat(peer.asked()).hasSizeGreaterThanOrEqualTo(before + 6);
  }

  @Test
  void aNodeThatNeverWasMetAndHasNoSuchMinerIsRefused() throws Exception {
    try (ReplayingPeer peer = without("testnetnet");
        MinerNode node = MinerNode.open(terms(peer))) {
      assertThatExceptionOfType(CommandFailure.class)
          .isThrownBy(() -> node.meet(wrong::add))
          .withMessageContaining("has no such miner");
    }
  }

  @Test
  void aNodeThatIsLostBeforeItIsMetIsWaitedFor() throws Exception {
    folder.note(BEFORE);
    ReplayingPeer peer = without("testnetnet");
    try (MinerNode node = MinerNode.open(terms(peer))) {
      peer.close();
      assertThat(node.meet(wrong::add)).isEqualTo(BEFORE);
      assertThat(node.health()).asString().contains("no answer for ", "does not answer");
    }
  }

  /** A node that lost its power leaves such files, and writes them anew when it begins. */
  @ParameterizedTest
  @ValueSource(strings = {"", "/ip4/127.0"})
  void aRepositoryThatIsHalfWrittenIsWaitedFor(String written) throws Exception {
    folder.note(BEFORE);
    Path api = Files.createDirectories(home.resolve(".lotus")).resolve("api");
    Files.writeString(api, written);
    Surroundings around = new Surroundings(Map.of(), home);
    try (MinerNode node =
        MinerNode.open(terms(() -> ApiPlace.find(Peer.FULL_NODE, Optional.empty(), around)))) {
      assertThat(node.meet(wrong::add)).isEqualTo(BEFORE);
      assertThat(node.health()).asString().contains(api.toString(), "is not as a full node writes");
    }
  }

  @Test
  void aTokenThatIsRefusedEndsTheMinerAlsoWhereTheNodeIsKnown() throws Exception {
    folder.note(BEFORE);
    try (ReplayingPeer peer = without("testnetnet")) {
      String info = "a.wrong.token:" + peer.address();
      Surroundings around = new Surroundings(Map.of(), home);
      assertThatExceptionOfType(CommandFailure.class)
          .isThrownBy(() ->
              MinerNode.open(terms(() -> ApiPlace.find(Peer.FULL_NODE, Optional.of(info), around))))
          .withMessageContaining("refuses the token");
    }
  }
}
