package io.sealwright.lotus.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.ChainCbor;
import io.sealwright.protocol.message.SignedMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every signature that was recorded is one to us too, wherever it was recorded. */
final class RecordedSignaturesTest {
  private static final Path RECORDINGS = Path.of("../vectors/lotus-rpc");
  private static final ChainJson CHAIN = ChainJson.of(NetworkLetter.TESTNET);

  /** The key of the one miner there was, {@code t0100}. */
  private static final Address MINER =
      Address.parse(
          "t3sfjknihw6qnnqxz7l6nglrsrevs2bzipswuzy6i2sf4f2cmehp2swag6ti4sk3s7ntuzriebxfrbwrvnsfeq");

  /** Sent with one byte changed, and refused by the node. */
  private static final String FORGED = "Filecoin.MpoolPush.bad-signature.json";

  @Test
  void signedMessagesVerify() throws Exception {
    Set<String> wrong = new TreeSet<>();
    int checked = 0;
    for (Path file : files()) {
      for (JsonNode node : objects(file, "Message", "Signature")) {
        SignedMessage signed = CHAIN.signedMessage().decode(node);
        checked++;
        if (!Signatures.verify(signed)) {
          wrong.add(file.getFileName().toString());
        }
      }
    }

    assertThat(wrong).containsExactly(FORGED);
    assertThat(checked).isEqualTo(25);
  }

  @Test
  void blocksAreSignedByTheirMiner() throws Exception {
    int checked = 0;
    for (Path file : files()) {
      for (JsonNode node : objects(file, "ParentStateRoot", "BlockSig")) {
        BlockHeader block = CHAIN.block().decode(node);
        if (block.signature().isPresent() && block.height().height() > 0) {
          checked++;
          assertThat(
                  Signatures.verify(block.signature().get(), MINER, ByteString.of(unsigned(block))))
              .as(file.toString())
              .isTrue();
        }
      }
    }

    assertThat(checked).isGreaterThan(40);
  }

  @Test
  void signedBytesVerify() throws Exception {
    for (String name : List.of("", ".key-bls", ".key-secp256k1")) {
      Recorded call = Recorded.of("WalletSign" + name);

      assertThat(
              Signatures.verify(
                  ValueJson.SIGNATURE.decode(call.result()),
                  Address.parse(call.params().get(0).asString()),
                  ByteString.fromBase64(call.params().get(1).asString())))
          .isTrue();
    }
  }

  /** What is signed: the block without its signature. */
  private static byte[] unsigned(BlockHeader block) {
    return ChainCbor.BLOCK_HEADER.encode(
        new BlockHeader(
            block.miner(),
            block.ticket(),
            block.electionProof(),
            block.beaconEntries(),
            block.winPostProof(),
            block.parents(),
            block.parentWeight(),
            block.height(),
            block.parentStateRoot(),
            block.parentReceipts(),
            block.messages(),
            block.blsAggregate(),
            block.timestamp(),
            Optional.empty(),
            block.forkSignaling(),
            block.parentBaseFee()));
  }

  private static List<JsonNode> objects(Path file, String... fields) throws Exception {
    List<JsonNode> found = new ArrayList<>();
    for (String text :
        file.toString().endsWith(".jsonl")
            ? Files.readAllLines(file)
            : List.of(Files.readString(file))) {
      collect(RpcJson.parse(text), Set.of(fields), found);
    }
    return found;
  }

  private static void collect(JsonNode node, Set<String> fields, List<JsonNode> found) {
    if (node.isObject() && fields.stream().allMatch(node::has)) {
      found.add(node);
    }
    node.values().forEach(inner -> collect(inner, fields, found));
  }

  private static List<Path> files() throws Exception {
    try (Stream<Path> calls = Files.list(RECORDINGS.resolve("full"));
        Stream<Path> wire = Files.list(RECORDINGS.resolve("wire"))) {
      return Stream.concat(calls, wire)
          .filter(file -> !file.getFileName().toString().contains("Discover"))
          .sorted()
          .toList();
    }
  }
}
