package io.sealwright.proofs.vanilla;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealProof;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ChallengesTest {
  private static Stream<SealProof> proofs() {
    return SealProof.registered();
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void theReferencesChallengesAreDrawnForEveryRegisteredProof(SealProof proof) throws Exception {
    String name = "/vectors/proofs/graph/graph-%s-%s.json".formatted(proof.size(), proof.family());
    JsonNode file;
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(name), name)) {
      file = JsonMapper.shared().readTree(in);
    }
    List<List<Long>> challenges =
        Challenges.of(
            proof,
            Bytes32.repeat(9),
            new CommR(Bytes32.repeat(5)),
            Bytes32.fromHex(file.get("seed").asString()));

    assertThat(challenges).hasSize(file.get("partitions").asInt());
    assertThat(challenges)
        .allSatisfy(
            partition -> assertThat(partition).hasSize(ChallengePlan.of(proof).perPartition()));
    for (JsonNode set : file.get("challenge_sets").values()) {
      assertThat(challenges.get(set.get("partition").asInt()))
          .isEqualTo(longs(set.get("challenges")));
    }
  }

  /** Values of the reference's own test, in section 5.2 of the specification. */
  @Test
  void aSyntheticSetAndItsSelectionAreTheReferences() {
    SyntheticChallenges set =
        new SyntheticChallenges(1024, element(55), new CommR(element(101)), 21);
    List<Long> leaves = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      leaves.add(set.leaf(i));
    }

    assertThat(leaves)
        .containsExactly(
            178L, 297L, 869L, 211L, 875L, 477L, 94L, 781L, 124L, 332L, 856L, 801L, 176L, 692L, 429L,
            691L, 290L, 204L, 986L, 210L, 973L);
    assertThat(set.chosenBy(Bytes32.repeat(1), 10))
        .containsExactly(12, 7, 11, 18, 16, 3, 13, 10, 18, 9);
  }

  private static Bytes32 element(int value) {
    byte[] bytes = new byte[Bytes32.LENGTH];
    bytes[0] = (byte) value;
    return Bytes32.of(bytes);
  }

  private static List<Long> longs(JsonNode array) {
    return array.values().stream().map(JsonNode::asLong).toList();
  }
}
