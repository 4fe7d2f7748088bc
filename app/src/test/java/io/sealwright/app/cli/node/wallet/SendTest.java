package io.sealwright.app.cli.node.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.replay.Asked;
import io.sealwright.app.replay.Exchange;
import io.sealwright.app.replay.RecordedOutput;
import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.lotus.rpc.server.CallFailed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Money is shown before it moves, and what moves is what was shown. */
final class SendTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String OWNER =
      "t3sfjknihw6qnnqxz7l6nglrsrevs2bzipswuzy6i2sf4f2cmehp2swag6ti4sk3s7ntuzriebxfrbwrvnsfeq";
  private static final String OTHER = "t1sjwb5trn6aq54bxcskt4zoxwplaplpo25na2oni";

  @Test
  void aDryRunShowsTheCostsAndSendsNothing() {
    try (ReplayingPeer node = node("49999999999547009519531688").start()) {
      Ran ran = run(node, "send", OTHER, "1", "--output", "json");
      assertThat(ran.code()).as(ran.err()).isZero();
      JsonNode shown = ran.json();
      assertThat(shown.path("from").asString()).isEqualTo(OWNER);
      assertThat(shown.path("to").asString()).isEqualTo(OTHER);
      assertThat(shown.path("value").asString()).isEqualTo("1000000000000000000");
      assertThat(shown.path("gas_limit").asLong()).isEqualTo(7_116_173);
      // 7116173 · 100908
      assertThat(shown.path("max_cost").asString()).isEqualTo("718078785084");
      assertThat(shown.path("total").asString()).isEqualTo("1000000718078785084");
      assertThat(shown.path("balance_after").asString()).isEqualTo("49999998999546291440746604");
      assertThat(shown.path("applied").asBoolean()).isFalse();
      assertThat(shown.path("to_on_chain").asBoolean()).isTrue();
      assertThat(run(node, "send", OTHER, "1").out())
          .contains("Nothing was sent")
          .contains("--max-fee \"0.000000718078785084 FIL\"");
      assertThat(node.methods()).doesNotContain("MpoolPushMessage");
    }
  }

  @Test
  void onlyAWalletOfTheNodeCanBeTheSender() {
    try (ReplayingPeer node =
        node("49999999999547009519531688")
            .answer("WalletHas", 1, BooleanNode.FALSE)
            .answer(
                "StateAccountKey",
                2,
                _ -> {
                  throw new CallFailed("failed to get account actor state for t01000");
                })
            .start()) {
      Ran ran = run(node, "send", OTHER, "1", "--from", "t01000");
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err()).contains("t01000 has no key among the node's wallets");
      Ran confidence = run(node, "send", OTHER, "1", "--confidence", "-1");
      assertThat(confidence.code()).isEqualTo(2);
      assertThat(confidence.err()).contains("--confidence is -1");
    }
  }

  @Test
  void whatIsSentIsWhatWasShown() {
    try (ReplayingPeer node = node("49999999999547009519531688").start()) {
      Ran ran =
          run(
              node,
              "send",
              OTHER,
              "1",
              "--apply",
              "--wait",
              "--confidence",
              "0",
              "--timeout",
              "20s");
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out()).contains("sent: bafy2bza").contains("landed at epoch 530");
      Asked pushed = asked(node, "MpoolPushMessage");
      JsonNode shown = Exchange.of("full", "GasEstimateMessageGas").result();
      for (String field : List.of("To", "From", "Value", "GasLimit", "GasFeeCap", "GasPremium")) {
        assertThat(pushed.params().getFirst().path(field)).isEqualTo(shown.path(field));
      }
      assertThat(pushed.params().get(1).path("MaxFee").asString()).isEqualTo("718078785084");
    }
  }

  @Test
  void aPriceBeyondTheLimitThatWasShownIsNotPaid() {
    try (ReplayingPeer node = node("49999999999547009519531688").start()) {
      Ran ran = run(node, "send", OTHER, "1", "--apply", "--max-fee", "718078785083attoFIL");
      assertThat(ran.code()).isEqualTo(3);
      assertThat(ran.err()).contains("more than --max-fee");
      assertThat(node.methods()).doesNotContain("MpoolPushMessage");
    }
  }

  @Test
  void aNodeThatSendsSomethingElseIsCaught() {
    try (ReplayingPeer node =
        node("49999999999547009519531688")
            .answer(
                "MpoolPushMessage",
                2,
                params -> {
                  ObjectNode other = (ObjectNode) params.getFirst().deepCopy();
                  return signed(other.put("GasFeeCap", "999999999"), 1);
                })
            .start()) {
      Ran ran = run(node, "send", OTHER, "1", "--apply");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).contains("the node sent another message than planned");
    }
  }

  /** As where the money went between the two questions. */
  @Test
  void aMessageThatWouldFailIsRefusedInTheWordsOfTheNode() {
    String text =
        String.join("\n", RecordedOutput.of("lotus.send-no-funds").lines())
            .replaceFirst("(?s).*estimating gas: ", "");
    try (ReplayingPeer node =
        node("2000000000000000000000")
            .answer(
                "GasEstimateMessageGas",
                3,
                _ -> {
                  throw new CallFailed(text);
                })
            .start()) {
      Ran ran = run(node, "send", OTHER, "1000", "--apply");
      assertThat(ran.code()).isEqualTo(3);
      assertThat(ran.err()).contains("sender does not have funds to transfer").hasLineCount(1);
      assertThat(node.methods()).doesNotContain("MpoolPushMessage");
    }
  }

  /** A node's state is that before the head's messages, and its pool has them no more. */
  @Test
  void whatIsInTheHeadAndNotExecutedIsCounted() {
    JsonNode included = Exchange.of("full", "MpoolPending.one").result().path(0);
    ObjectNode message = (ObjectNode) included.path("Message").deepCopy();
    JsonNode nonce = Exchange.of("full", "StateGetActor").result().path("Nonce");
    message.put("Nonce", nonce.asLong()).remove("CID");
    ObjectNode block = NODES.objectNode();
    block.putArray("BlsMessages").add(message);
    block.putArray("SecpkMessages");
    block.putArray("Cids").add(included.path("CID"));
    try (ReplayingPeer node =
        node("1000000718078785084")
            .answer("MpoolPending", 1, NODES.arrayNode())
            .answer("MpoolGetNonce", 1, NODES.numberNode(nonce.asLong() + 1))
            .answer("ChainGetBlockMessages", 1, block)
            .start()) {
      Ran ran = run(node, "send", OTHER, "1", "--apply");
      assertThat(ran.code()).as(ran.err()).isEqualTo(3);
      assertThat(ran.err()).contains("this and what waits may take");
      assertThat(node.methods()).doesNotContain("MpoolPushMessage");
    }
  }

  @Test
  void whatWaitsAlreadyIsCounted() {
    try (ReplayingPeer node =
        node("1000000718078785084")
            .answer("MpoolPending", 1, Exchange.of("full", "MpoolPending.one").result())
            .start()) {
      Ran ran = run(node, "send", OTHER, "1", "--apply");
      assertThat(ran.code()).isEqualTo(3);
      assertThat(ran.err()).contains("the sender " + OWNER + " has 1.000000718078785084 FIL");
      assertThat(node.methods()).doesNotContain("MpoolPushMessage");
    }
  }

  @Test
  void anAddressOfAnotherNetworkIsRefused() {
    try (ReplayingPeer node = node("1").start()) {
      Ran ran = run(node, "send", "f" + OTHER.substring(1), "1");
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err()).contains("is an address of another network");
      assertThat(run(node, "send", OTHER, "0").code()).isEqualTo(2);
      assertThat(run(node, "send", OTHER.replace('w', 'x'), "1").err()).contains("mistyped?");
    }
  }

  @Test
  void aWithdrawalShowsWhatIsAvailableAndToWhomItGoes() {
    try (ReplayingPeer node = withdrawing()) {
      Ran ran = run(node, "actor", "withdraw", "1", "--miner", "t01000", "--output", "json");
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.json().path("available").asString()).isEqualTo("4970146249846055883110");
      assertThat(ran.json().path("withdraw").asString()).isEqualTo("1000000000000000000");
      assertThat(ran.json().path("recipient").asString()).isEqualTo("t0100");
      assertThat(ran.json().path("method").asLong()).isEqualTo(16);
      JsonNode asked = asked(node, "GasEstimateMessageGas").params().getFirst();
      assertThat(asked.path("Params").asString())
          .isEqualTo(recordedWithdrawal().path("Params").asString());
    }
  }

  /** The words of Lotus, for scripts that look for them. */
  @Test
  void moreThanIsAvailableCannotBeWithdrawn() {
    try (ReplayingPeer node = withdrawing()) {
      Ran ran = run(node, "actor", "withdraw", "99999999", "--miner", "t01000", "--apply");
      assertThat(ran.code()).isEqualTo(3);
      String words = RecordedOutput.of("lotus-miner.actor-withdraw-too-much").lines().getFirst();
      assertThat(ran.err())
          .contains(words.substring("ERROR: ".length(), words.indexOf("available: 3123")));
      assertThat(node.methods()).doesNotContain("MpoolPushMessage");
    }
  }

  @Test
  void whoMayActForAMinerIsListedAsLotusListsIt() {
    List<String> recorded = RecordedOutput.of("lotus-miner.actor-control-list-verbose").lines();
    try (ReplayingPeer node =
            node("50005087063275509484584489")
                .with("StateMinerInfo", "StateAccountKey")
                .withAny("StateLookupID")
                .start();
        ReplayingPeer miner = ReplayingPeer.miner().with("ActorAddressConfig").start()) {
      Ran ran = run(node, "actor", "control", "list", "--miner-api", miner.apiInfo());
      assertThat(ran.code()).as(ran.err()).isZero();
      for (String line : recorded.subList(1, recorded.size())) {
        assertThat(ran.lines())
            .anySatisfy(
                ours -> assertThat(ours.split("\\s+")).containsExactly(line.strip().split("\\s+")));
      }
      assertThat(ran.err()).contains("Use \"other\" is for all that no address is set apart for");
      assertThat(run(node, "actor", "control", "list", "--verbose", "--miner", "t01000").out())
          .isEqualTo(ran.out());
    }
  }

  private static JsonNode recordedWithdrawal() {
    return Exchange.of("full", "ChainGetMessage.WithdrawBalance.1").result();
  }

  private static ReplayingPeer withdrawing() {
    return node("49999999999547009519531688")
        .with("StateMinerAvailableBalance", "StateMinerInfo", "StateAccountKey")
        .answer(
            "GasEstimateMessageGas",
            3,
            params -> {
              ObjectNode priced = (ObjectNode) params.getFirst().deepCopy();
              return priced.put("GasLimit", 1000).put("GasFeeCap", "200").put("GasPremium", "100");
            })
        .start();
  }

  private static ReplayingPeer.Builder node(String balance) {
    ObjectNode actor = (ObjectNode) Exchange.of("full", "StateGetActor").result().deepCopy();
    ArrayNode checks = NODES.arrayNode();
    checks.addArray();
    return ReplayingPeer.fullNode()
        .with("WalletDefaultAddress", "ChainHead", "MpoolPending")
        .withAny("GasEstimateMessageGas")
        .answer("StateGetActor", 2, actor.put("Balance", balance))
        .answer("MpoolGetNonce", 1, actor.path("Nonce"))
        .answer("WalletBalance", 1, StringNode.valueOf(balance))
        .answer("MpoolCheckMessages", 1, checks)
        .answer("StateSearchMsg", 4, landed())
        .answer("MpoolPushMessage", 2, params -> signed(params.getFirst(), 1));
  }

  /** The recorded lookup, at the height of the recorded head. */
  private static JsonNode landed() {
    ObjectNode lookup = (ObjectNode) Exchange.of("full", "StateSearchMsg").result().deepCopy();
    return lookup.put("Height", 530);
  }

  private static JsonNode signed(JsonNode message, long nonce) {
    ObjectNode signed = NODES.objectNode();
    signed.set("Message", ((ObjectNode) message.deepCopy()).put("Nonce", nonce));
    signed.set("Signature", NODES.objectNode().put("Type", 2).put("Data", "AAAA"));
    return signed;
  }

  private static Asked asked(ReplayingPeer node, String method) {
    return node.asked().stream()
        .filter(asked -> asked.method().equals(method))
        .findFirst()
        .orElseThrow();
  }

  private static Ran run(ReplayingPeer node, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--full-node-api", node.apiInfo()));
    return Ran.line(line.toArray(String[]::new));
  }
}
