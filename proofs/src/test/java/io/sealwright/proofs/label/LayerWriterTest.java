package io.sealwright.proofs.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.proofs.graph.ApiVersion;
import io.sealwright.proofs.graph.GraphOracle;
import io.sealwright.proofs.graph.GraphVectors;
import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.graph.StackedGraph;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.protocol.Bytes32;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.sealwright.proofs.kernel.EachKernel#all")
final class LayerWriterTest {
  private static final StackedGraph SMALL =
      new StackedGraph(64, Bytes32.repeat(0x7b), ApiVersion.V1_1_0);

  @TempDir Path folder;

  private final Kernels kernels;

  LayerWriterTest(Kernels kernels) {
    this.kernels = kernels;
  }

  @ParameterizedTest
  @MethodSource("io.sealwright.proofs.graph.GraphVectors#sectors")
  void writesTheLayersThatTheReferenceWrote(GraphVectors vectors) throws Exception {
    try (ParentCache parents = ParentCache.open(folder, vectors.graph(), 2, nodes -> {})) {
      for (List<Bytes32> sector : List.of(vectors.zero(), vectors.piece())) {
        assertThat(new Layers(folder, sector.getFirst(), parents, kernels).make(2))
            .isEqualTo(sector.subList(1, 3));
      }
    }
  }

  /** Configuration S: porep id 32 times 99, replica ids published by supra_seal. */
  @ParameterizedTest
  @CsvSource({
    "6, 186cf57aa1083d5833518db061e11987daa5f971c30aff18068c91f4fd6b0827,"
        + " 61cd9fb8d62aa2c70f1faff933ad10ad63ba17b370b983cba45fedcdb175a62b,"
        + " cb7b73ba57fba58fcc028fa59713bf38050230d80ad0c89730514cd25834e887",
    "7, 02eff9edc84a4a76e6efcfc26da11b18d03f2cfe0efac88a4a237b737b566202,"
        + " 5b14bfce7261e9c282ad774e1689e4c7ccca56d5fd4588a65b34b2360f455249,"
        + " ef0647b4091950c83540bf4c401f502232e5d49b24cd968fdd3a8db966d26383",
    "9, f01a1914c96ef2ad3e4aff60258f78455b3451f3862570291bd5d0916b954c34,"
        + " 0463b145719881bf0863fb0592e01d9501c1ddaf5c64a21c67f6d9b2b7d78f82,"
        + " 2d15456d57f908d883b761d00b052281945ff2dbab8cbecb1a718388c3e05490",
    "10, 32d54de641d4c127197d29e9931c7ec9d9a2412784fc3df5272220269e951818,"
        + " 10869f2ffea71c758a1993876befef22f49315fe8f2c7a974096562c0df6a0c7,"
        + " 9cb6bc27840fb64a5bfe40edd3973a8a99d224375dac1cd3674755a651730d5f"
  })
  void writesTheLayersOfSupraSealsSectors(int log, String id, String first, String second)
      throws Exception {
    StackedGraph graph = new StackedGraph(1L << log, Bytes32.repeat(99), ApiVersion.V1_1_0);
    assertThat(new Layers(folder, Bytes32.fromHex(id), graph, kernels).make(2))
        .containsExactly(Bytes32.fromHex(first), Bytes32.fromHex(second));
  }

  /** The reference's own test: the last label of eleven layers, as four little-endian limbs. */
  @ParameterizedTest
  @CsvSource({
    "0, V1_0_0, 64, d3faa96b9a0fba04 ea81a283d106485e e3d51b9afa5ac2b3 0462f4f4f1a68d37",
    "0, V1_0_0, 128, 7e191e52c4a8da86 5ae8a1c9e6fac148 ce239f3b88a894b8 234c00d1dc1d53be",
    "123, V1_1_0, 64, abb3f38bb70defcf 777a2e4d7769119f 3448959d495490bc 06021188c7a71cb5",
    "123, V1_1_0, 128, 22ab81cf68c4676d 7a77a82fc7c9c189 c6c03d32c1e42d23 0f777c18cc2c55bd",
    "123, V1_2_0, 64, abb3f38bb70defcf 777a2e4d7769119f 3448959d495490bc 06021188c7a71cb5",
    "123, V1_2_0, 128, 22ab81cf68c4676d 7a77a82fc7c9c189 c6c03d32c1e42d23 0f777c18cc2c55bd"
  })
  void endsElevenLayersWithTheKnownLabel(int id, ApiVersion api, int nodes, String limbs)
      throws Exception {
    StackedGraph graph = new StackedGraph(nodes, Bytes32.repeat(id), api);
    Layers layers = new Layers(folder, Bytes32.repeat(9), graph, kernels);
    layers.make(11);
    ByteBuffer last = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    for (String limb : limbs.split(" ", -1)) {
      last.putLong(HexFormat.fromHexDigitsToLong(limb));
    }
    byte[] layer = Files.readAllBytes(layers.file(11));
    assertThat(Arrays.copyOfRange(layer, layer.length - 32, layer.length)).isEqualTo(last.array());
  }

