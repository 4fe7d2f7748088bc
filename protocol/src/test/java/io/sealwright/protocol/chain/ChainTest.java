package io.sealwright.protocol.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.protocol.Answers;
import io.sealwright.protocol.Vectors;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cid.Cid;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ChainTest {
  static Stream<JsonNode> headers() {
    return Vectors.cases("block_headers");
  }

  @ParameterizedTest
  @MethodSource("headers")
  void aBlockIsWrittenAsThePublishedVectorsSay(JsonNode vector) throws CborException {
    BlockHeader header = Answers.block(vector.get("block"));
    ByteString block = ByteString.fromHex(vector.get("cbor_hex").asString());

    assertThat(ByteString.of(ChainCbor.BLOCK_HEADER.encode(header))).isEqualTo(block);
    assertThat(ChainCbor.BLOCK_HEADER.decode(block.toBytes())).isEqualTo(header);
    assertThat(header.cid()).hasToString(vector.get("cid").asString());
  }

  /** The genesis block has neither signature nor aggregate, and parents hashed by SHA-256. */
  @ParameterizedTest
  @ValueSource(strings = {"ChainGetGenesis", "ChainHead", "ChainGetTipSetByHeight"})
  void aTipsetOfARealChainHasTheKeyItIsKnownBy(String call) throws CborException {
    JsonNode node = Vectors.recorded(call);
    Tipset tipset = new Tipset(node.get("Blocks").valueStream().map(Answers::block).toList());

    assertThat(tipset.key().blocks())
        .isEqualTo(node.get("Cids").valueStream().map(Answers::cid).toList());
    assertThat(tipset.height().height()).isEqualTo(node.get("Height").asLong());
    for (BlockHeader block : tipset.blocks()) {
      assertThat(ChainCbor.BLOCK_HEADER.decode(ChainCbor.BLOCK_HEADER.encode(block)))
          .isEqualTo(block);
      assertThat(tipset.parents().blocks()).isEqualTo(block.parents());
      assertThat(tipset.parentStateRoot()).isEqualTo(block.parentStateRoot());
    }
  }

  @Test
  void blocksOfATipsetAreOrderedByTheDigestOfTheirTickets() {
    List<BlockHeader> blocks =
        Stream.of("01", "02", "03", "04")
            .map(hex -> withTicket(Optional.of(new VrfProof(ByteString.fromHex(hex)))))
            .toList();

    Tipset tipset = new Tipset(blocks);

    assertThat(tipset.blocks()).containsExactlyInAnyOrderElementsOf(blocks);
    assertThat(tipset.blocks().stream().map(block -> block.ticket().orElseThrow().digest()))
        .isSorted();
    assertThat(new Tipset(blocks.reversed())).isEqualTo(tipset);
  }

  @Test
  void whatANodeWouldRefuseIsNoTipset() {
    JsonNode genesis = Vectors.recorded("ChainGetGenesis").get("Blocks").get(0);
    JsonNode head = Vectors.recorded("ChainHead").get("Blocks").get(0);

    assertThatIllegalArgumentException().isThrownBy(() -> new Tipset(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tipset(List.of(Answers.block(genesis), Answers.block(head))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tipset(List.of(withTicket(Optional.empty()))));
  }

  @Test
  void aBlockWithoutItsOptionalPartsReadsAsItWasWritten() throws CborException {
    BlockHeader bare = withTicket(Optional.empty());
    byte[] block = ChainCbor.BLOCK_HEADER.encode(bare);

    assertThat(ChainCbor.BLOCK_HEADER.decode(block)).isEqualTo(bare);
    assertThat(bare.cid()).isEqualTo(Cid.ofCbor(block));
    block[0] = (byte) 0x8f;
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> ChainCbor.BLOCK_HEADER.decode(block))
        .withMessageContaining("15 components instead of 16");
  }

  @Test
  void theHeadIsNamedByNoBlocks() {
    assertThat(TipsetKey.HEAD.isHead()).isTrue();
    assertThat(new TipsetKey(List.of(Cid.ofCbor(new byte[0]))).isHead()).isFalse();
  }

  private static BlockHeader withTicket(Optional<VrfProof> ticket) {
    BlockHeader block =
        Answers.block(Vectors.cases("block_headers").findFirst().orElseThrow().get("block"));
    return new BlockHeader(
        block.miner(),
        ticket,
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
        block.signature(),
        block.forkSignaling(),
        block.parentBaseFee());
  }
}
