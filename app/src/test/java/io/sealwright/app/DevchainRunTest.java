package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.RealProgram.Ended;
import io.sealwright.lotus.api.FullApi;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dev chain as a process: how it begins, says where it is, goes on and ends. */
final class DevchainRunTest {
  private static final FullApi API = FullApi.of(NetworkLetter.TESTNET);

  @TempDir Path folder;

  /** What would start another chain at the port of one that runs. */
  private String[] atPortOf(DevchainProcess chain) {
    String port = chain.apiInfo().replaceFirst(".*/tcp/([0-9]+)/.*", "$1");
    String data = folder.resolve("other").toString();
    return new String[] {"devchain", "run", "--data", data, "--listen", "127.0.0.1:" + port};
  }

  @Test
  void servesAFundedChainAndGoesOnInTheSameFolder() throws Exception {
    Tipset left;
    Address wallet;
    try (DevchainProcess chain = DevchainProcess.start(folder, "chain")) {
      try (RpcClient client = client(chain)) {
        assertThat(client.call(API.common().version().ask()).text()).contains("proofs-withheld");
        wallet = client.call(API.wallet().defaultAddress().ask());
        assertThat(client.call(API.wallet().balance().ask(wallet)))
            .isGreaterThan(TokenAmount.parse("1000"));
        assertThat(client.call(API.state().listMiners().ask(TipsetKey.HEAD))).isNotEmpty();
        left = client.call(API.chain().head().ask());
      }
      assertThat(Files.readString(folder.resolve("chain/api"))).startsWith("/ip4/127.0.0.1/tcp/");
      Ended second = RealProgram.forTinySectors(folder).run(atPortOf(chain));
      assertThat(second.code()).isEqualTo(3);
      assertThat(second.errors()).singleElement().asString().contains("cannot listen on 127.0.0.1");
      assertThat(second.err()).doesNotContain("ERROR");
      assertThat(folder.resolve("other")).doesNotExist();
      Ended ended = chain.terminate();
      assertThat(ended.code()).isZero();
      assertThat(ended.out().lines()).hasSize(1);
      assertThat(ended.err()).contains("proofs are withheld").doesNotContain("Exception");
      assertThat(folder.resolve("chain/api")).doesNotExist();
    }
    try (DevchainProcess again = DevchainProcess.start(folder, "chain");
        RpcClient client = client(again)) {
      Tipset head = client.call(API.chain().head().ask());
      assertThat(head.height().height()).isGreaterThanOrEqualTo(left.height().height());
      assertThat(client.call(API.chain().getTipSet().ask(left.key()))).isEqualTo(left);
      assertThat(client.call(API.wallet().defaultAddress().ask())).isEqualTo(wallet);
      client.call(API.common().shutdown().ask());
      assertThat(again.running().end().code()).isZero();
    }
  }

  @Test
  void refusesAFolderThatAnotherProcessHasAndOptionsItsChainWasNotBegunWith() throws Exception {
    try (DevchainProcess chain = DevchainProcess.start(folder, "chain")) {
      Ended second = run("--data", "chain");
      assertThat(second.code()).isEqualTo(3);
      assertThat(second.errors()).singleElement().asString().contains("another process works in");
      assertThat(chain.terminate().code()).isZero();
    }
    Ended other = run("--data", "chain", "--rules", "fast");
    assertThat(other.code()).isEqualTo(3);
    assertThat(other.errors()).singleElement().asString().contains("began with --rules 2k");
  }

