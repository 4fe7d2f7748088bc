package io.sealwright.lotus.key;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignatureType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a real node's wallet was asked and answered. */
record Recorded(JsonNode params, JsonNode result) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path RECORDINGS = Path.of("../vectors/lotus-rpc/full");

  static Recorded of(String call) {
    JsonNode file = JSON.readTree(RECORDINGS.resolve("Filecoin." + call + ".json"));
    return new Recorded(file.get("request").get("params"), file.get("response").path("result"));
  }

  /** Published vectors that are no recording. */
  static JsonNode read(String name) {
    String resource = "/keys/" + name + ".json";
    try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(resource))) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SigningKey key(KeyType type) {
    return ExportedKey.parse(of("WalletExport.key-" + type).result().toString());
  }

  static Message message(JsonNode node) {
    return new Message(
        Address.parse(node.get("To").asString()),
        Address.parse(node.get("From").asString()),
        node.get("Nonce").asLong(),
        TokenAmount.ofDecimal(node.get("Value").asString()),
        node.get("GasLimit").asLong(),
        TokenAmount.ofDecimal(node.get("GasFeeCap").asString()),
        TokenAmount.ofDecimal(node.get("GasPremium").asString()),
        new MethodNumber(node.get("Method").asLong()),
        node.get("Params").isNull()
            ? ByteString.EMPTY
            : ByteString.fromBase64(node.get("Params").asString()));
  }

  static Signature signature(JsonNode node) {
    return new Signature(
        SignatureType.ofNumber(node.get("Type").asLong()),
        ByteString.fromBase64(node.get("Data").asString()));
  }
}
