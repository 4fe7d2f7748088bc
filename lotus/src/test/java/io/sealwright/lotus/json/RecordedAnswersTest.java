package io.sealwright.lotus.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.protocol.address.NetworkLetter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a real node answered is read, and written again as equal JSON. */
final class RecordedAnswersTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ChainJson CHAIN = ChainJson.of(NetworkLetter.TESTNET);

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of("ChainHead", CHAIN.tipset()),
        Arguments.of("ChainGetGenesis", CHAIN.tipset()),
        Arguments.of("ChainGetBlock", CHAIN.block()),
        Arguments.of("ChainGetMessage.SubmitWindowedPoSt.1", CHAIN.message()),
        Arguments.of("ChainGetMessage.WithdrawBalance.1", CHAIN.message()),
        Arguments.of("WalletSignMessage.key-bls", CHAIN.signedMessage()),
        Arguments.of("WalletSignMessage.key-secp256k1", CHAIN.signedMessage()),
        Arguments.of("MpoolPending.one", CHAIN.signedMessage().list()),
        Arguments.of("ChainGetParentReceipts.WithdrawBalance.1", ChainJson.RECEIPT.list()),
        Arguments.of("StateGetActor", CHAIN.actor()),
        Arguments.of("StateListActors", ValueJson.address(NetworkLetter.TESTNET).list()),
        Arguments.of("WalletSign.key-bls", ValueJson.SIGNATURE),
        Arguments.of("StateMinerAvailableBalance", ValueJson.AMOUNT),
        Arguments.of("StateMinerPower", MinerJson.MINER_POWER),
        Arguments.of("StateMinerPartitions.0", ValueJson.slice(MinerJson.PARTITION)),
        Arguments.of("StateMinerPartitions.1", ValueJson.slice(MinerJson.PARTITION)),
        Arguments.of("StateMinerPartitions.sector-5-faulty", ValueJson.slice(MinerJson.PARTITION)),
        Arguments.of("StateMinerFaults.sector-5-faulty", ValueJson.BITFIELD),
        Arguments.of("StateMinerRecoveries.sector-5-recovering", ValueJson.BITFIELD),
        Arguments.of("StateSectorExpiration.cc", MinerJson.EXPIRATION),
        Arguments.of("StateSectorExpiration.sector-5-faulty", MinerJson.EXPIRATION),
        Arguments.of("StateSectorPartition.cc", MinerJson.LOCATION),
        Arguments.of("StateSectorPreCommitInfo", MinerJson.PRE_COMMIT));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerIsReadAndWrittenAgain(String call, JsonForm<Object> form)
      throws UnexpectedJson, IOException {
    JsonNode answer = answer(call);

    JsonNode again = form.encode(form.decode(answer));

    assertThat(JSON.readTree(again.toString())).isEqualTo(answer);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anotherKindOfValueIsRefused(String call, JsonForm<Object> form) {
    assertThatExceptionOfType(UnexpectedJson.class)
        .as(call)
        .isThrownBy(() -> form.decode(JSON.readTree("true")));
  }

  @Test
  void aTipsetThatIsNotItsBlocksIsRefused() throws IOException {
    ObjectNode head = (ObjectNode) answer("ChainHead");
    head.put("Height", 1);

    assertThatExceptionOfType(UnexpectedJson.class)
        .isThrownBy(() -> CHAIN.tipset().decode(head))
        .withMessageContaining("not those of its blocks");
  }

  @Test
  void aMissingFieldIsNamed() throws IOException {
    ObjectNode message = (ObjectNode) answer("ChainGetMessage.WithdrawBalance.1");
    message.remove("Nonce");

    assertThatExceptionOfType(UnexpectedJson.class)
        .isThrownBy(() -> CHAIN.message().decode(message))
        .withMessageStartingWith("Nonce: ");
  }

  @Test
  void unknownFieldsAreIgnoredAndOtherVersionsRefused() throws UnexpectedJson, IOException {
    ObjectNode message = (ObjectNode) answer("ChainGetMessage.WithdrawBalance.1");
    var known = CHAIN.message().decode(message);
    message.put("Colour", "green");

    assertThat(CHAIN.message().decode(message)).isEqualTo(known);
    message.put("Version", 1);
    assertThatExceptionOfType(UnexpectedJson.class)
        .isThrownBy(() -> CHAIN.message().decode(message));
  }

  @Test
  void noAddressIsAWordOfItsOwn() throws UnexpectedJson {
    var form = ValueJson.addressOrEmpty(NetworkLetter.MAINNET);

    assertThat(form.decode(JSON.readTree("\"<empty>\""))).isEmpty();
    assertThat(form.encode(form.decode(JSON.readTree("\"t01000\""))).asString())
        .isEqualTo("f01000");
  }

  private static JsonNode answer(String call) throws IOException {
    Path file = Path.of("../vectors/lotus-rpc/full/Filecoin." + call + ".json");
    return JSON.readTree(file).get("response").get("result");
  }
}
