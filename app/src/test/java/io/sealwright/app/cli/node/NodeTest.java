package io.sealwright.app.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.replay.Exchange;
import io.sealwright.app.replay.RecordedOutput;
import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Health, peers and sync of a recorded node. */
final class NodeTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The recorded addresses, in the recorded order, each with the peer's id. */
  @Test
  void listenShowsWhatLotusShows() {
    List<String> recorded = RecordedOutput.of("lotus.net-listen").lines();
    Matcher first = Pattern.compile("(.*)/p2p/(\\w+)").matcher(recorded.getFirst());
    assertThat(first.matches()).isTrue();
    ArrayNode addresses = NODES.arrayNode();
    recorded.forEach(line -> addresses.add(line.substring(0, line.lastIndexOf("/p2p/"))));
    ObjectNode self = NODES.objectNode().put("ID", first.group(2));
    self.set("Addrs", addresses);
    try (ReplayingPeer node =
        ReplayingPeer.fullNode()
            .answer("NetAddrsListen", 0, self)
            .answer("ID", 0, StringNode.valueOf(first.group(2)))
            .start()) {
      assertThat(run(node, "net", "listen").lines()).isEqualTo(recorded);
      assertThat(run(node, "net", "id").lines())
          .isEqualTo(RecordedOutput.of("lotus.net-id").lines());
    }
  }

  @Test
  void peersAreListedWithTheirAddresses() {
    ArrayNode peers = NODES.arrayNode();
    ObjectNode peer = peers.addObject().put("ID", "12D3KooWPeer");
    peer.putArray("Addrs").add("/ip4/1.2.3.4/tcp/1347");
    try (ReplayingPeer node = ReplayingPeer.fullNode().answer("NetPeers", 0, peers).start()) {
      assertThat(run(node, "net", "peers").out())
          .contains("12D3KooWPeer")
          .contains("/ip4/1.2.3.4/tcp/1347")
          .containsPattern("Count +1");
    }
  }

  @Test
  void aPeerThatDoesNotAnswerIsAFailureInTheWordsOfTheNode() {
    String address =
        "/ip4/127.0.0.1/tcp/1/p2p/12D3KooWGzxzKZYveHXtpG6AsrUJBcWxHBFS2HsEoGTxrMLvKXtf";
    try (ReplayingPeer node = ReplayingPeer.fullNode().with("NetConnect.failure").start()) {
      Ran ran = run(node, "net", "connect", address);
      List<String> recorded = RecordedOutput.of("lotus.net-connect-bad").lines();
      assertThat(ran.lines()).containsExactly(recorded.getFirst());
      assertThat(ran.code()).isEqualTo(4);
      assertThat(ran.err()).contains(recorded.get(1).substring("ERROR: ".length()));
      assertThat(run(node, "net", "connect", "10.0.0.5:1347").code()).isEqualTo(2);
    }
  }

  @Test
  void syncStatusShowsEveryWorkerThatLotusShows() {
    try (ReplayingPeer node =
        ReplayingPeer.fullNode().with("SyncState", "ChainHead", "NetPeers").start()) {
      JsonNode shown = run(node, "sync", "status", "--output", "json").json();
      // As the recorded command: three workers, all idle, at height 0.
      assertThat(RecordedOutput.of("lotus.sync-status").lines())
          .filteredOn(line -> line.contains("Stage: idle"))
          .hasSize(3);
      assertThat(shown.path("workers")).hasSize(3);
      for (JsonNode worker : shown.path("workers").values()) {
        assertThat(worker.path("stage").asString()).isEqualTo("idle");
        for (String absent : List.of("base", "target", "difference")) {
          assertThat(worker.path(absent).isNull()).as(absent).isTrue();
        }
        assertThat(worker.path("height").asLong()).isZero();
      }
      assertThat(shown.path("height").asLong()).isEqualTo(530);
      assertThat(run(node, "sync", "status").out())
          .containsPattern("\\d+ +none +none +none +idle +0");
    }
  }

  @Test
  void aWorkerShowsItsHeightsAndANumberOfAnUnknownStage() {
    ObjectNode state = (ObjectNode) Exchange.of("full", "SyncState").result().deepCopy();
    ObjectNode worker = (ObjectNode) state.path("ActiveSyncs").get(0);
    worker.put("Stage", 7).put("Height", 529);
    worker.set("Target", Exchange.of("full", "ChainHead").result());
    try (ReplayingPeer node =
        ReplayingPeer.fullNode()
            .with("ChainHead", "NetPeers")
            .answer("SyncState", 0, state)
            .start()) {
      JsonNode shown =
          run(node, "sync", "status", "--output", "json").json().path("workers").get(0);
      assertThat(shown.path("target").asLong()).isEqualTo(530);
      assertThat(shown.path("base").isNull()).isTrue();
      assertThat(shown.path("difference").isNull()).isTrue();
      assertThat(shown.path("stage").asString()).isEqualTo("stage 7");
    }
  }

  @Test
  void timesAreChineseInChinese() {
    try (ReplayingPeer node =
        ReplayingPeer.fullNode().with("SyncState", "ChainHead", "NetPeers").start()) {
      assertThat(run(node, "sync", "status", "--lang", "zh").out())
          .containsPattern("链头产生于 \\d+ 天 \\d+ 小时前");
    }
  }

  @Test
  void waitingEndsWithTheTimeOutAndSaysWhereTheNodeStands() {
    try (ReplayingPeer node =
        ReplayingPeer.fullNode().with("SyncState", "ChainHead", "NetPeers").start()) {
      Ran ran = run(node, "sync", "wait", "--timeout", "1s");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).contains("Epoch 530: ").contains("not in step after");
    }
  }

  @Test
  void waitingEndsAtOnceWhenTheHeadIsYoung() {
    try (ReplayingPeer node = young().start()) {
      Ran ran = run(node, "sync", "wait", "--timeout", "60s", "--output", "json");
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.json().path("status").asString()).isEqualTo("in_step");
    }
  }

  @Test
  void aNodeInStepIsHealthyAndAnOldHeadIsNot() {
    try (ReplayingPeer node = young().start();
        ReplayingPeer behind =
            ReplayingPeer.fullNode().with("SyncState", "ChainHead", "NetPeers").start();
        ReplayingPeer miner = ReplayingPeer.miner().start()) {
      Ran well = health(node.apiInfo(), miner.apiInfo());
      assertThat(well.code()).as(well.out() + well.err()).isZero();
      JsonNode rows = well.json().path("nodes");
      assertThat(rows.get(0).path("sync").asString()).isEqualTo("in_step");
      assertThat(rows.get(1).path("miner").asString()).isEqualTo("t01000");

      Ran ill = health(node.apiInfo() + "," + behind.apiInfo(), miner.apiInfo());
      assertThat(ill.code()).isEqualTo(1);
      assertThat(ill.json().path("healthy").asBoolean()).isFalse();
      assertThat(ill.json().path("nodes").get(0).path("healthy").asBoolean()).isTrue();
      assertThat(ill.json().path("nodes").get(1).path("healthy").asBoolean()).isFalse();
    }
  }

  @Test
  void whatCannotBeFoundOutIsNotHealthy() {
    try (ReplayingPeer node = ReplayingPeer.fullNode().with("ChainHead").start();
        ReplayingPeer miner = ReplayingPeer.miner().start()) {
      Ran ran = health(node.apiInfo(), miner.apiInfo());
      assertThat(ran.code()).isEqualTo(1);
      JsonNode row = ran.json().path("nodes").get(0);
      assertThat(row.path("reachable").asBoolean()).isTrue();
      assertThat(row.path("healthy").asBoolean()).isFalse();
      assertThat(row.path("reason").asString()).contains("SyncState");
    }
    Ran nobody = health("http://127.0.0.1:1", "http://127.0.0.1:1");
    assertThat(nobody.code()).isEqualTo(1);
    assertThat(nobody.json().path("nodes").get(0).path("reachable").asBoolean()).isFalse();
    assertThat(nobody.json().path("nodes").get(0).path("reason").asString())
        .contains("does not answer");
  }

  @Test
  void stopShowsWhatItWouldStopAndNeedsPermission() {
    try (ReplayingPeer node =
        ReplayingPeer.fullNode()
            .answer("Shutdown", 0, NullNode.getInstance())
            .needs(Permission.ADMIN, "Shutdown")
            .start()) {
      Ran dry = run(node, "stop");
      assertThat(dry.code()).isZero();
      assertThat(dry.out()).contains("full node").contains("localnet-2k");
      assertThat(dry.err()).contains("Nothing was stopped");
      assertThat(node.methods()).doesNotContain("Shutdown");
      Ran refused =
          Ran.line(
              "stop", "--apply", "--full-node-api", node.apiInfo(Permissions.of(Permission.READ)));
      assertThat(refused.code()).isEqualTo(4);
      assertThat(refused.err()).contains("does not permit Shutdown, which needs 'admin'");
      Ran still = run(node, "stop", "--apply", "--timeout", "1s");
      assertThat(node.methods()).contains("Shutdown");
      assertThat(still.code()).isEqualTo(1);
      assertThat(still.err()).contains("it still answers after 1s");
    }
  }

  @Test
  void processesAreLabelledAndShowNoToken() {
    assertThat(Processes.role("lotus", List.of("daemon"))).isEqualTo("daemon");
    assertThat(Processes.role("lotus", List.of("daemon", "stop"))).isEqualTo("command");
    assertThat(Processes.role("lotus-miner", List.of("run"))).isEqualTo("miner");
    assertThat(Processes.role("lotus-worker", List.of("run", "--listen", "x"))).isEqualTo("worker");
    assertThat(Processes.role("lotus-miner", List.of("info"))).isEqualTo("command");
    assertThat(
            Processes.line(
                "lotus-worker", List.of("run", "--miner", "eyJhbGciOi.abc.def:/ip4/1.2.3.4")))
        .isEqualTo("lotus-worker run --miner eyJ…:/ip4/1.2.3.4");
  }

  /** The recorded head on a network whose epochs are long, so that it is young. */
  private static ReplayingPeer.Builder young() {
    ObjectNode version = (ObjectNode) Exchange.of("full", "Version").result().deepCopy();
    return ReplayingPeer.fullNode()
        .with("SyncState", "NetPeers", "ChainHead")
        .answer("Version", 0, version.put("BlockDelay", 2_000_000_000));
  }

  private static Ran health(String node, String miner) {
    return Ran.line("health", "--full-node-api", node, "--miner-api", miner, "--output", "json");
  }

  private static Ran run(ReplayingPeer node, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--full-node-api", node.apiInfo()));
    return Ran.line(line.toArray(String[]::new));
  }
}
