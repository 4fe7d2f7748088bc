package io.sealwright.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealwright.protocol.Answers;
import io.sealwright.protocol.Vectors;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cid.Cid;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class MessageTest {
  static Stream<JsonNode> unsignedMessages() {
    return Vectors.cases("unsigned_messages");
  }

  @ParameterizedTest
  @MethodSource("unsignedMessages")
  void aMessageIsWrittenAsThePublishedVectorsSay(JsonNode vector) throws CborException {
    Message message = Answers.message(vector.get("message"));
    ByteString block = ByteString.fromHex(vector.get("hex_cbor").asString());

    assertThat(ByteString.of(MessageCbor.MESSAGE.encode(message))).isEqualTo(block);
    assertThat(MessageCbor.MESSAGE.decode(block.toBytes())).isEqualTo(message);
  }

  @Test
  void whatItCostsAtMostIsItsFeeCapForItsWholeGasLimit() {
    TokenAmount price = TokenAmount.ofAtto(100);
    Message message =
        Answers.message(Vectors.cases("unsigned_messages").findFirst().orElseThrow().get("message"))
            .withGas(485_068, price, TokenAmount.ZERO);

    assertThat(message.worstFee()).isEqualTo(TokenAmount.ofAtto(48_506_800));
    assertThat(message.worstCost()).isEqualTo(message.worstFee().plus(message.value()));
  }

  static Stream<JsonNode> signedMessages() {
    return Vectors.cases("message_signing");
  }

  @ParameterizedTest
  @MethodSource("signedMessages")
  void theCidIsWhatIsSigned(JsonNode vector) {
    Message message = Answers.message(vector.get("Unsigned"));

    assertThat(message.cid()).hasToString(vector.get("Cid").asString());
    assertThat(message.signedBytes().hex()).isEqualTo(vector.get("CidHexBytes").asString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DeclareFaultsRecovered.1", "DeclareFaultsRecovered.2",
        "PreCommitSectorBatch2.1", "PreCommitSectorBatch2.2",
        "ProveCommitSectors3.1", "ProveCommitSectors3.2",
        "SubmitWindowedPoSt.1", "SubmitWindowedPoSt.2",
        "TerminateSectors.1", "TerminateSectors.2",
        "WithdrawBalance.1", "WithdrawBalance.2"
      })
  void aMessageOfARealChainHasTheCidItIsKnownBy(String call) throws CborException {
    JsonNode node = Vectors.recorded("ChainGetMessage." + call);
    Message message = Answers.message(node);

    assertThat(message.cid()).isEqualTo(Answers.cid(node.get("CID")));
    assertThat(MessageCbor.MESSAGE.decode(MessageCbor.MESSAGE.encode(message))).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"key-secp256k1", "key-bls", "key-bls-null-params"})
  void aSignedMessageHasTheCidTheNodeGave(String call) throws CborException {
    JsonNode node = Vectors.recorded("WalletSignMessage." + call);
    SignedMessage signed =
        new SignedMessage(
            Answers.message(node.get("Message")),
            Answers.signature(node.get("Signature")).orElseThrow());

    assertThat(signed.cid()).isEqualTo(Answers.cid(node.get("CID")));
    assertThat(signed.message().cid()).isEqualTo(Answers.cid(node.get("Message").get("CID")));
    assertThat(MessageCbor.SIGNED_MESSAGE.decode(MessageCbor.SIGNED_MESSAGE.encode(signed)))
        .isEqualTo(signed);
  }

  @Test
  void onlyVersionZeroIsRead() {
    byte[] block = MessageCbor.MESSAGE.encode(Answers.message(unsignedMessage()));
    block[1] = 1;

    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> MessageCbor.MESSAGE.decode(block))
        .withMessageContaining("version 0");
  }

  @ParameterizedTest
  @CsvSource({"40, without a type", "4104, unknown type", "4100, unknown type"})
  void aSignatureOfNoTypeIsRefused(String hex, String reason) {
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> MessageCbor.SIGNATURE.decode(ByteString.fromHex(hex).toBytes()))
        .withMessageContaining(reason);
  }

  @Test
  void aReceiptReadsAsItWasWritten() throws CborException {
    Receipt plain = new Receipt(ExitCode.OK, ByteString.fromHex("f5"), 1_234, Optional.empty());
    Receipt withEvents =
        new Receipt(new ExitCode(16), ByteString.EMPTY, 9, Optional.of(Cid.ofCbor(new byte[] {1})));

    assertThat(ByteString.of(MessageCbor.RECEIPT.encode(plain)).hex())
        .isEqualTo("840041f51904d2f6");
    assertThat(MessageCbor.RECEIPT.decode(MessageCbor.RECEIPT.encode(plain))).isEqualTo(plain);
    assertThat(MessageCbor.RECEIPT.decode(MessageCbor.RECEIPT.encode(withEvents)))
        .isEqualTo(withEvents);
  }

  @ParameterizedTest
  @CsvSource({"0, OK", "7, OUT_OF_GAS", "16, ILLEGAL_ARGUMENT", "21, SERIALIZATION"})
  void anExitCodeMayHaveAMeaning(long code, ExitCode.Meaning meaning) {
    assertThat(new ExitCode(code).meaning()).contains(meaning);
    assertThat(new ExitCode(code).isOk()).isEqualTo(code == 0);
    assertThat(new ExitCode(32).meaning()).isEmpty();
  }

  @Test
  void aMethodNumberHas64BitsWithoutSign() {
    MethodNumber large = new MethodNumber(-1);

    assertThat(large).hasToString("18446744073709551615").isGreaterThan(MethodNumber.SEND);
  }

  private static JsonNode unsignedMessage() {
    return unsignedMessages().findFirst().orElseThrow().get("message");
  }
}
