package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.RealProgram.Ended;
import io.sealwright.lotus.rpc.RpcJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A message stuck on a dev chain, freed by the real program: the base fee rises above its fee cap
 * before it lands.
 */
final class RescueProgramTest {
  private static final int LOOKS = 30;

  @TempDir Path folder;

  private final List<String> node = new ArrayList<>();

  @Test
  void aStuckMessageIsShownPricedReplacedAndLands() throws Exception {
    Path work = Files.createDirectory(folder.resolve("work"));
    try (DevchainProcess chain =
        DevchainProcess.start(folder, "chain", "--block-time", "1s", "--rules", "2k")) {
      RealProgram program = RealProgram.forTinySectors(work);
      node.addAll(List.of("--full-node-api", chain.apiInfo()));
      String data = folder.resolve("chain").toString();
      String sender = run(program, "wallet", "default").out().strip();
      String recipient = run(program, "wallet", "new").out().strip();

      done(program.run("devchain", "drill", "--data", data, "--strand", sender + "/0"));
      done(run(program, "send", recipient, "1.5", "--apply"));
      done(run(program, "send", recipient, "0.25", "--apply"));
      done(program.run("devchain", "drill", "--data", data, "--base-fee", "100nFIL"));

      JsonNode stuck = stuck(program);
      assertThat(stuck.path("messages")).hasSize(2);
      assertThat(stuck.path("messages").get(0).path("blocking").asInt()).isEqualTo(1);

      Ended cheap = run(program, "mpool", "rescue", "--apply");
      assertThat(cheap.code()).as(cheap.out()).isEqualTo(3);
      assertThat(cheap.out()).contains("refuse").contains("--max-fee");

      Ended dry = run(program, "mpool", "rescue", "--max-fee", "50", "--output", "json");
      done(dry);
      JsonNode plan = RpcJson.parse(dry.out());
      assertThat(plan.path("replacements").asInt()).isEqualTo(2);
      Ended applied =
          run(program, "mpool", "rescue", "--max-fee", "50", "--apply", "--output", "json");
      done(applied);
      for (int i = 0; i < 2; i++) {
        JsonNode shown = plan.path("steps").get(i);
        JsonNode sent = RpcJson.parse(applied.out()).path("steps").get(i);
        assertThat(sent.path("nonce")).isEqualTo(shown.path("nonce"));
        assertThat(sent.path("gas_limit")).isEqualTo(shown.path("gas_limit"));
        assertThat(sent.path("new_cid").asString()).startsWith("bafy2bza");
      }
      assertThat(landed(program, recipient)).isEqualTo("1.75 FIL");
      assertThat(run(program, "mpool", "rescue").err()).contains("Nothing is pending");
    }
  }

  /** The pool as soon as the risen base fee is seen. */
  private JsonNode stuck(RealProgram program) throws Exception {
    for (int i = 0; i < LOOKS; i++) {
      JsonNode pool =
          RpcJson.parse(run(program, "mpool", "pending", "--local", "--output", "json").out());
      JsonNode first = pool.path("messages").path(0);
      if (first.path("status").asString("").equals("fee_cap_too_low")) {
        return pool;
      }
      Thread.sleep(500);
    }
    throw new AssertionError("the message is not stuck");
  }

  private String landed(RealProgram program, String recipient) throws Exception {
    String balance = "";
    for (int i = 0; i < LOOKS && !balance.equals("1.75 FIL"); i++) {
      balance = run(program, "wallet", "balance", recipient).out().strip();
      Thread.sleep(500);
    }
    return balance;
  }

  private Ended run(RealProgram program, String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(node);
    return program.run(line.toArray(String[]::new));
  }

  private static void done(Ended ended) {
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
  }
}
