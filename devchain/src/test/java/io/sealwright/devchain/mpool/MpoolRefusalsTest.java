package io.sealwright.devchain.mpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.devchain.node.Bench;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.node.NodeSettings;
import io.sealwright.lotus.key.KeyType;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignatureType;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the pool refuses, in the words a real node used; only names are ours. */
final class MpoolRefusalsTest {
  private static final Path FULL = Path.of("../vectors/lotus-rpc/full");
  private static final String RECORDED_SENDER =
      "t3sfjknihw6qnnqxz7l6nglrsrevs2bzipswuzy6i2sf4f2cmehp2swag6ti4sk3s7ntuzriebxfrbwrvnsfeq";

  @TempDir private Path temporary;
  private DevNode node;
  private Address sender;

  @BeforeEach
  void comeToNonceThree() throws Exception {
    node = new Bench(temporary.resolve("node"), 1).open();
    sender = Bench.accounts(node).getFirst();
    for (int nonce = 0; nonce < 3; nonce++) {
      node.mpool().push(Bench.signed(node, sender, nonce, 100_000), true);
    }
    node.step();
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void theSameMessageAgain() throws Exception {
    SignedMessage first = Bench.signed(node, sender, 3, 100_374);
    node.mpool().push(first, true);

    refuses(first, recorded("MpoolPush.same-again"));
  }

  @Test
  void aReplacementWithTooLowAPremium() throws Exception {
    node.mpool().push(Bench.signed(node, sender, 3, 100_374), true);

    refuses(Bench.signed(node, sender, 3, 100_375), recorded("MpoolPush.replace-too-low"));
    refuses(
        Bench.signed(node, sender, 3, 110_411),
        recorded("MpoolPush.replace-too-low").replace("from 100375", "from 110411"));
    SignedMessage enough = Bench.signed(node, sender, 3, 110_412);
    assertThat(node.mpool().push(enough, true)).isEqualTo(enough.cid());
    assertThat(node.mpool().pending()).containsExactly(enough);
  }

  @Test
  void aNonceThatWasUsed() throws Exception {
    refuses(Bench.signed(node, sender, 0, 100_374), recorded("MpoolPush.nonce-too-low"));
  }

  @Test
  void aFeeCapBelowTheLeastBaseFee() throws Exception {
    refuses(node.wallet().sign(withGas(1_462_953, 1, 1)), recorded("MpoolPush.fee-cap-too-low"));
  }

  @Test
  void aSignatureThatIsNotTheSenders() throws Exception {
    JsonNode params = recording("MpoolPush.bad-signature").path("request").path("params").get(0);
    ByteString zeros = ByteString.fromBase64(params.path("Signature").path("Data").asString());
    Message message = Bench.signed(node, sender, 3, 100_374).message();
    SignedMessage forged = new SignedMessage(message, new Signature(SignatureType.BLS, zeros));

    refuses(
        forged,
        recorded("MpoolPush.bad-signature")
            .replace(params.path("CID").path("/").asString(), forged.cid().toString()));
  }

  @Test
  void whatNoBlockMayHold() throws Exception {
    refuses(
        node.wallet().sign(withGas(10_000_000_001L, 200, 100)),
        "message not valid for block inclusion: 'GasLimit' field cannot be greater than a block's"
            + " gas limit (10000000001 > 10000000000)");
    refuses(
        node.wallet().sign(withGas(0, 200, 100)),
        "message not valid for block inclusion: 'GasLimit' field 0 must be positive");
    refuses(
        node.wallet().sign(withGas(1_000_000, 200, 201)),
        "message not valid for block inclusion: 'GasFeeCap' less than 'GasPremium'");
    SignedMessage cheap = node.wallet().sign(withGas(100_000, 200, 100));
    assertThatThrownBy(() -> node.mpool().push(cheap, true))
        .hasMessageStartingWith(
            "verify msg failed: message will not be included in a block: 'GasLimit' field cannot"
                + " be less than the cost of storing a message on chain 100000 < ");
  }

  @Test
  void moreGasThanTheSenderCanPay() throws Exception {
    refuses(
        node.wallet().sign(withGas(10_000_000_000L, 200_000_000_000L, 100)),
        "failed to check balance: not enough funds (required: 2000 FIL, balance: "
            + node.states()
                .actor(node.chain().stateAfter(node.chain().head()), sender)
                .orElseThrow()
                .balance()
            + "): not enough funds to execute transaction");
    node.mpool().push(node.wallet().sign(withGas(10_000_000_000L, 60_000_000_000L, 100)), true);
    SignedMessage second =
        node.wallet().sign(withGas(10_000_000_000L, 60_000_000_000L, 100).withNonce(4));
    assertThatThrownBy(() -> node.mpool().push(second, true))
        .hasMessageStartingWith(
            "failed to check balance: not enough funds including pending messages"
                + " (required: 1200 FIL, balance: ")
        .hasMessageEndingWith("): validation failure");
  }

  @Test
  void aMessageOfMoreThan64Kibibytes() throws Exception {
    Message big =
        new Message(
            Address.id(100),
            sender,
            3,
            TokenAmount.ZERO,
            1_000_000_000,
            TokenAmount.ofAtto(200),
            TokenAmount.ofAtto(100),
            MethodNumber.SEND,
            ByteString.of(new byte[64 << 10]));

    assertThatThrownBy(() -> node.mpool().push(node.wallet().sign(big), true))
        .hasMessageMatching("mpool message too large \\(\\d+B\\): message too big");
  }

  @Test
  void aSenderThatTheChainDoesNotKnow() throws Exception {
    Address stranger = node.wallet().create(KeyType.BLS);

    refuses(
        Bench.signed(node, stranger, 0, 100_000),
        ("failed to look up actor state nonce: resolution lookup failed (%s):"
                + " actor not found: validation failure")
            .formatted(stranger.text(NetworkLetter.TESTNET)));
  }

  @Test
  void moreThanAThousandMessagesOfOneSender() throws Exception {
    for (int i = 0; i < 100; i++) {
      node.mpool().push(Bench.signed(node, sender, 3 + i, 100_000), Origin.UNTRUSTED);
    }
    SignedMessage next = Bench.signed(node, sender, 103, 100_000);
    assertThatThrownBy(() -> node.mpool().push(next, Origin.UNTRUSTED))
        .hasMessage("failed to add locked: too many pending messages for actor");
    node.mpool().push(next, Origin.LOCAL);
    for (int i = 101; i < 1000; i++) {
      node.mpool().push(Bench.signed(node, sender, 3 + i, 100_000), Origin.LOCAL);
    }
    refuses(
        Bench.signed(node, sender, 1003, 100_000),
        "failed to add locked: too many pending messages for actor");
  }

  /** A gap is bridged by its owner; from the network at most four nonces are. */
  @Test
  void aGapOfNonces() throws Exception {
    assertThatThrownBy(
            () -> node.mpool().push(Bench.signed(node, sender, 8, 100_000), Origin.NETWORK))
        .hasMessage(
            "failed to add locked: message nonce has too big a gap from expected nonce"
                + " (Nonce: 8, nextNonce: 3): unfulfilled nonce gap");
    node.mpool().push(Bench.signed(node, sender, 7, 100_000), Origin.NETWORK);
    assertThatThrownBy(
            () -> node.mpool().push(Bench.signed(node, sender, 7, 200_000), Origin.NETWORK))
        .hasMessage(
            "failed to add locked: rejecting replace by fee because of nonce gap"
                + " (Nonce: 7, nextNonce: 3): unfulfilled nonce gap");
    node.mpool().push(Bench.signed(node, sender, 20, 100_000), Origin.LOCAL);
    assertThat(node.mpool().nonce(sender)).isEqualTo(3);
    assertThat(node.chain().messagesIn(node.step())).isEmpty();
    for (int nonce = 3; nonce < 7; nonce++) {
      node.mpool().push(Bench.signed(node, sender, nonce, 100_000), Origin.LOCAL);
    }
    assertThat(node.mpool().nonce(sender)).isEqualTo(8);
    assertThat(node.chain().messagesIn(node.step())).hasSize(5);
  }

  @Test
  void theOlderEraAsksForAQuarterMore() throws Exception {
    NodeSettings older = new NodeSettings(Bench.RULES, ReplaceRule.QUARTER, OptionalLong.empty());
    try (DevNode old = new Bench(temporary.resolve("old"), 1).with(older).open()) {
      Address from = Bench.accounts(old).getFirst();
      SignedMessage first = Bench.signed(old, from, 0, 150_000);
      old.mpool().push(first, true);
      String who = "failed to add locked: message from " + from.text(NetworkLetter.TESTNET);

      assertThatThrownBy(() -> old.mpool().push(Bench.signed(old, from, 0, 187_500), true))
          .hasMessage(
              who
                  + " with nonce 0 already in mpool, increase GasPremium to 187501 from 187500 to"
                  + " trigger replace by fee: replace by fee has too low GasPremium");
      assertThatThrownBy(() -> old.mpool().push(first, true))
          .hasMessage(who + " with nonce 0 already in mpool: validation failure");
      old.mpool().push(Bench.signed(old, from, 0, 187_501), true);
    }
  }

  @Test
  void whatMpoolPushMessageRefuses() throws Exception {
    Message numbered = Bench.transfer(sender, Address.id(100), "1").withNonce(7);
    assertThatThrownBy(() -> node.send(numbered, SendSpec.DEFAULT))
        .hasMessage(recorded("MpoolPushMessage.nonce-set"));

    Address stranger = node.wallet().create(KeyType.SECP256K1);
    String text = recorded("MpoolPushMessage.no-funds");
    String recordedStranger =
        recording("MpoolPushMessage.no-funds")
            .path("request")
            .path("params")
            .get(0)
            .path("From")
            .asString();
    assertThatThrownBy(() ->
            node.send(Bench.transfer(stranger, Address.id(100), "99000000000"), SendSpec.DEFAULT))
        .hasMessage(text.replace(recordedStranger, stranger.text(NetworkLetter.TESTNET)));
  }

  @Test
  void aConfigurationThatWouldLetThePoolDown() throws Exception {
    MpoolConfig usual = node.mpool().config();
    MpoolConfig low = new MpoolConfig(List.of(), 1, 1, 105, usual.pruneCooldown(), 1.25);
    assertThatThrownBy(() -> node.mpool().configure(low))
        .hasMessage("'ReplaceByFeeRatio' is less than required 1.5 < 1.10");
    MpoolConfig next = new MpoolConfig(List.of(sender), 9, 8, 130, usual.pruneCooldown(), 2.5);
    node.mpool().configure(next);
    node.close();
    node = new Bench(temporary.resolve("node"), 1).open();
    assertThat(node.mpool().config()).isEqualTo(next);
  }

  private Message withGas(long limit, long feeCap, long premium) {
    return new Message(
        Address.id(100),
        sender,
        3,
        TokenAmount.ofAtto(1),
        limit,
        TokenAmount.ofAtto(feeCap),
        TokenAmount.ofAtto(premium),
        MethodNumber.SEND,
        ByteString.EMPTY);
  }

  private void refuses(SignedMessage message, String text) {
    assertThatThrownBy(() -> node.mpool().push(message, true))
        .isInstanceOf(MessageRefused.class)
        .hasMessage(text);
  }

  /** The recorded text with our sender in the place of the recorded one. */
  private String recorded(String name) throws IOException {
    return recording(name)
        .path("response")
        .path("error")
        .path("message")
        .asString()
        .replace(RECORDED_SENDER, sender.text(NetworkLetter.TESTNET));
  }

  private static JsonNode recording(String name) throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(FULL.resolve("Filecoin." + name + ".json")));
  }
}
