package io.sealwright.proofs.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.protocol.Bytes32;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StackedGraphTest {
  @ParameterizedTest
  @MethodSource("io.sealwright.proofs.graph.GraphVectors#all")
  void hasTheParentsThatTheReferenceRecorded(GraphVectors vectors) {
    assertThat(vectors.parents()).hasSizeGreaterThan(15);
    vectors
        .parents()
        .forEach((node, parents) ->
            assertThat(vectors.graph().parents(node)).as("node %d", node).isEqualTo(parents));
  }

  static Stream<GraphOracle> graphsOfEverySize() {
    Random random = new Random(20_261_123);
    return IntStream.rangeClosed(6, 31)
        .boxed()
        .flatMap(log ->
            Arrays.stream(ApiVersion.values())
                .map(api -> new GraphOracle(1L << log, randomId(random), api)));
  }

  @ParameterizedTest
  @MethodSource("graphsOfEverySize")
  void agreesWithTheSpecificationOnEverySize(GraphOracle oracle) {
    StackedGraph graph = new StackedGraph(oracle.nodes(), oracle.porepId(), oracle.api());
    Random random = new Random(oracle.nodes());
    long[] nodes = random.longs(6, 0, oracle.nodes()).toArray();
    nodes[0] = 1;
    nodes[1] = oracle.nodes() - 1;
    for (long node : nodes) {
      assertThat(graph.parents(node)).as("node %d", node).isEqualTo(oracle.parents(node));
    }
  }

  @Test
  void readsRunsOfAnyLengthLikeSingleNodes() {
    StackedGraph graph = new StackedGraph(1 << 10, Bytes32.repeat(7), ApiVersion.V1_1_0);
    for (int count : new int[] {1, 7, 256, 257, 700}) {
      int[] parents = new int[count * Parents.DEGREE];
      graph.read(13, count, parents);
      for (int i = 0; i < count; i++) {
        assertThat(Arrays.copyOfRange(parents, i * 14, i * 14 + 14))
            .isEqualTo(graph.parents(13 + i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ApiVersion.class)
  void namesOnlyEarlierNodesAsBaseParents(ApiVersion api) {
    StackedGraph graph = new StackedGraph(1 << 12, Bytes32.repeat(3), api);
    for (int i = 2; i < graph.nodes(); i++) {
      int node = i;
      int[] base = Arrays.copyOf(graph.parents(node), 6);
      assertThat(base).contains(node - 1);
      assertThat(Arrays.stream(base).boxed()).allMatch(parent -> parent < node);
    }
  }

  @Test
  void expandsEveryNodeExactlyEightTimes() {
    StackedGraph graph = new StackedGraph(1 << 12, Bytes32.repeat(9), ApiVersion.V1_2_0);
    int[] children = new int[1 << 12];
    for (int node = 0; node < graph.nodes(); node++) {
      Arrays.stream(graph.parents(node)).skip(6).forEach(parent -> children[parent]++);
    }
    assertThat(children).containsOnly(8);
  }

  /** What the reference's own test calls the pathology of version 1.0.0 at 32 and 64 GiB. */
  @ParameterizedTest
  @CsvSource({"3, 30", "4, 31"})
  void neverReachesTheUpperHalfOfBigGraphsInTheFirstVersion(int id, int log) {
    long half = 1L << (log - 1);
    assertThat(expanderParents(id, log, ApiVersion.V1_0_0)).allMatch(parent -> parent < half);
    assertThat(expanderParents(id + 5, log, ApiVersion.V1_1_0)).anyMatch(parent -> parent >= half);
  }

  private static IntStream expanderParents(int id, int log, ApiVersion api) {
    byte[] porepId = new byte[32];
    porepId[0] = (byte) id;
    StackedGraph graph = new StackedGraph(1L << log, Bytes32.of(porepId), api);
    int[] parents = new int[1000 * 14];
    graph.read(0, 1000, parents);
    return IntStream.range(0, parents.length).filter(i -> i % 14 >= 6).map(i -> parents[i]);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 6, 3f0eef38bb48af1f48ad65e14eb85b4ebfc167cec18cd81764f6d998836c9899",
    "5, 6, 494d91dc80f2df5272c4b9e129bc7ade9405225993af9fe34e6542a39a47554b",
    "1, 18, dcdabb0fbe4364bf0ac28b6a18c66de246409fa1a9020a00f33fb3e3053da6dc",
    "6, 18, 5eed212119fd91aa6220a27f31a8966444a9381842bceb3a1ea61525bd47a5b5",
    "2, 24, 2aa9c77c3e58259481351cc4be2079cc71e1c9af39700866545c043bfa30fb42",
    "7, 24, 7ba215a1d2345774ab90b8cb1158d296e409d6068819d7b8c7baf0b25d63dc34",
    "3, 30, e1fa5d5b811ddbd118be3412c4a8c329156b8b8acc72632bca459455b5a05a13",
    "8, 30, 21981246c370f9d76c7a77ab273d94bde0ceb4e938292334960bce05585dc117",
    "4, 31, 8a99e8d6b6be7ab87a56b632e6739ff201c23ea14e99737c74690f0e265574d6",
    "9, 31, 4905486b7af19558ac3649bc6261411858b6add534438878c4ee3b29d8b9de0b"
  })
  void hasThePublishedCacheIdAndADigestForIt(int id, int log, String cacheId) {
    byte[] porepId = new byte[32];
    porepId[0] = (byte) id;
    assertThat(new StackedGraph(1L << log, Bytes32.of(porepId), ApiVersion.V1_1_0).cacheId())
        .isEqualTo(cacheId);
    assertThat(PublishedDigests.of(cacheId)).isPresent();
  }

  /** Ids in the demonstration of supra_seal: porep id 32 times 99. */
  @ParameterizedTest
  @CsvSource({
    "6, 652bae61e906c0732e9eb95b1217cfa6afcce221ff92a8aedf62fa778fa765bc",
    "9, 41059e359f8a8b479f9e29bdf20344fcd43d9c03ce4a7d01daf2c9a77909fd4f",
    "18, 1139cb33af3e3c24eb644da64ee8bc43a8df0f29fc96b5337bee369345884cdc",
    "19, 7fa3ff8ffb57106211c4be413eb15ea072ebb363fa5a1316fe341ac8d7a03d51",
    "31, 767ee5400732ee77b8762b9d0dd118e88845d28bfa7aee875dc751269f7d0b87"
  })
  void hasTheCacheIdsOfSupraSeal(int log, String cacheId) {
    assertThat(new StackedGraph(1L << log, Bytes32.repeat(99), ApiVersion.V1_1_0).cacheId())
        .isEqualTo(cacheId);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 32, 65, 1L << 32, Long.MIN_VALUE})
  void refusesSizesThatNoGraphHas(long nodes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StackedGraph(nodes, Bytes32.ZERO, ApiVersion.V1_0_0))
        .withMessageContaining(Long.toString(nodes));
  }

  @Test
  void refusesNodesBeyondTheEnd() {
    StackedGraph graph = new StackedGraph(64, Bytes32.ZERO, ApiVersion.V1_0_0);
    assertThatThrownBy(() -> graph.parents(64)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> graph.parents(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static Bytes32 randomId(Random random) {
    byte[] id = new byte[32];
    random.nextBytes(id);
    return Bytes32.of(id);
  }
}
