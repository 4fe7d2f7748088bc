package io.sealwright.devchain.mpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.devchain.node.Bench;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.node.Faults;
import io.sealwright.devchain.node.Ledger;
import io.sealwright.lotus.json.ChainJson;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MessageCbor;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gas by a node's formulas, and what it looks at before a message is sent. */
final class GasEstimatorTest {
  private static final Path FULL = Path.of("../vectors/lotus-rpc/full");

  @TempDir private Path temporary;
  private DevNode node;
  private Address sender;
  private GasEstimator gas;

  /** Noise that is always at its mean. */
  private static final RandomGenerator QUIET =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new AssertionError("only the normal distribution is asked");
        }

        @Override
        public double nextGaussian() {
          return 0;
        }
      };

  @BeforeEach
  void open() throws Exception {
    node = new Bench(temporary.resolve("node"), 1).open();
    sender = Bench.accounts(node).getFirst();
    node.step();
    Mpool.Options options =
        new Mpool.Options(node.states(), NetworkLetter.TESTNET, ReplaceRule.TENTH);
    gas = new GasEstimator(node.chain(), node.mpool(), new Ledger(node.blocks()), options, QUIET);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  /** At a base fee of 100 the cap is 1054 above the premium, as recorded. */
  @Test
  void theFeeCapAllowsForTwentyEpochsOfRisingFees() throws Exception {
    JsonNode recorded = recording("GasEstimateFeeCap");
    Message asked =
        ChainJson.of(NetworkLetter.TESTNET)
            .message()
            .decode(recorded.path("request").path("params").get(0));
    while (!node.chain()
        .head()
        .blocks()
        .getFirst()
        .parentBaseFee()
        .equals(TokenAmount.ofAtto(100))) {
      node.skip(0);
      node.step();
    }

    assertThat(gas.feeCap(asked, 20).decimal())
        .isEqualTo(recorded.path("response").path("result").asString());
  }

  @Test
  void withoutTrafficThePremiumIsTheLeastAndDearerForTheImpatient() throws Exception {
    assertThat(gas.premium(10)).isEqualTo(TokenAmount.ofAtto(100_000));
    assertThat(gas.premium(2)).isEqualTo(TokenAmount.ofAtto(150_000));
    assertThat(gas.premium(1)).isEqualTo(TokenAmount.ofAtto(200_000));
    assertThat(gas.premium(0)).isEqualTo(TokenAmount.ofAtto(200_000));
  }

  /** The mean of the two offers around the middle of what the blocks can hold. */
  @Test
  void withTrafficThePremiumIsTheOneInTheMiddle() throws Exception {
    List<Address> accounts = Bench.accounts(node);
    node.mpool().push(Bench.signed(node, accounts.get(0), 0, 900_000, 2_600_000_000L), true);
    node.mpool().push(Bench.signed(node, accounts.get(1), 0, 500_000, 2_600_000_000L), true);
    node.mpool().push(Bench.signed(node, accounts.get(2), 0, 300_000, 2_600_000_000L), true);
    node.step();
    node.step();

    // One block full of offers and one empty one: 5.25·10⁹ units from the top lie in the third.
    assertThat(gas.premium(1)).isEqualTo(TokenAmount.ofAtto(400_000));
  }

  @Test
  void zeroFieldsAreFilledAndOthersLeft() throws Exception {
    Message asked = Bench.transfer(sender, Address.id(101), "1");
    Message filled = gas.fill(asked, SendSpec.DEFAULT, TipsetKey.HEAD);
    TokenAmount fee = node.chain().head().blocks().getFirst().parentBaseFee();

    assertThat(filled.gasLimit()).isEqualTo(Ledger.GAS * 5 / 4);
    assertThat(filled.gasPremium()).isEqualTo(TokenAmount.ofAtto(100_000));
    assertThat(filled.gasFeeCap())
        .isEqualTo(
            new TokenAmount(fee.times(2699).atto().shiftRight(8))
                .plus(TokenAmount.ofAtto(100_000)));
    assertThat(gas.fill(filled, SendSpec.DEFAULT, TipsetKey.HEAD)).isEqualTo(filled);
  }

  @Test
  void theWholeFeeIsCapped() throws Exception {
    node.setFaults(
        new Faults(
            List.of(), false, Optional.of(TokenAmount.parse("1 nFIL").times(1000)), List.of(), -1));
    node.step();
    Message asked = Bench.transfer(sender, Address.id(101), "1");

    Message usual = gas.fill(asked, SendSpec.DEFAULT, TipsetKey.HEAD);
    assertThat(usual.gasFeeCap())
        .isEqualTo(TokenAmount.ofAtto(70_000_000_000_000_000L / 1_250_000));
    SendSpec low = new SendSpec(TokenAmount.ofAtto(12_500_000_000L), Optional.empty(), false);
    Message capped = gas.fill(asked, low, TipsetKey.HEAD);
    assertThat(capped.gasFeeCap()).isEqualTo(TokenAmount.ofAtto(10_000));
    assertThat(capped.gasPremium()).isEqualTo(TokenAmount.ofAtto(10_000));
    SendSpec high = new SendSpec(TokenAmount.parse("1"), Optional.empty(), true);
    assertThat(gas.fill(asked, high, TipsetKey.HEAD).gasFeeCap())
        .isEqualTo(
            new TokenAmount(TokenAmount.parse("1").atto().divide(BigInteger.valueOf(1_250_000))));
  }

  @Test
  void pendingMessagesOfTheSenderAreCarriedOutBefore() throws Exception {
    Bench.send(node, sender, Address.id(101), "0");
    node.step();
    Message most = Bench.transfer(sender, Address.id(101), "999");
    assertThat(gas.gasLimit(most, TipsetKey.HEAD)).isEqualTo(Ledger.GAS);
    Bench.send(node, sender, Address.id(101), "900");

    assertThatThrownBy(() -> gas.gasLimit(most, TipsetKey.HEAD))
        .hasMessage(
            "message execution failed (exit=[SysErrInsufficientFunds(6)],"
                + " vm error=[refused by the ledger])")
        .satisfies(e -> assertThat(((MessageRefused) e).code()).isEqualTo(3));
  }

  @Test
  void theMinimumOfGasIsThatOfARealNode() throws Exception {
    JsonNode recorded = recording("MpoolCheckMessages");
    Message asked =
        ChainJson.of(NetworkLetter.TESTNET)
            .message()
            .decode(recorded.path("request").path("params").get(0).get(0).path("Message"));
    JsonNode minimum = JsonMapper.shared().nullNode();
    for (JsonNode check : recorded.path("response").path("result").get(0).values()) {
      minimum = check.path("Code").asInt() == 4 ? check.path("Hint").path("minGas") : minimum;
    }

    Validity.MinimumGas least = Validity.MinimumGas.of(MessageCbor.MESSAGE.encode(asked).length);

    assertThat(least.compute()).isEqualTo(minimum.path("ComputeGas").asLong());
    assertThat(least.storage()).isEqualTo(minimum.path("StorageGas").asLong());
  }

  /** The same checks in the same order, all passed, with figures of the same names. */
  @Test
  void checksAreThoseOfARealNode() throws Exception {
    JsonNode recorded = recording("MpoolCheckMessages").path("response").path("result").get(0);
    Message message =
        gas.fill(Bench.transfer(sender, Address.id(101), "1"), SendSpec.DEFAULT, TipsetKey.HEAD);

    List<MessageCheck> checks = node.mpool().check(List.of(message), List.of(false)).getFirst();

    assertThat(checks).hasSize(recorded.size());
    for (int i = 0; i < checks.size(); i++) {
      JsonNode expected = recorded.get(i);
      assertThat(checks.get(i).code().number()).isEqualTo(expected.path("Code").asInt());
      assertThat(checks.get(i).isOk()).isEqualTo(expected.path("OK").asBoolean());
      assertThat(checks.get(i).message()).isEqualTo(message.cid());
      assertThat(checks.get(i).hint().keySet())
          .containsExactlyInAnyOrderElementsOf(expected.path("Hint").propertyNames());
    }
    assertThat(node.mpool().checkPending(sender)).isEmpty();
  }

  @Test
  void checksTellWhatSpeaksAgainstAMessage() throws Exception {
    Message dear =
        gas.fill(Bench.transfer(sender, Address.id(101), "1"), SendSpec.DEFAULT, TipsetKey.HEAD)
            .withNonce(9);
    Message poor =
        new Message(
            dear.to(),
            sender,
            9,
            TokenAmount.parse("2000"),
            10,
            TokenAmount.ofAtto(99),
            TokenAmount.ofAtto(1),
            dear.method(),
            dear.params());

    assertThat(against(poor))
        .containsExactly(
            "GasLimit less than epoch minimum gas",
            "GasFeeCap less than minimum base fee",
            "message nonce doesn't match next nonce (0)",
            "insufficient balance");
    Bench.send(node, sender, Address.id(101), "1");
    assertThat(node.mpool().checkPending(sender).getFirst()).allMatch(MessageCheck::isOk);
    assertThat(node.mpool().checkReplacements(List.of(dear)).getLast())
        .filteredOn(check -> !check.isOk())
        .extracting(check -> check.code().number())
        .containsExactly(10);
  }

  private List<String> against(Message message) throws Exception {
    return node.mpool().check(List.of(message), List.of(true)).getFirst().stream()
        .filter(check -> !check.isOk())
        .map(check -> check.error().orElseThrow())
        .toList();
  }

  private static JsonNode recording(String name) throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(FULL.resolve("Filecoin." + name + ".json")));
  }
}
