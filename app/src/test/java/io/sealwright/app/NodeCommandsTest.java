package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Every command for a full node, run against one dev chain in a process of its own, and read as an
 * operator reads it. What the documents tell operators to type has tests of its own.
 */
final class NodeCommandsTest {
  private static final int LOOKS = 60;
  private static final int FIRST_WIDE = 0x2E80;

  @TempDir static Path folder;

  private static DevchainProcess chain;

  @BeforeAll
  static void start() throws Exception {
    chain = DevchainProcess.start(folder, "chain", "--rules", "fast", "--block-time", "1s");
  }

  @AfterAll
  static void stop() {
    chain.close();
  }

  @Test
  void aWellNodeIsSaidToBeWell() {
    assertThat(done("health").out()).contains("full node", "devchain-fast", "in step");
    assertThat(done("health", "--output", "json").json().path("healthy").asBoolean()).isTrue();
    assertThat(done("sync", "wait", "--timeout", "30s").out()).contains("in step");
    assertThat(done("sync", "status").out()).contains("complete");
    assertThat(done("net", "id").out()).startsWith("12D3KooW");
    assertThat(done("net", "listen").err()).contains("listens nowhere");
    assertThat(done("net", "peers").out()).containsPattern("Count +0");
    String peer = "/ip4/10.0.0.5/tcp/1347/p2p/12D3KooWGzxzKZYveHXtpG6AsrUJBcWxHBFS2HsEoGTxrMLvKXtf";
    assertThat(run("net", "connect", peer).code()).isEqualTo(4);
    assertThat(done("stop").err()).contains("Nothing was stopped");
    assertThat(done("chain", "head", "--output", "json").json().path("height").asLong())
        .isPositive();
  }

  @Test
  void aHeadThatStandsStillIsNotCalledWell() throws Exception {
    drill("--stuck-head");
    try {
      Ran health = run("health");
      for (int i = 0; i < LOOKS && health.code() == 0; i++) {
        Thread.sleep(500);
        health = run("health");
      }
      assertThat(health.code()).isEqualTo(1);
      assertThat(health.out()).contains("waiting for blocks");
      Ran waited = run("sync", "wait", "--timeout", "1s");
      assertThat(waited.code()).isEqualTo(1);
      assertThat(waited.err()).contains("error: not in step after");
    } finally {
      drill();
    }
    done("sync", "wait", "--timeout", "60s");
  }

  @Test
  void aSlowAnswerIsAwaitedAndARefusalIsSaidInTheWordsOfTheNode() {
    drill("--answers", "NetPeers=1s");
    assertThat(done("net", "peers").out()).contains("Count");
    drill("--answers", "NetAddrsListen=error:no space left on device");
    try {
      Ran ran = run("net", "listen");
      assertThat(ran.code()).isEqualTo(4);
      assertThat(ran.err())
          .isEqualTo(
              "error: the full node refuses: no space left on device; mend what it names; its log"
                  + " says more\n");
    } finally {
      drill();
    }
  }

  @Test
  void aKeyGoesOutAndComesBackWithItsMoney() throws Exception {
    String wallet = done("wallet", "new").out().strip();
    String mine = done("wallet", "default").out().strip();
    assertThat(done("send", wallet, "1.5", "--max-fee", "5").out()).contains("Nothing was sent");
    assertThat(done("wallet", "balance", wallet).out()).isEqualTo("0 FIL\n");
    Ran sent = done("send", wallet, "1.5", "--apply", "--wait", "--max-fee", "5");
    assertThat(sent.out()).containsPattern("landed at epoch \\d+ with exit code 0");
    assertThat(done("wallet", "balance", wallet).out()).isEqualTo("1.5 FIL\n");

    Path key = folder.resolve("key");
    done("wallet", "export", wallet, "--out", key.toString());
    assertThat(run("wallet", "delete", wallet, "--apply").code()).isEqualTo(3);
    done("wallet", "delete", wallet, "--even-with-funds", "--apply");
    assertThat(done("wallet", "list").out()).doesNotContain(wallet);
    done("wallet", "import", key.toString());
    assertThat(done("wallet", "list", "-i").out()).contains(wallet).contains("1.5 FIL");
    done("wallet", "set-default", wallet);
    assertThat(done("wallet", "default").out().strip()).isEqualTo(wallet);
    done("wallet", "set-default", mine);
  }

  @Test
  void moneyThatIsNotThereOrGoesElsewhereIsNotSent() {
    String wallet = done("wallet", "new", "bls").out().strip();
    Ran tooMuch = run("send", wallet, "999999999", "--apply");
    assertThat(tooMuch.code()).isEqualTo(3);
    assertThat(tooMuch.err()).contains("and 999999999 FIL are to be sent; nothing was sent");
    Ran foreign = run("send", "f" + wallet.substring(1), "1", "--apply");
    assertThat(foreign.code()).isEqualTo(2);
    assertThat(foreign.err()).contains("is an address of another network");
    Ran elsewhere = run("send", wallet, "1", "--apply", "--network", "mainnet");
    assertThat(elsewhere.code()).isEqualTo(4);
    assertThat(elsewhere.err()).contains("wrong network").contains("not on mainnet");
  }

