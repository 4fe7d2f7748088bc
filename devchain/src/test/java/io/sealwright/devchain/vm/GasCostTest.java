package io.sealwright.devchain.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MessageCbor;
import io.sealwright.protocol.message.MethodNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Costs against those a real node told of real messages. */
final class GasCostTest {
  private static final Path RECORDINGS = Path.of("../vectors/lotus-rpc/full");
  private static final TokenAmount BASE_FEE = TokenAmount.ofAtto(100);

  static List<Path> replays() throws IOException {
    try (Stream<Path> files = Files.list(RECORDINGS)) {
      return files
          .filter(file -> file.getFileName().toString().matches("Filecoin.StateReplay.*\\.json"))
          .sorted()
          .toList();
    }
  }

  @Test
  void thereAreRecordings() throws IOException {
    assertThat(replays()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("replays")
  void costsAreThoseOfARealNode(Path file) throws IOException {
    JsonNode result = new ObjectMapper().readTree(file).path("response").path("result");
    JsonNode told = result.path("GasCost");

    GasCost cost = GasCost.of(message(result.path("Msg")), told.path("GasUsed").asLong(), BASE_FEE);

    assertThat(cost.baseFeeBurn().decimal()).isEqualTo(told.path("BaseFeeBurn").asString());
    assertThat(cost.overestimationBurn().decimal())
        .isEqualTo(told.path("OverEstimationBurn").asString());
    assertThat(cost.minerPenalty().decimal()).isEqualTo(told.path("MinerPenalty").asString());
    assertThat(cost.minerTip().decimal()).isEqualTo(told.path("MinerTip").asString());
    assertThat(cost.refund().decimal()).isEqualTo(told.path("Refund").asString());
    assertThat(cost.total().decimal()).isEqualTo(told.path("TotalCost").asString());
  }

  /** What being in a block costs depends on the message's bytes alone, so it is equal. */
  @ParameterizedTest
  @MethodSource("replays")
  void inclusionCostsWhatARealNodeCharges(Path file) throws IOException {
    JsonNode result = new ObjectMapper().readTree(file).path("response").path("result");
    JsonNode first = result.path("ExecutionTrace").path("GasCharges").path(0);
    int bytes = MessageCbor.MESSAGE.encode(message(result.path("Msg"))).length;

    assertThat(first.path("Name").asString()).isEqualTo("OnChainMessage");
    assertThat(Gas.inclusion(bytes)).isEqualTo(first.path("tg").asLong());
  }

  /** Used, limit, and what of the limit is burnt: the examples of the reference machine. */
  @ParameterizedTest
  @CsvSource({
    "100, 200, 90",
    "100, 150, 20",
    "1000, 1300, 60",
    "500, 700, 60",
    "200, 200, 0",
    "20000, 21000, 0",
    "0, 2000, 2000",
    "500, 651, 30",
    "500, 5000, 4500",
    "7499000000, 7500000000, 0",
    "3750000000, 7500000000, 3375000000",
    "1, 7500000000, 7499999999"
  })
  void gasThatWasAskedForInVainIsBurntInPart(long used, long limit, long burnt) {
    assertThat(GasCost.overestimation(used, limit)).isEqualTo(burnt);
  }

  @Test
  void aCapBelowTheBaseFeeIsTheMinersLoss() {
    Message message = priced(110, 6, 1);

    GasCost cost = GasCost.of(message, 100, TokenAmount.ofAtto(10));

    assertThat(cost.baseFeeBurn()).isEqualTo(TokenAmount.ofAtto(600));
    assertThat(cost.minerPenalty()).isEqualTo(TokenAmount.ofAtto(400));
    assertThat(cost.minerTip()).isEqualTo(TokenAmount.ZERO);
    assertThat(cost.refund()).isEqualTo(TokenAmount.ofAtto(60));
  }

  private static Message priced(long limit, long cap, long premium) {
    return new Message(
        Address.id(1),
        Address.id(2),
        0,
        TokenAmount.ZERO,
        limit,
        TokenAmount.ofAtto(cap),
        TokenAmount.ofAtto(premium),
        MethodNumber.SEND,
        ByteString.EMPTY);
  }

  private static Message message(JsonNode json) {
    return new Message(
        Address.parse(json.path("To").asString()),
        Address.parse(json.path("From").asString()),
        json.path("Nonce").asLong(),
        TokenAmount.ofDecimal(json.path("Value").asString()),
        json.path("GasLimit").asLong(),
        TokenAmount.ofDecimal(json.path("GasFeeCap").asString()),
        TokenAmount.ofDecimal(json.path("GasPremium").asString()),
        new MethodNumber(json.path("Method").asLong()),
        ByteString.fromBase64(json.path("Params").asString()));
  }
}
