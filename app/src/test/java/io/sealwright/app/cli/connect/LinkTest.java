package io.sealwright.app.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.sealwright.app.Ran;
import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.recovery.files.FolderLock;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.protocol.address.NetworkLetter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Connecting, and what the operator is told when that fails. */
final class LinkTest {
  private static final RpcMethod<JsonNode> WALLETS =
      RpcMethod.query("WalletList", 0, Permission.WRITE, JsonForm.RAW);
  private static final RpcMethod<JsonNode> UNKNOWN =
      RpcMethod.query("FutureMethod", 0, Permission.READ, JsonForm.RAW);

  private static final String FOREIGN =
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJBbGxvdyI6W119.c2VjcmV0";

  private static ReplayingPeer node;
  private static ReplayingPeer miner;

  @BeforeAll
  static void start() {
    node =
        ReplayingPeer.fullNode()
            .with("WalletList", "ChainHead")
            .needs(Permission.WRITE, "WalletList")
            .start();
    miner = ReplayingPeer.miner().start();
  }

  @AfterAll
  static void stop() {
    node.close();
    miner.close();
  }

  @Test
  void aConnectedNodeSaysWhoItIs() throws Exception {
    try (Link link = open(node.apiInfo())) {
      assertThat(link.version().text()).isEqualTo("v1.36.2-dev+2k+git.b835fab70");
      assertThat(link.network().common()).isEqualTo("localnet-2k");
      assertThat(link.network().letter()).isEqualTo(NetworkLetter.TESTNET);
      assertThat(link.ask(WALLETS).size()).isPositive();
    }
  }

  @Test
  void aMinerIsAskedAtItsOwnPath() throws Exception {
    MinerOptions options = new MinerOptions();
    options.info = Optional.of(miner.apiInfo());
    try (Link link = options.open()) {
      assertThat(link.network().name()).isEqualTo("2k");
    }
  }

  @Test
  void theNextOfSeveralNodesIsAskedWhenOneDoesNotAnswer() throws Exception {
    try (Link link = open("http://127.0.0.1:" + closedPort() + "," + node.apiInfo())) {
      assertThat(link.version().agent()).contains("lotus");
      assertThat(link.served().toString()).startsWith("http://127.0.0.1:");
      assertThat(link.passedOver())
          .singleElement(STRING)
          .contains("the full node at http://127.0.0.1:", "does not answer");
    }
  }

  @Test
  void theNextOfSeveralNodesIsAskedWhenOneRefusesTheTokenOrIsNoNode() throws Exception {
    for (String bad : List.of(FOREIGN + ":" + node.address(), miner.apiInfo())) {
      Ran served = Ran.line("chain", "head", "--full-node-api", bad + "," + node.apiInfo());
      assertThat(served.code()).as(served.err()).isZero();
      assertThat(served.err())
          .containsPattern(" serves, for (the full node|what answers) at ")
          .doesNotContain("eyJ");
    }
  }

  @Test
  void aCommandWhoseOptionsAreInsideOthersSaysItToo() throws Exception {
    String nodes = FOREIGN + ":" + node.address() + "," + node.apiInfo();
    Ran served =
        Ran.line("actor", "control", "list", "--miner", "f01000", "--full-node-api", nodes);
    assertThat(served.err())
        .containsPattern(" serves, for the full node at ")
        .doesNotContain("a bug");
  }

  @Test
  void whereNoneOfSeveralNodesServesEachIsNamedWithItsReason() throws Exception {
    String silent = "http://127.0.0.1:" + closedPort();
    assertThat(failure(silent + "," + FOREIGN + ":" + node.address()))
        .startsWith("none of the 2 nodes from --full-node-api serves: the full node at " + silent)
        .contains("does not answer: connection refused, the full node at http://127.0.0.1:")
        .contains("refuses the token")
        .doesNotContain("eyJ");
  }

  @Test
  void nobodyThere() throws Exception {
    assertThat(failure("http://127.0.0.1:" + closedPort()))
        .startsWith("the full node at http://127.0.0.1:")
        .contains("does not answer")
        .contains("see whether 'lotus daemon' runs there")
        .contains("--full-node-api");
  }

  @Test
  void anAddressWithoutAPortIsSaidToHaveNone() {
    assertThat(failure("http://nowhere.invalid"))
        .endsWith("check the address from --full-node-api, which names no port");
  }

  @Test
  void tokenRefused() {
    assertThat(failure(FOREIGN + ":" + node.address()))
        .contains("refuses the token from --full-node-api")
        .contains("lotus auth create-token --perm admin")
        .doesNotContain("eyJ");
  }