  static Stream<GraphOracle> randomGraphs() {
    Random random = new Random(25);
    return Stream.of(ApiVersion.values())
        .flatMap(api ->
            Stream.of(6, 8, 11).map(log -> new GraphOracle(1L << log, randomBytes(random), api)));
  }

  @ParameterizedTest
  @MethodSource("randomGraphs")
  void agreesWithTheSpecificationOnRandomInputs(GraphOracle oracle) throws Exception {
    Bytes32 replicaId = randomBytes(new Random(oracle.nodes()));
    StackedGraph graph = new StackedGraph(oracle.nodes(), oracle.porepId(), oracle.api());
    Layers layers = new Layers(folder, replicaId, graph, kernels);
    byte[][] expected = new LabelOracle(oracle, replicaId).layers(3);
    List<Bytes32> digests = layers.make(3);
    for (int layer = 1; layer <= 3; layer++) {
      assertThat(Files.readAllBytes(layers.file(layer))).isEqualTo(expected[layer - 1]);
      assertThat(digests.get(layer - 1).toBytes())
          .isEqualTo(MessageDigest.getInstance("SHA-256").digest(expected[layer - 1]));
    }
  }

  @Test
  void writesOverWhatTheFileHeld() throws Exception {
    Layers layers = new Layers(folder, Bytes32.repeat(1), SMALL, kernels);
    Bytes32 digest = layers.make(1, nodes -> {});
    byte[] garbage = new byte[64 * 32];
    Arrays.fill(garbage, (byte) 0xee);
    Files.write(layers.file(1), garbage);
    try (FileChannel file =
        FileChannel.open(layers.file(1), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Layer layer = new Layer.First(Bytes32.repeat(1), SMALL);
      assertThat(LayerWriter.write(kernels, layer, file, nodes -> {})).isEqualTo(digest);
    }
  }

  @Test
  void reportsProgressUpToTheLastNode() throws Exception {
    StackedGraph graph = new StackedGraph(1 << 16, Bytes32.repeat(4), ApiVersion.V1_1_0);
    List<Long> told = new ArrayList<>();
    new Layers(folder, Bytes32.repeat(1), graph, kernels).make(1, told::add);
    assertThat(told).isSorted().endsWith(1L << 16).hasSizeGreaterThan(1);
  }

  @Test
  void stopsWhenInterrupted() throws Exception {
    Layers layers = new Layers(folder, Bytes32.repeat(1), SMALL, kernels);
    try (FileChannel file = layers.create(1)) {
      Thread.currentThread().interrupt();
      Layer layer = new Layer.First(Bytes32.repeat(1), SMALL);
      assertThatThrownBy(() -> LayerWriter.write(kernels, layer, file, nodes -> {}))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void fullDiskIsAClearExceptionAndLeavesNoCacheBehind() throws Exception {
    assertThat(FullDisk.run(folder))
        .containsPattern("(?m)^layer: .*(No space left on device|File too large)")
        .containsPattern("(?m)^cache: parent cache .*(No space left on device|File too large)")
        .endsWith("left: []\n");
  }

  @Test
  void refusesALayerBeforeOfTheWrongSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Layer.Later(Bytes32.ZERO, SMALL, 2, MemorySegment.ofArray(new byte[2047])))
        .withMessageContaining("2047 bytes for 64 nodes");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Layer.Later(Bytes32.ZERO, SMALL, 1, MemorySegment.ofArray(new byte[2048])));
  }

  private static Bytes32 randomBytes(Random random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Bytes32.of(bytes);
  }
}
