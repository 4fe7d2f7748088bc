package io.sealwright.engine.duty;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.actor.method.SectorSelections.Selection;
import io.sealwright.protocol.actor.method.SubmitWindowedPost.ProvenPartition;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The messages that a lotus-miner of a real network sent, made again from the same facts. */
final class RecordedPostsTest {
  private static final Path RECORDED = Path.of("..", "vectors", "lotus-rpc", "full");
  private static final MinerId MINER = new MinerId(1000);

  /** The recorded miner's period after the one that began at -2222. */
  private static final Epoch PERIOD = new Epoch(-2222 + 2880);

  private static JsonNode decoded(String message) throws IOException {
    return JsonMapper.shared()
        .readTree(
            Files.readAllBytes(
                RECORDED.resolve("Filecoin.StateDecodeParams." + message + ".json")));
  }

  private static ByteString params(JsonNode exchange) {
    return ByteString.fromBase64(exchange.at("/request/params/2").asString());
  }

  private static Window window(int index) {
    Epoch open = PERIOD.plus(new EpochSpan(60L * index));
    return new Window(
        index,
        open,
        open.plus(new EpochSpan(60)),
        open.minus(new EpochSpan(20)),
        open.minus(new EpochSpan(70)));
  }

  private static Bitfield set(JsonNode runLengths) {
    return Bitfield.ofRunLengths(
        runLengths.values().stream().mapToLong(JsonNode::asLong).toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aSubmissionIsTheRecordedOne(int number) throws IOException {
    JsonNode recorded = decoded("SubmitWindowedPoSt." + number);
    JsonNode result = recorded.at("/response/result");
    JsonNode partition = result.at("/Partitions/0");
    Attempt attempt =
        new Attempt(
            window(result.path("Deadline").asInt()),
            Bitfield.of(partition.path("Index").asLong()),
            1);
    PostMessage message =
        PostMessages.submission(
            MINER,
            attempt,
            List.of(
                new ProvenPartition(
                    partition.path("Index").asLong(), set(partition.path("Skipped")))),
            new PostProof(
                result.at("/Proofs/0/PoStProof").asLong(),
                ByteString.fromBase64(result.at("/Proofs/0/ProofBytes").asString())),
            Bytes32.of(ByteString.fromBase64(result.path("ChainCommitRand").asString()).toBytes()));

    assertThat(message.params()).isEqualTo(params(recorded));
    assertThat(message.method().number().number())
        .isEqualTo(recorded.at("/request/params/1").asLong());
  }

  @Test
  void aDeclarationIsTheRecordedOne() throws IOException {
    JsonNode recorded = decoded("DeclareFaultsRecovered.1");
    JsonNode recovery = recorded.at("/response/result/Recoveries/0");
    DutyStep.Declare declared =
        new DutyStep.Declare(
            new Purpose.Recoveries(window(4), 1),
            MinerMethod.DECLARE_FAULTS_RECOVERED,
            List.of(
                new Selection(
                    recovery.path("Deadline").asLong(),
                    recovery.path("Partition").asLong(),
                    set(recovery.path("Sectors")))));

    PostMessage message = PostMessages.declaration(MINER, declared);

    assertThat(message.params()).isEqualTo(params(recorded));
    assertThat(message.method().number().number())
        .isEqualTo(recorded.at("/request/params/1").asLong());
  }
}