  @Test
  void theTokenOfOurOwnMinerLiesInItsDataFolder(@TempDir Path data) throws Exception {
    FolderLock.take(data).orElseThrow().close();
    Files.writeString(data.resolve("api"), miner.address());
    Files.writeString(data.resolve("token"), FOREIGN);
    Surroundings around =
        new Surroundings(Map.of("LOTUS_MINER_PATH", data.toString()), Path.of("/nowhere"));
    ApiPlace own = ApiPlace.require(Peer.MINER, Optional.empty(), around);
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> Link.open(own))
        .withMessageStartingWith("the miner at http://")
        .withMessageContaining("give the token in the file 'token' of its miner.data;")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("lotus"));

    Files.writeString(data.resolve("api"), "http://127.0.0.1:" + closedPort());
    ApiPlace away = ApiPlace.require(Peer.MINER, Optional.empty(), around);
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> Link.open(away))
        .withMessageContaining("see whether 'sealwright up' or 'sealwright miner run' runs there");
  }

  @Test
  void ofAMinerThatIsNotKnownYetBothKindsAreNamed() {
    MinerOptions options = new MinerOptions();
    options.info = Optional.of(FOREIGN + ":" + miner.address());
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(options::open)
        .withMessageContaining("'token' of its miner.data, or, of a lotus-miner, a token made with")
        .withMessageContaining("'lotus-miner auth create-token --perm admin'");
  }

  @Test
  void permissionMissing() throws Exception {
    try (Link link = open(node.apiInfo(Permissions.of(Permission.READ)))) {
      assertThatExceptionOfType(CommandFailure.class)
          .isThrownBy(() -> link.ask(WALLETS))
          .withMessage(
              "the token from --full-node-api does not permit WalletList, which needs 'write'; give"
                  + " a token made with 'lotus auth create-token --perm write'")
          .satisfies(e -> assertThat(e.code()).isEqualTo(ExitCode.UNREACHABLE));
    }
  }

  @Test
  void noTokenAtAll() throws Exception {
    try (Link link = open(node.address())) {
      assertThatExceptionOfType(CommandFailure.class)
          .isThrownBy(() -> link.ask(WALLETS))
          .withMessageStartingWith(
              "no token is given in --full-node-api, and WalletList needs 'write'");
    }
  }

  @Test
  void wrongNetwork() {
    FullNodeOptions options = options(node.apiInfo());
    options.network = Optional.of("mainnet");
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(options::open)
        .withMessageContaining("wrong network")
        .withMessageContaining("is on localnet-2k, not on mainnet")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ExitCode.UNREACHABLE));
  }

  @Test
  void mainnetIsKnownByBothItsNames() throws Exception {
    try (ReplayingPeer mainnet =
        ReplayingPeer.fullNode()
            .answer("StateNetworkName", 0, StringNode.valueOf("testnetnet"))
            .start()) {
      FullNodeOptions options = options(mainnet.apiInfo());
      options.network = Optional.of("mainnet");
      try (Link link = options.open()) {
        assertThat(link.network().letter()).isEqualTo(NetworkLetter.MAINNET);
        assertThatExceptionOfType(CommandFailure.class)
            .isThrownBy(() -> link.network().requireLetter("t01000"))
            .withMessageContaining("t01000 is an address of another network")
            .satisfies(e -> assertThat(e.code()).isEqualTo(ExitCode.INVALID));
      }
    }
  }

  @Test
  void aMethodTheNodeDoesNotKnow() throws Exception {
    try (Link link = open(node.apiInfo())) {
      assertThatExceptionOfType(CommandFailure.class)
          .isThrownBy(() -> link.ask(UNKNOWN))
          .withMessageContaining("is too old, or not one")
          .withMessageContaining("upgrade it");
    }
  }

  @Test
  void aMinerInPlaceOfANode() {
    assertThat(failure(miner.apiInfo()))
        .contains("does not speak the API of a full node")
        .contains("nothing is served at")
        .contains("/rpc/v1");
  }

  private static String failure(String info) {
    try (Link link = open(info)) {
      throw new AssertionError("connected to " + link.place().addresses());
    } catch (CommandFailure e) {
      assertThat(e.code()).isEqualTo(ExitCode.UNREACHABLE);
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Link open(String info) throws CommandFailure, InterruptedException {
    return options(info).open();
  }

  private static FullNodeOptions options(String info) {
    FullNodeOptions options = new FullNodeOptions();
    options.info = Optional.of(info);
    return options;
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
