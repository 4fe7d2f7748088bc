package io.sealwright.app.cli.node.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.replay.Asked;
import io.sealwright.app.replay.Exchange;
import io.sealwright.app.replay.RecordedOutput;
import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.protocol.address.NetworkLetter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** The pool of a recorded network: what is shown of it, and what frees it. */
final class MpoolTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String OWNER =
      "t3sfjknihw6qnnqxz7l6nglrsrevs2bzipswuzy6i2sf4f2cmehp2swag6ti4sk3s7ntuzriebxfrbwrvnsfeq";

  /** The recorded commands show the messages as JSON; ours has every value of them. */
  @Test
  void pendingShowsWhatLotusShows() {
    List<JsonNode> recorded = RecordedOutput.of("lotus.mpool-pending.after-replace").documents();
    assertThat(recorded).hasSize(2);
    try (ReplayingPeer node = node(recorded, 25)) {
      Ran ran = run(node, "mpool", "pending", "--local", "--output", "json");
      assertThat(ran.code()).as(ran.err()).isZero();
      JsonNode shown = ran.json().path("messages");
      assertThat(shown).hasSize(2);
      for (int i = 0; i < recorded.size(); i++) {
        JsonNode message = recorded.get(i).path("Message");
        assertThat(shown.get(i).path("cid").asString())
            .isEqualTo(recorded.get(i).path("CID").path("/").asString());
        assertThat(shown.get(i).path("to").asString()).isEqualTo(message.path("To").asString());
        assertThat(shown.get(i).path("from").asString()).isEqualTo(OWNER);
        assertThat(shown.get(i).path("nonce").asLong()).isEqualTo(message.path("Nonce").asLong());
        assertThat(shown.get(i).path("value").asString())
            .isEqualTo(message.path("Value").asString());
        assertThat(shown.get(i).path("gas_limit").asLong())
            .isEqualTo(message.path("GasLimit").asLong());
        assertThat(shown.get(i).path("fee_cap").asString())
            .isEqualTo(message.path("GasFeeCap").asString());
        assertThat(shown.get(i).path("premium").asString())
            .isEqualTo(message.path("GasPremium").asString());
      }
      assertThat(ran.json().path("base_fee").asString()).isEqualTo("100");
    }
  }

  @Test
  void cidsAreShownOneALineAsLotusDoes() {
    List<JsonNode> recorded = RecordedOutput.of("lotus.mpool-pending.one").documents();
    try (ReplayingPeer node = node(recorded, 25)) {
      assertThat(run(node, "mpool", "pending", "--local", "--cids").lines())
          .isEqualTo(RecordedOutput.of("lotus.mpool-pending.cids").lines());
    }
  }

  @Test
  void anEmptyPoolIsSaidToBeEmpty() {
    try (ReplayingPeer node = node(List.of(), 25)) {
      assertThat(run(node, "mpool", "pending").out()).contains("Pending").contains("0");
      Ran rescue = run(node, "mpool", "rescue");
      assertThat(rescue.code()).isZero();
      assertThat(rescue.err()).contains("Nothing is pending: no message of this node's wallets");
      assertThat(run(node, "mpool", "rescue", "--to", OWNER).err())
          .contains("Nothing that was asked for is pending");
    }
  }

  @Test
  void aGapIsNamedAndBlocksWhatIsBehind() {
    List<JsonNode> recorded = RecordedOutput.of("lotus.mpool-pending.after-replace").documents();
    try (ReplayingPeer node = node(recorded, 24)) {
      Ran ran = run(node, "mpool", "pending");
      assertThat(ran.out()).contains("nonce 24 before it is missing").contains("beyond a gap");
      Ran rescue = run(node, "mpool", "rescue", "--apply");
      assertThat(rescue.code()).isEqualTo(3);
      assertThat(rescue.out()).contains("nonce 24 before it is missing; send that first");
      assertThat(node.methods()).doesNotContain("MpoolPush", "WalletSignMessage");
    }
  }

  @Test
  void aDryRunSendsNothingAndTheAppliedPlanIsTheShownOne() {
    List<JsonNode> stuck = belowBaseFee(RecordedOutput.of("lotus.mpool-pending.one").documents());
    try (ReplayingPeer node = node(stuck, 25)) {
      Ran dry = run(node, "mpool", "rescue");
      assertThat(dry.code()).as(dry.err()).isZero();
      assertThat(dry.out())
          .contains("fee cap too low")
          .contains("Nothing was sent. The same command with --apply looks again")
          .contains("--max-total \"");
      assertThat(node.methods()).doesNotContain("MpoolPush", "WalletSignMessage");

      Ran json = run(node, "mpool", "rescue", "--output", "json");
      JsonNode step = json.json().path("steps").get(0);
      Ran applied = run(node, "mpool", "rescue", "--apply");
      assertThat(applied.code()).as(applied.err()).isZero();
      JsonNode pushed = last(node, "MpoolPush").params().getFirst().path("Message");
      assertThat(pushed.path("GasFeeCap").asString())
          .isEqualTo(step.path("new_fee_cap").asString());
      assertThat(pushed.path("GasPremium").asString())
          .isEqualTo(step.path("new_premium").asString());
      assertThat(pushed.path("GasLimit").asLong()).isEqualTo(1_464_578);
      assertThat(pushed.path("Nonce").asLong()).isEqualTo(25);
      assertThat(applied.out()).contains("in place of");
    }
  }

  @Test
  void aMessageThatLandsBetweenPlanAndSendingStopsTheSending() {
    List<JsonNode> stuck = belowBaseFee(RecordedOutput.of("lotus.mpool-pending.one").documents());
    List<List<JsonNode>> pools = new ArrayList<>(List.of(stuck, List.of()));
    try (ReplayingPeer node = building(25).answer("MpoolPending", 1, _ -> next(pools)).start()) {
      Ran ran = run(node, "mpool", "rescue", "--apply");
      assertThat(ran.code()).isEqualTo(3);
      assertThat(ran.err()).contains("nonce 25").contains("has landed or was replaced meanwhile");
      assertThat(node.methods()).doesNotContain("MpoolPush", "WalletSignMessage");
    }
  }

  @Test
  void replaceRaisesOneMessageAsLotusWould() {
    List<JsonNode> recorded = RecordedOutput.of("lotus.mpool-pending.one").documents();
    String cid = recorded.getFirst().path("CID").path("/").asString();
    try (ReplayingPeer node = node(recorded, 25)) {
      Ran ran = run(node, "mpool", "replace", cid, "--apply", "--output", "json");
      assertThat(ran.code()).as(ran.err()).isZero();
      // floor(99291 · 1.25) + 1
      assertThat(ran.json().path("steps").get(0).path("new_premium").asString())
          .isEqualTo("124114");
      assertThat(ran.json().path("steps").get(0).path("new_cid").asString()).startsWith("bafy2bza");
    }
  }

  @Test
  void replaceFindsAMessageBySenderAndNonceAndSaysWhenThereIsNone() {
    try (ReplayingPeer node = node(RecordedOutput.of("lotus.mpool-pending.one").documents(), 25)) {
      assertThat(run(node, "mpool", "replace", OWNER, "25").code()).isZero();
      Ran none = run(node, "mpool", "replace", OWNER, "99999");
      assertThat(none.code()).isEqualTo(2);
      assertThat(none.err()).contains("no pending message is").contains("with nonce 99999");
      Ran wrong = run(node, "mpool", "replace", "bafyfoo");
      assertThat(wrong.code()).isEqualTo(2);
      assertThat(wrong.err())
          .contains(
              "error: \"bafyfoo\" is not the CID of a message; give one as 'sealwright mpool");
    }
  }

  @Test
  void aMessageThatIsNotPendingIsNotSaidToBeFree() {
    try (ReplayingPeer node = node(List.of(), 25)) {
      String cid = "bafy2bzacebf5ylok3g6ncjq326whu4cr5lnrt6qkbju6zeejv3qjrfsmucgwo";
      Ran ran = run(node, "mpool", "rescue", cid, "--apply");
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err()).contains("no pending message of this node is " + cid);
    }
  }

  @Test
  void aCapThatIsTooLowIsRefusedWithTheOneThatIsNeeded() {
    try (ReplayingPeer node = node(RecordedOutput.of("lotus.mpool-pending.one").documents(), 25)) {
      Ran ran = run(node, "mpool", "replace", OWNER, "25", "--max-fee", "1nFIL");
      assertThat(ran.code()).isEqualTo(3);
      // (floor(99291 · 1.1) + 1) · 1464578 attoFIL
      assertThat(ran.out()).contains("--max-fee \"0.000000159962673738 FIL\"");
    }
  }

  @Test
  void watchingEndsWhenNothingIsStuck() {
    List<JsonNode> stuck = belowBaseFee(RecordedOutput.of("lotus.mpool-pending.one").documents());
    List<List<JsonNode>> pools = new ArrayList<>(List.of(stuck, stuck, stuck, stuck, List.of()));
    try (ReplayingPeer node = building(25).answer("MpoolPending", 1, _ -> next(pools)).start()) {
      Ran ran = run(node, "mpool", "rescue", "--watch", "1ms", "--apply", "--max-total", "0.07");
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(node.methods()).contains("MpoolPush");
    }
    assertThat(Ran.line("mpool", "rescue", "--watch", "5s", "--apply").code()).isEqualTo(2);
  }

  /** Each round shows the same, though what all rounds show together is beyond the limit. */
  @Test
  void watchingWithoutApplyingSpendsNothing() {
    List<JsonNode> stuck = belowBaseFee(RecordedOutput.of("lotus.mpool-pending.one").documents());
    List<List<JsonNode>> pools = new ArrayList<>(List.of(stuck, stuck, stuck, List.of()));
    try (ReplayingPeer node = building(25).answer("MpoolPending", 1, _ -> next(pools)).start()) {
      String enough = total(node);
      Ran ran = run(node, "mpool", "rescue", "--watch", "1ms", "--max-total", enough);
      assertThat(ran.code()).as(ran.out()).isZero();
      assertThat(ran.out()).doesNotContain("\nrefuse");
      assertThat(node.methods()).doesNotContain("MpoolPush");
    }
  }

  @Test
  void whatAllRoundsTogetherSendStaysWithinTheLimit() {
    List<JsonNode> stuck = belowBaseFee(RecordedOutput.of("lotus.mpool-pending.one").documents());
    List<List<JsonNode>> pools =
        new ArrayList<>(List.of(stuck, stuck, stuck, stuck, stuck, List.of()));
    try (ReplayingPeer node = building(25).answer("MpoolPending", 1, _ -> next(pools)).start()) {
      String enough = total(node);
      Ran ran = run(node, "mpool", "rescue", "--watch", "1ms", "--apply", "--max-total", enough);
      assertThat(ran.code()).isEqualTo(3);
      assertThat(node.methods().stream().filter("MpoolPush"::equals)).hasSize(1);
      assertThat(ran.out()).contains("refuse").contains("--max-total \"");
    }
  }

  @Test
  void aRescueThatIsDoneInPartEndsAsFailed() {
    List<JsonNode> stuck =
        belowBaseFee(RecordedOutput.of("lotus.mpool-pending.after-replace").documents());
    try (ReplayingPeer node = node(stuck, 25)) {
      JsonNode plan = run(node, "mpool", "rescue", "--output", "json").json();
      assertThat(plan.path("replacements").asInt()).isEqualTo(2);
      String first = plan.path("steps").path(0).path("max_cost").asString() + "attoFIL";
      Ran ran = run(node, "mpool", "rescue", "--apply", "--max-total", first);
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.out()).contains("in place of").contains("the cost could exceed --max-total");
      assertThat(node.methods().stream().filter("MpoolPush"::equals)).hasSize(1);
    }
  }

  @Test
  void watchingSaysWhatItWillNotOrMayNotSendOnlyOnce() {
    List<JsonNode> stuck = belowBaseFee(RecordedOutput.of("lotus.mpool-pending.one").documents());
    for (List<String> more :
        List.of(List.<String>of(), List.of("--apply", "--max-total", "1attoFIL"))) {
      List<List<JsonNode>> pools = new ArrayList<>(Collections.nCopies(9, stuck));
      pools.add(List.of());
      try (ReplayingPeer node = building(25).answer("MpoolPending", 1, _ -> next(pools)).start()) {
        List<String> line = new ArrayList<>(List.of("mpool", "rescue", "--watch", "1ms"));
        line.addAll(more);
        Ran ran = run(node, line.toArray(String[]::new));
        assertThat(ran.code()).isEqualTo(more.isEmpty() ? 0 : 3);
        assertThat(ran.out().lines().filter(text -> text.contains("fee cap too low"))).hasSize(1);
        assertThat(ran.err().lines().filter(text -> text.startsWith("None of the 1 stuck")))
            .hasSize(more.isEmpty() ? 0 : 1)
            .allSatisfy(text -> assertThat(text).contains("could exceed --max-total"));
        assertThat(node.methods()).doesNotContain("MpoolPush");
      }
    }
  }

  @Test
  void aNodeThatSignsAnotherMessageEndsTheWatchAndWhatWasSentIsTold() {
    List<JsonNode> stuck =
        belowBaseFee(RecordedOutput.of("lotus.mpool-pending.after-replace").documents());
    try (ReplayingPeer node =
        building(25)
            .answer("MpoolPending", 1, array(stuck))
            .answer(
                "WalletSignMessage",
                2,
                params ->
                    signed(
                        params.get(1).path("Nonce").asLong() == 25
                            ? params.get(1)
                            : stuck.getFirst().path("Message")))
            .start()) {
      Ran ran = run(node, "mpool", "rescue", "--watch", "1ms", "--apply", "--max-total", "1");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err())
          .contains("1 of 2 replacements were sent")
          .contains("signed another message than it was given");
      assertThat(node.methods().stream().filter("MpoolPush"::equals)).hasSize(1);
    }
  }

  @Test
  void watchingAwaitsWhatWaitsThoughNothingKnownIsInItsWay() {
    List<JsonNode> clear = RecordedOutput.of("lotus.mpool-pending.one").documents();
    List<List<JsonNode>> pools = new ArrayList<>(List.of(clear, clear, List.of()));
    try (ReplayingPeer node = building(25).answer("MpoolPending", 1, _ -> next(pools)).start()) {
      Ran ran = run(node, "mpool", "rescue", "--watch", "1ms");
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.err().lines().filter(line -> line.endsWith("in their way: 1"))).hasSize(2);
      assertThat(ran.err()).contains("Nothing is pending");
    }
  }

  @Test
  void aTokenThatMayNotSignIsToldSoAndNothingIsSent() {
    List<JsonNode> stuck = belowBaseFee(RecordedOutput.of("lotus.mpool-pending.one").documents());
    try (ReplayingPeer node =
        building(25)
            .answer("MpoolPending", 1, array(stuck))
            .needs(Permission.SIGN, "WalletSignMessage")
            .start()) {
      Ran ran = Ran.line("mpool", "rescue", "--apply", "--full-node-api", node.address());
      assertThat(ran.code()).isEqualTo(4);
      assertThat(ran.err())
          .contains("no token is given")
          .contains("WalletSignMessage needs 'sign'");
    }
  }

  @Test
  void chineseIsSpoken() {
    try (ReplayingPeer node = node(RecordedOutput.of("lotus.mpool-pending.one").documents(), 24)) {
      assertThat(run(node, "mpool", "pending", "--lang", "zh").out())
          .contains("缺少它之前的 nonce 24")
          .contains("基础费用");
    }
  }

  private static Ran run(ReplayingPeer node, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--full-node-api", node.apiInfo()));
    return Ran.line(line.toArray(String[]::new));
  }

  /** What a limit must be at least for what is shown to be done once. */
  private static String total(ReplayingPeer node) {
    JsonNode plan = run(node, "mpool", "rescue", "--output", "json").json();
    return plan.path("max_total_cost").asString() + "attoFIL";
  }

  private static ArrayNode next(List<List<JsonNode>> pools) {
    return array(pools.size() > 1 ? pools.removeFirst() : pools.getFirst());
  }

  private static ReplayingPeer node(List<JsonNode> pending, long nextNonce) {
    return building(nextNonce).answer("MpoolPending", 1, array(pending)).start();
  }

  private static ReplayingPeer.Builder building(long nextNonce) {
    ObjectNode actor = (ObjectNode) Exchange.of("full", "StateGetActor").result().deepCopy();
    actor.put("Nonce", nextNonce);
    return ReplayingPeer.fullNode()
        .with("ChainHead", "WalletList", "MpoolGetConfig")
        .withAny("GasEstimateGasPremium")
        .answer("StateGetActor", 2, actor)
        .answer("WalletSignMessage", 2, params -> signed(params.get(1)))
        .answer("MpoolPush", 1, params -> cid(params.getFirst().path("Message")));
  }

  private static JsonNode signed(JsonNode message) {
    ObjectNode signature = NODES.objectNode().put("Type", 2).put("Data", "AAAA");
    ObjectNode signed = NODES.objectNode();
    signed.set("Message", message);
    signed.set("Signature", signature);
    signed.set("CID", NullNode.getInstance());
    return signed;
  }

  private static JsonNode cid(JsonNode message) {
    try {
      return NODES
          .objectNode()
          .put("/", ChainJson.of(NetworkLetter.TESTNET).message().decode(message).cid().toString());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The recorded messages as they would be if the base fee had risen above their fee cap. */
  private static List<JsonNode> belowBaseFee(List<JsonNode> messages) {
    return messages.stream()
        .map(message -> {
          ObjectNode copy = (ObjectNode) message.deepCopy();
          ((ObjectNode) copy.path("Message")).put("GasFeeCap", "99").put("GasPremium", "90");
          return (JsonNode) copy;
        })
        .toList();
  }

  private static ArrayNode array(List<JsonNode> items) {
    ArrayNode array = NODES.arrayNode();
    items.forEach(array::add);
    return array;
  }

  private static Asked last(ReplayingPeer node, String method) {
    return node.asked().stream()
        .filter(asked -> asked.method().equals(method))
        .reduce((_, later) -> later)
        .orElseThrow();
  }
}