  @Test
  void aMinersMoneyIsShownAndTakenOut() {
    assertThat(done("actor", "control", "list", "--miner", "f01000").out())
        .containsPattern("owner +t0100 ")
        .containsPattern("worker +t0100 ");
    List<String> withdraw = List.of("actor", "withdraw", "0.1", "--miner", "t01000");
    Ran dry = done(together(withdraw, "--max-fee", "5"));
    assertThat(dry.out()).containsPattern("Withdraw +0.1 FIL").contains("Nothing was sent");
    Ran taken = done(together(withdraw, "--max-fee", "5", "--apply", "--wait"));
    assertThat(taken.out()).contains("withdrawn: 0.1 FIL");
    Ran nothing = run("actor", "withdraw", "0", "--miner", "t01000", "--apply");
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).contains("0 FIL is nothing to withdraw").hasLineCount(1);
    Ran tooMuch = run("actor", "withdraw", "99999999", "--miner", "t01000", "--apply");
    assertThat(tooMuch.code()).isEqualTo(3);
    for (List<String> asking :
        List.of(
            List.of("actor", "control", "list"),
            List.of("actor", "withdraw", "1"),
            List.of("proving", "info"))) {
      Ran unknown = run(together(asking, "--miner", "t0999"));
      assertThat(unknown.code()).as(asking.toString()).isEqualTo(2);
      assertThat(unknown.err()).contains("has no such miner").hasLineCount(1);
    }
    assertThat(done("proving", "deadlines", "--miner", "t01000").out()).contains("current");
    assertThat(done("proving", "faults", "--miner", "t01000").err()).contains("no faults");
  }

  @Test
  void messagesBelowTheBaseFeeAreReplacedOneByOneAndByAWatch() throws Exception {
    String sender = done("wallet", "new").out().strip();
    String home = done("wallet", "default").out().strip();
    done("send", sender, "20", "--apply", "--wait", "--max-fee", "5");
    drill("--strand", sender + "/0", "--strand", sender + "/1");
    try {
      done("send", home, "0.25", "--from", sender, "--apply", "--max-fee", "0.001");
      done("send", home, "0.5", "--from", sender, "--apply", "--max-fee", "0.001");
      drill("--base-fee", "100nFIL");
      JsonNode stuck = awaitPool(sender, pool -> isStuck(pool.path(0)) && isStuck(pool.path(1)));
      String first = stuck.path(0).path("cid").asString();
      Ran dear = run("mpool", "replace", first, "--apply");
      assertThat(dear.code()).isEqualTo(3);
      assertThat(dear.out()).contains("--max-fee");
      done("mpool", "replace", first, "--max-fee", "5", "--apply");
      awaitPool(sender, pool -> pool.size() == 1);
      String[] watch = "--watch 1s --apply --max-fee 5 --max-total 9".split(" ");
      Ran watched = done(together(List.of("mpool", "rescue", "--from", sender), watch));
      assertThat(watched.out()).contains(" in place of " + stuck.path(1).path("cid").asString());
      assertThat(watched.err()).contains("Nothing that was asked for is pending");
      awaitPool(sender, JsonNode::isEmpty);
    } finally {
      drill();
    }
  }

  private static boolean isStuck(JsonNode message) {
    return message.path("status").asString("").equals("fee_cap_too_low");
  }

  /** What waits of a sender, as soon as it is as expected. */
  private static JsonNode awaitPool(String sender, Predicate<JsonNode> expected) throws Exception {
    JsonNode pool = MissingNode.getInstance();
    for (int i = 0; i < LOOKS; i++) {
      pool = done("mpool", "pending", "--from", sender, "--output", "json").json().path("messages");
      if (expected.test(pool)) {
        return pool;
      }
      Thread.sleep(250);
    }
    throw new AssertionError(pool.toString());
  }

  @Test
  void aSnapshotIsWholeAndAnAlteredOneIsNot() throws Exception {
    Path whole = folder.resolve("chain.car");
    done("chain", "export", "--skip-old-msgs", "--recent-stateroots=900", whole.toString());
    byte[] bytes = Files.readAllBytes(whole);
    Ran verified = done("chain", "verify", whole.toString(), "--output", "json");
    assertThat(verified.json().path("bytes").asLong()).isEqualTo(bytes.length);

    assertThat(done("chain", "verify", file("zstd", zstd(bytes)), "--output", "json").json())
        .isEqualTo(verified.json());
    byte[] altered = bytes.clone();
    altered[bytes.length / 2] ^= 1;
    for (byte[] bad : List.of(Arrays.copyOf(bytes, bytes.length * 2 / 3), altered)) {
      for (String path : List.of(file("bad", bad), file("bad.zst", zstd(bad)))) {
        Ran refused = run("chain", "verify", path);
        assertThat(refused.code()).as(path).isEqualTo(1);
        assertThat(refused.err()).contains("do not import it").hasLineCount(1);
      }
    }
    Ran stateless = run("chain", "export", folder.resolve("none.car").toString());
    assertThat(stateless.code()).isEqualTo(2);
    assertThat(stateless.err()).contains("add --recent-stateroots 900");
  }

  private static String file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private static byte[] zstd(byte[] bytes) {
    ZstdJavaCompressor compressor = new ZstdJavaCompressor();
    byte[] out = new byte[compressor.maxCompressedLength(bytes.length)];
    return Arrays.copyOf(out, compressor.compress(bytes, 0, bytes.length, out, 0, out.length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "health",
        "sync status",
        "wallet list -i",
        "actor control list --miner t01000",
        "proving deadlines --miner t01000",
      })
  void columnsStandBelowTheirNamesInBothLanguages(String line) {
    for (String language : List.of("en", "zh")) {
      List<String> words = List.of(line.split(" "));
      List<String> lines = done(together(words, "--lang", language)).lines();
      List<Integer> columns = starts(lines.getFirst());
      assertThat(columns).as(lines.getFirst()).hasSizeGreaterThan(3);
      String row = wide(lines.get(1));
      for (int start : columns.subList(1, columns.size())) {
        assertThat(row.length() <= start || row.charAt(start - 1) == ' ')
            .as(lines.getFirst() + "\n" + lines.get(1))
            .isTrue();
      }
      if (language.equals("zh")) {
        assertThat(String.join("", lines)).doesNotContain("full node", "complete", "owner");
      }
    }
  }

  /** Where columns begin on a terminal. */
  private static List<Integer> starts(String header) {
    String text = wide(header);
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != ' ' && (i == 0 || i > 1 && text.startsWith("  ", i - 2))) {
        starts.add(i);
      }
    }
    return starts;
  }

  /** The same with two characters for each that is as wide as two. */
  private static String wide(String text) {
    StringBuilder wide = new StringBuilder();
    text.codePoints().forEach(c -> wide.append(c < FIRST_WIDE ? Character.toString(c) : "##"));
    return wide.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stop",
        "net id",
        "net listen",
        "net peers",
        "sync wait",
        "sync status",
        "mpool pending",
        "mpool rescue",
        "mpool replace bafy2bzaceb5ucftafnzhapx5lfz5chwiciqhmymvit4e3yez6yoeu25waliko",
        "chain head",
        "wallet list",
        "wallet new",
        "wallet default",
        "wallet balance t01000",
        "send t01000 1",
        "actor control list --miner t01000",
        "actor withdraw 1 --miner t01000",
        "proving info --miner t01000",
        "recover export --miner t01000 1",
      })
  void aNodeThatIsNotThereOrRefusesTheTokenIsNamedInOneLine(String line) {
    String address = chain.apiInfo().substring(chain.apiInfo().indexOf(":/") + 1);
    Ran nobody = at("/ip4/127.0.0.1/tcp/1/http", line.split(" "));
    assertThat(nobody.code()).as(nobody.err()).isEqualTo(4);
    assertThat(nobody.err())
        .startsWith(
            "error: the full node at http://127.0.0.1:1 does not answer: connection refused")
        .hasLineCount(1);
    Ran foreign = at("eyJhbGciOiJIUzI1NiJ9.eyJBbGxvdyI6W119.c2VjcmV0:" + address, line.split(" "));
    assertThat(foreign.code()).as(foreign.err()).isEqualTo(4);
    assertThat(foreign.err()).contains("refuses the token").doesNotContain("eyJ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wallet new", "mpool rescue", "wallet list", "stop --apply"})
  void aMissingPermissionIsNamed(String line) {
    String address = chain.apiInfo().substring(chain.apiInfo().indexOf(":/") + 1);
    Ran ran = at(address, line.split(" "));
    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).contains("no token is given in --full-node-api").contains("--perm ");
  }

  private static void drill(String... options) {
    String data = folder.resolve("chain").toString();
    Ran ran = Ran.line(together(List.of("devchain", "drill", "--data", data), options));
    assertThat(ran.code()).as(ran.err()).isZero();
  }

  private static Ran done(String... words) {
    Ran ran = run(words);
    assertThat(ran.code()).as(String.join(" ", words) + "\n" + ran.out() + ran.err()).isZero();
    return ran;
  }

  private static Ran run(String... words) {
    boolean local = words[0].equals("chain") && words[1].equals("verify");
    return local ? Ran.line(words) : at(chain.apiInfo(), words);
  }

  private static Ran at(String info, String... words) {
    return Ran.line(together(List.of(words), "--full-node-api", info));
  }

  private static String[] together(List<String> words, String... more) {
    return Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new);
  }
}