  @Test
  void beginsNoChainAmongTheFilesOfSomethingElse() throws Exception {
    Path repository = Files.createDirectory(folder.resolve("lotus"));
    Files.writeString(repository.resolve("config.toml"), "[API]");
    Ended refused = run("--data", "lotus");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.errors()).singleElement().asString().contains("no dev chain in it");
    assertThat(repository).isDirectoryContaining("glob:**/config.toml");
    try (Stream<Path> files = Files.list(repository)) {
      assertThat(files).hasSize(1);
    }
  }

  /** The reference's keys for 2 KiB sectors. */
  @Test
  void verifiesProofsWhereItFindsKeysAndStaysWithIt() throws Exception {
    String keys =
        Path.of("..", "proofs/src/test/resources/vectors/proofs/2k-v1_1")
            .toAbsolutePath()
            .normalize()
            .toString();
    try (DevchainProcess chain = DevchainProcess.start(folder, "chain", "--params", keys);
        RpcClient client = client(chain)) {
      assertThat(client.call(API.common().version().ask()).text())
          .doesNotContain("proofs-withheld");
      client.call(API.common().shutdown().ask());
      Ended ended = chain.running().end();
      assertThat(ended.code()).isZero();
      assertThat(ended.err()).doesNotContain("withheld");
    }
    Ended without = run("--data", "chain", "--params", folder.toString());
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.errors()).singleElement().asString().contains("keys", "are not there");
    Ended other = run("--data", "chain", "--params", keys, "--proofs", "withheld");
    assertThat(other.code()).isEqualTo(3);
    assertThat(other.errors()).singleElement().asString().contains("began with --proofs real");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--miners=0",
        "--rules=3k",
        "--block-time=fast",
        "--sector-size=3KiB",
        "--rules=mainnet --sector-size=2KiB",
        "--listen=nowhere",
        "--proofs=real",
        "--keep=-1",
        "--era=older"
      })
  void refusesWhatNoChainCanBeAndLeavesNothing(String options) throws Exception {
    String[] words = ("--data chain " + options).split(" ");
    Ended ended = run(words);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.errors()).hasSize(1);
    assertThat(folder.resolve("chain")).doesNotExist();
  }

  @Test
  void drillsReachTheRunningChain() throws Exception {
    Path data = folder.resolve("chain");
    try (DevchainProcess chain = DevchainProcess.start(folder, "chain")) {
      Ended set = drill(data, "--stuck-head", "--answers", "WalletBalance=error:no");
      assertThat(set.code()).isZero();
      assertThat(set.out()).contains("\"stuck_head\":true").contains("\"error\":\"no\"");
      try (RpcClient client = client(chain)) {
        Tipset stuck = client.call(API.chain().head().ask());
        Thread.sleep(1500);
        assertThat(client.call(API.chain().head().ask())).isEqualTo(stuck);
      }
      assertThat(drill(data, "--show").out()).isEqualTo(set.out());
      Ended more =
          drill(
              data,
              "--answers",
              "State*=2s",
              "--answers",
              "MpoolPush/3=error:no space left",
              "--base-fee",
              "5nFIL",
              "--strand",
              "method:5",
              "--forget-states",
              "30");
      assertThat(more.out())
          .contains("\"delay_ms\":2000", "\"every\":3", "\"error\":\"no space left\"")
          .contains("\"least_base_fee\":\"5000000000\"", "[\"method:5\"]", "\"forget_states\":30");
      Ran unknown = inside(data, "--answers", "StateFoo*=2s");
      assertThat(unknown.code()).isEqualTo(2);
      assertThat(unknown.err()).contains("the chain has no method StateFoo*");
      Ran dear = inside(data, "--base-fee", "5");
      assertThat(dear.code()).isEqualTo(2);
      assertThat(dear.err())
          .contains("is 5 FIL for each unit of gas; give one such as 5nFIL, 1 mFIL at most");
      Ran shown = inside(data, "--show", "--stuck-head");
      assertThat(shown.code()).isEqualTo(2);
      assertThat(shown.err()).contains("--show changes nothing");
      assertThat(inside(data, "--show").out())
          .containsPattern("State\\* +1 +2000")
          .containsPattern("Least base fee +5 nFIL")
          .containsPattern("Never land +method:5");
      assertThat(inside(data).out()).isEqualTo("Nothing goes wrong on purpose.\n");
    }
    assertThat(drill(folder.resolve("nowhere")).code()).isEqualTo(4);
  }

  private Ended drill(Path data, String... options) throws IOException, InterruptedException {
    List<String> line = drillLine(data, options);
    line.addAll(List.of("--output", "json"));
    return RealProgram.forTinySectors(folder).run(line.toArray(String[]::new));
  }

  /** The same in this process, as a table. */
  private static Ran inside(Path data, String... options) {
    return Ran.line(drillLine(data, options).toArray(String[]::new));
  }

  private static List<String> drillLine(Path data, String... options) {
    List<String> line = new ArrayList<>(List.of("devchain", "drill", "--data", data.toString()));
    line.addAll(List.of(options));
    return line;
  }

  private Ended run(String... options) throws IOException, InterruptedException {
    String[] line = new String[options.length + 2];
    line[0] = "devchain";
    line[1] = "run";
    System.arraycopy(options, 0, line, 2, options.length);
    return RealProgram.forTinySectors(folder).run(line);
  }

  private static RpcClient client(DevchainProcess chain) {
    return RpcClient.of(
        ApiAddress.parseAll(chain.apiInfo()),
        ApiAddress.Generation.V1,
        RpcClient.Transport.WEB_SOCKET,
        ClientSettings.DEFAULTS,
        Thread::sleep);
  }
}
