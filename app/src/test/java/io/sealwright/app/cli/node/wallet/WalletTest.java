package io.sealwright.app.cli.node.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.replay.Exchange;
import io.sealwright.app.replay.RecordedOutput;
import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.server.CallFailed;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Wallets: listed as Lotus lists them, and their secrets kept off the screen. */
final class WalletTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String KEY = "t1gzlcqaf7nz7ou3pbl5zlnfggkcbdxnun7itmv2y";

  @TempDir Path folder;

  /** One line of {@code lotus wallet list -i}. */
  private record Listed(String id, String balance, long nonce, boolean isDefault) {}

  @Test
  void theListHasEveryFactOfLotussList() {
    Map<String, Listed> recorded = recordedList();
    assertThat(recorded).hasSize(8);
    try (ReplayingPeer node = holding(recorded)) {
      JsonNode shown = run(node, "wallet", "list", "-i", "--output", "json").json();
      assertThat(shown.path("addresses")).hasSize(8);
      assertThat(shown.path("count").asInt()).isEqualTo(8);
      for (JsonNode row : shown.path("addresses").values()) {
        Listed listed = listed(recorded, row.path("address"));
        assertThat(row.path("id").isNull() ? "n/a" : row.path("id").asString())
            .isEqualTo(listed.id());
        assertThat(new BigDecimal(row.path("balance").asString()))
            .isEqualByComparingTo(atto(listed.balance()));
        assertThat(row.path("nonce").asLong()).isEqualTo(listed.nonce());
        assertThat(row.path("default").asBoolean(false)).isEqualTo(listed.isDefault());
      }
      Ran table = run(node, "wallet", "list");
      recorded.forEach((address, listed) ->
          assertThat(table.lines())
              .anySatisfy(line ->
                  assertThat(line).startsWith(address).contains(" " + listed.balance() + " FIL")));
    }
  }

  @Test
  void aTokenThatMayNotReadBalancesIsToldSoAndNoBalanceIsShown() {
    try (ReplayingPeer node =
        ReplayingPeer.fullNode()
            .answer("WalletList", 0, NODES.arrayNode().add(KEY))
            .with("WalletDefaultAddress", "StateGetActor")
            .needs(Permission.ADMIN, "StateGetActor")
            .start()) {
      Permissions reading = Permissions.of(Permission.READ, Permission.WRITE);
      Ran ran = Ran.line("wallet", "list", "--full-node-api", node.apiInfo(reading));
      assertThat(ran.code()).isEqualTo(4);
      assertThat(ran.err()).contains("does not permit StateGetActor, which needs 'admin'");
      assertThat(ran.out()).isEmpty();
    }
  }

  @Test
  void aBalanceIsPrintedAsLotusPrintsIt() {
    try (ReplayingPeer node =
        ReplayingPeer.fullNode()
            .with("WalletDefaultAddress")
            .answer("WalletBalance", 1, StringNode.valueOf("50005087063275509484584489"))
            .start()) {
      assertThat(run(node, "wallet", "balance").lines())
          .isEqualTo(RecordedOutput.of("lotus.wallet-balance").lines());
      assertThat(run(node, "wallet", "default").lines())
          .isEqualTo(RecordedOutput.of("lotus.wallet-default").lines());
    }
  }

  @Test
  void anAddressTheChainDoesNotKnowIsNotJustEmpty() {
    try (ReplayingPeer node =
        ReplayingPeer.fullNode()
            .answer("WalletBalance", 1, StringNode.valueOf("0"))
            .answer(
                "StateGetActor",
                2,
                _ -> {
                  throw new CallFailed("actor not found");
                })
            .start()) {
      Ran ran = run(node, "wallet", "balance", KEY);
      assertThat(ran.out()).isEqualTo("0 FIL\n");
      assertThat(ran.err()).contains("The chain does not know " + KEY);
    }
  }

  @Test
  void aNewWalletIsPrintedAsLotusPrintsIt() {
    List<String> recorded = RecordedOutput.of("lotus.wallet-new-bls").lines();
    try (ReplayingPeer node =
        ReplayingPeer.fullNode()
            .answer("WalletNew", 1, StringNode.valueOf(recorded.getFirst()))
            .start()) {
      assertThat(run(node, "wallet", "new", "bls").lines()).isEqualTo(recorded);
      assertThat(node.asked().getLast().params().getFirst().asString()).isEqualTo("bls");
      assertThat(run(node, "wallet", "new", "rsa").code()).isEqualTo(2);
    }
  }

  @Test
  void aSecretGoesToAFileOnlyItsOwnerReadsAndComesBackFromIt() throws Exception {
    Exchange export = Exchange.of("full", "WalletExport.key-secp256k1");
    String address = export.params().getFirst().asString();
    try (ReplayingPeer node = withKey(export)) {
      Path file = folder.resolve("key");
      Ran ran = run(node, "wallet", "export", address, "--out", file.toString());
      assertThat(ran.code()).as(ran.err()).isZero();
      String secret = export.result().path("PrivateKey").asString();
      assertThat(ran.out() + ran.err()).doesNotContain(secret).doesNotContain("7b22");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(run(node, "wallet", "export", address, "--out", file.toString()).code())
          .isEqualTo(3);

      Ran again = run(node, "wallet", "import", file.toString());
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.err()).contains("The node has this key already: " + address);
      assertThat(node.methods()).doesNotContain("WalletImport");
      JsonNode told = run(node, "wallet", "import", file.toString(), "--output", "json").json();
      assertThat(told.path("imported").asBoolean(true)).isFalse();

      try (ReplayingPeer other =
          ReplayingPeer.fullNode()
              .answer("WalletHas", 1, BooleanNode.FALSE)
              .answer("WalletImport", 1, StringNode.valueOf(address))
              .start()) {
        Ran imported = run(other, "wallet", "import", file.toString());
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(other.asked().getLast().params().getFirst()).isEqualTo(export.result());
        assertThat(imported.out()).contains(address);
        assertThat(imported.err()).isEmpty();
      }
    }
  }

  @Test
  void aSecretIsShownOnlyWhenThatIsAskedFor() {
    Exchange export = Exchange.of("full", "WalletExport.key-secp256k1");
    String address = export.params().getFirst().asString();
    try (ReplayingPeer node = withKey(export)) {
      Ran neither = run(node, "wallet", "export", address);
      assertThat(neither.code()).isEqualTo(2);
      assertThat(neither.err()).contains("--out").contains("--show");
      assertThat(run(node, "wallet", "export", address, "--show").out())
          .startsWith("7b2254797065223a22");
      JsonNode json = run(node, "wallet", "export", address, "--show", "--output", "json").json();
      assertThat(json.path("address").asString()).isEqualTo(address);
      assertThat(json.path("key").asString()).startsWith("7b2254797065223a22");
      Ran nowhere = run(node, "wallet", "export", address, "--out", folder + "/none/key");
      assertThat(nowhere.code()).isEqualTo(2);
      assertThat(nowhere.err()).contains("folder " + folder.resolve("none") + " is not there");
    }
  }

  @Test
  void whatIsNoKeyIsRefusedWithoutAskingTheNode() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "7b22nonsense");
    try (ReplayingPeer node =
        ReplayingPeer.fullNode().answer("WalletImport", 1, NullNode.getInstance()).start()) {
      Ran ran = run(node, "wallet", "import", file.toString());
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err()).doesNotContain("nonsense");
      assertThat(node.methods()).doesNotContain("WalletImport");
    }
  }

  @Test
  void whoeverDeletesTheDefaultWalletIsToldAndLaterWhatToDoWithoutOne() {
    String chosen = Exchange.of("full", "WalletDefaultAddress").result().asString();
    try (ReplayingPeer node =
        ReplayingPeer.fullNode()
            .with("WalletDefaultAddress")
            .answer("WalletHas", 1, BooleanNode.TRUE)
            .answer("WalletBalance", 1, StringNode.valueOf("0"))
            .answer("WalletDelete", 1, NullNode.getInstance())
            .start()) {
      assertThat(run(node, "wallet", "delete", chosen).err()).contains("It is the default wallet");
      assertThat(run(node, "wallet", "delete", chosen, "--apply").err())
          .contains("It was the default wallet", "wallet set-default");
      assertThat(run(node, "wallet", "delete", KEY, "--apply").err()).isEmpty();
    }
    try (ReplayingPeer node =
        ReplayingPeer.fullNode()
            .answer(
                "WalletDefaultAddress",
                0,
                _ -> {
                  throw new CallFailed("failed to get default key");
                })
            .start()) {
      Ran ran = run(node, "send", KEY, "1");
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err())
          .contains("the node has no default wallet", "wallet set-default", "--from");
      assertThat(run(node, "wallet", "default").err()).contains("wallet set-default");
      assertThat(run(node, "wallet", "balance").err()).contains("name an address");
    }
  }

  @Test
  void aWalletWithMoneyIsNotDeletedByTheWay() {
    try (ReplayingPeer node =
        ReplayingPeer.fullNode()
            .answer("WalletHas", 1, BooleanNode.TRUE)
            .answer("WalletBalance", 1, StringNode.valueOf("751000000000000000"))
            .answer("WalletDelete", 1, NullNode.getInstance())
            .start()) {
      Ran refused = run(node, "wallet", "delete", KEY, "--apply");
      assertThat(refused.code()).isEqualTo(3);
      assertThat(refused.err())
          .contains("holds 0.751 FIL; send that elsewhere first, or", "--even-with-funds");
      assertThat(run(node, "wallet", "delete", KEY, "--even-with-funds").err())
          .contains("It holds 0.751 FIL, which nobody can move without the key")
          .contains("Nothing was deleted");
      assertThat(node.methods()).doesNotContain("WalletDelete");
      assertThat(run(node, "wallet", "delete", KEY, "--even-with-funds", "--apply").code())
          .isZero();
      assertThat(node.methods()).contains("WalletDelete");
    }
  }

  private static ReplayingPeer withKey(Exchange export) {
    return ReplayingPeer.fullNode()
        .answer("WalletHas", 1, BooleanNode.TRUE)
        .answer("WalletExport", 1, export.result())
        .answer(
            "WalletImport",
            1,
            _ -> {
              throw new CallFailed("saving to keystore: key already exists");
            })
        .start();
  }

  private static ReplayingPeer holding(Map<String, Listed> wallets) {
    ArrayNode addresses = NODES.arrayNode();
    wallets.keySet().forEach(addresses::add);
    String chosen =
        wallets.entrySet().stream()
            .filter(wallet -> wallet.getValue().isDefault())
            .findFirst()
            .orElseThrow()
            .getKey();
    ObjectNode model = (ObjectNode) Exchange.of("full", "StateGetActor").result();
    return ReplayingPeer.fullNode()
        .answer("WalletList", 0, addresses)
        .answer("WalletDefaultAddress", 0, StringNode.valueOf(chosen))
        .answer("StateGetActor", 2, params -> actor(model, wallets, params.getFirst()))
        .answer(
            "StateLookupID",
            2,
            params -> StringNode.valueOf(listed(wallets, params.getFirst()).id()))
        .start();
  }

  private static JsonNode actor(ObjectNode model, Map<String, Listed> wallets, JsonNode address)
      throws CallFailed {
    Listed listed = listed(wallets, address);
    if (listed.id().equals("n/a")) {
      throw new CallFailed("resolution lookup failed: actor not found");
    }
    return model
        .deepCopy()
        .put("Balance", atto(listed.balance()).toBigIntegerExact().toString())
        .put("Nonce", listed.nonce());
  }

  private static Listed listed(Map<String, Listed> wallets, JsonNode address) {
    return Objects.requireNonNull(wallets.get(address.asString()));
  }

  private static BigDecimal atto(String fil) {
    return new BigDecimal(fil).scaleByPowerOfTen(18);
  }

  private static Map<String, Listed> recordedList() {
    Map<String, Listed> wallets = new LinkedHashMap<>();
    for (String line : RecordedOutput.of("lotus.wallet-list-i").lines().stream().skip(1).toList()) {
      String[] cells = line.strip().split("\\s+");
      wallets.put(
          cells[0], new Listed(cells[1], cells[2], Long.parseLong(cells[4]), cells.length > 5));
    }
    return wallets;
  }

  private static Ran run(ReplayingPeer node, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--full-node-api", node.apiInfo()));
    return Ran.line(line.toArray(String[]::new));
  }
}
