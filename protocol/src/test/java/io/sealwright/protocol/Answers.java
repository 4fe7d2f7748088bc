package io.sealwright.protocol;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BeaconEntry;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.ElectionProof;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.chain.VrfProof;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignatureType;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Values of the chain as vectors and recorded answers show them. */
public final class Answers {
  private Answers() {}

  public static Message message(JsonNode node) {
    return new Message(
        Address.parse(node.get("To").asString()),
        Address.parse(node.get("From").asString()),
        Long.parseUnsignedLong(node.get("Nonce").asString()),
        amount(node.get("Value")),
        node.get("GasLimit").asLong(),
        amount(node.get("GasFeeCap")),
        amount(node.get("GasPremium")),
        new MethodNumber(Long.parseUnsignedLong(node.get("Method").asString())),
        bytes(node.get("Params")));
  }

  public static BlockHeader block(JsonNode node) {
    return new BlockHeader(
        Address.parse(node.get("Miner").asString()),
        Optional.of(vrf(node.get("Ticket"))),
        Optional.of(
            new ElectionProof(
                node.get("ElectionProof").get("WinCount").asLong(),
                vrf(node.get("ElectionProof")))),
        list(
            node.get("BeaconEntries"),
            entry -> new BeaconEntry(entry.get("Round").asLong(), bytes(entry.get("Data")))),
        list(
            node.get("WinPoStProof"),
            proof ->
                new PostProof(proof.get("PoStProof").asLong(), bytes(proof.get("ProofBytes")))),
        list(node.get("Parents"), Answers::cid),
        new BigInteger(node.get("ParentWeight").asString()),
        new Epoch(node.get("Height").asLong()),
        cid(node.get("ParentStateRoot")),
        cid(node.get("ParentMessageReceipts")),
        cid(node.get("Messages")),
        signature(node.get("BLSAggregate")),
        node.get("Timestamp").asLong(),
        signature(node.get("BlockSig")),
        node.get("ForkSignaling").asLong(),
        amount(node.get("ParentBaseFee")));
  }

  public static Optional<Signature> signature(JsonNode node) {
    return node.isNull()
        ? Optional.empty()
        : Optional.of(
            new Signature(
                SignatureType.ofNumber(node.get("Type").asLong()), bytes(node.get("Data"))));
  }

  public static Cid cid(JsonNode node) {
    return Cid.parse(node.get("/").asString());
  }

  public static TokenAmount amount(JsonNode node) {
    return TokenAmount.ofDecimal(node.asString());
  }

  public static ByteString bytes(JsonNode node) {
    return node.isNull() ? ByteString.EMPTY : ByteString.fromBase64(node.asString());
  }

  private static VrfProof vrf(JsonNode node) {
    return new VrfProof(bytes(node.get("VRFProof")));
  }

  private static <T> List<T> list(JsonNode node, Function<JsonNode, T> element) {
    return node.isNull() ? List.of() : node.valueStream().map(element).toList();
  }
}
