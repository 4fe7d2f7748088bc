package io.sealwright.proofs.label;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.proofs.graph.Parents;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.kernel.LabelKernel;
import io.sealwright.proofs.label.SideBySide.Result;
import io.sealwright.proofs.label.SideBySide.Target;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SideBySideTest {
  /** Enough for several windows. */
  private static final Parents GRAPH = AnyGraph.of(1 << 16, new SplittableRandom(16));

  @TempDir Path folder;

  static Stream<LabelKernel> kernel() {
    return Kernels.found().labels().kernel().stream();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void writesOfTwoSectorsWhatJavaWritesOfEach(LabelKernel kernel) throws Exception {
    Layers a = layers("a", Bytes32.repeat(1), GRAPH);
    Layers b = layers("b", Bytes32.repeat(0xee), GRAPH);
    List<Bytes32> ofA = a.make(3);
    List<Bytes32> ofB = b.make(3);
    for (int layer = 1; layer <= 3; layer++) {
      List<Long> told = new ArrayList<>();
      try (FileChannel fileA = create("pair-a");
          FileChannel fileB = create("pair-b")) {
        List<Result> results =
            SideBySide.write(
                kernel,
                List.of(
                    new Target(order(a, layer), fileA, told::add),
                    new Target(order(b, layer), fileB, nodes -> {})));
        assertThat(results)
            .containsExactly(
                new Result.Written(ofA.get(layer - 1)), new Result.Written(ofB.get(layer - 1)));
      }
      assertThat(folder.resolve("pair-a")).hasSameBinaryContentAs(a.file(layer));
      assertThat(folder.resolve("pair-b")).hasSameBinaryContentAs(b.file(layer));
      assertThat(told).isSorted().endsWith(GRAPH.nodes()).hasSizeGreaterThan(1);
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void goesOnWithOneSectorWhenTheOthersFileFails(LabelKernel kernel) throws Exception {
    Layers a = layers("a", Bytes32.repeat(1), GRAPH);
    Bytes32 digest = a.make(1).getFirst();
    for (boolean failsFirst : new boolean[] {true, false}) {
      try (FileChannel fine = create("fine");
          FileChannel lost = create("lost")) {
        Target whole = new Target(order(a, 1), fine, nodes -> {});
        Target broken =
            new Target(new Layer.First(Bytes32.ZERO, GRAPH), lost, nodes -> close(lost));
        List<Result> results =
            SideBySide.write(kernel, failsFirst ? List.of(broken, whole) : List.of(whole, broken));
        assertThat(results.get(failsFirst ? 0 : 1)).isInstanceOf(Result.Failed.class);
        assertThat(results.get(failsFirst ? 1 : 0)).isEqualTo(new Result.Written(digest));
      }
      assertThat(folder.resolve("fine")).hasSameBinaryContentAs(a.file(1));
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void refusesLayersWithoutTheSameParents(LabelKernel kernel) throws Exception {
    Parents small = AnyGraph.of(64, new SplittableRandom(6));
    Parents other = AnyGraph.of(1 << 16, new SplittableRandom(6));
    Layers a = layers("a", Bytes32.repeat(1), GRAPH);
    a.make(1);
    try (FileChannel file = create("file")) {
      Target first = new Target(order(a, 1), file, nodes -> {});
      for (Layer wrong :
          List.of(
              order(a, 2),
              new Layer.First(Bytes32.ZERO, small),
              new Layer.First(Bytes32.ZERO, other))) {
        Target second = new Target(wrong, file, nodes -> {});
        assertThatIllegalArgumentException()
            .isThrownBy(() -> SideBySide.write(kernel, List.of(first, second)));
      }
      for (List<Target> wrong : List.of(List.<Target>of(), List.of(first, first, first))) {
        assertThatIllegalArgumentException().isThrownBy(() -> SideBySide.write(kernel, wrong));
      }
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void stopsWhenInterrupted(LabelKernel kernel) throws Exception {
    Layers a = layers("a", Bytes32.repeat(1), GRAPH);
    try (FileChannel file = a.create(1)) {
      Thread.currentThread().interrupt();
      Target target = new Target(order(a, 1), file, nodes -> {});
      assertThatThrownBy(() -> SideBySide.write(kernel, List.of(target)))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  /**
   * Graphs that are no graph of the protocol, so that parents are met that are rare there: the node
   * before, the first of a window, the same one many times. {@code sealwright.slow}: ten million.
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernel")
  void agreesWithJavaOnAnyGraph(LabelKernel kernel) throws Exception {
    int labels = Boolean.getBoolean("sealwright.slow") ? 10_000_000 : 20_000;
    int nodes = 1 << 15; // Two windows.
    for (int seed = 0; seed < Math.ceilDiv(labels, nodes); seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Parents graph = AnyGraph.of(nodes, random);
      Layers a = layers("a", randomBytes(random), graph);
      Layers b = layers("b", randomBytes(random), graph);
      for (int layer = 1; layer <= 2; layer++) {
        Bytes32 ofA = a.make(layer, done -> {});
        Bytes32 ofB = b.make(layer, done -> {});
        try (FileChannel fileA = create("pair-a");
            FileChannel fileB = create("pair-b")) {
          Target targetA = new Target(order(a, layer), fileA, done -> {});
          Target targetB = new Target(order(b, layer), fileB, done -> {});
          assertThat(SideBySide.write(kernel, List.of(targetA, targetB)))
              .as("seed %d, layer %d", seed, layer)
              .containsExactly(new Result.Written(ofA), new Result.Written(ofB));
          assertThat(SideBySide.write(kernel, List.of(targetB)))
              .as("seed %d, layer %d, alone", seed, layer)
              .containsExactly(new Result.Written(ofB));
        }
      }
    }
  }

  /** Any parents that nodes may have. */
  private static final class AnyGraph implements Parents {
    private final int[] parents;

    private AnyGraph(int[] parents) {
      this.parents = parents;
    }

    static AnyGraph of(int nodes, SplittableRandom random) {
      int[] parents = new int[nodes * DEGREE];
      for (int i = DEGREE; i < parents.length; i++) {
        int node = i / DEGREE;
        int bound = i % DEGREE < BASE_DEGREE ? node : nodes;
        parents[i] =
            switch (random.nextInt(8)) {
              case 0 -> 0;
              case 1, 2 -> bound - 1;
              case 3 -> (node - 1) & -(1 << 14);
              case 4 -> parents[i - 1] < bound ? parents[i - 1] : 0;
              default -> random.nextInt(bound);
            };
      }
      return new AnyGraph(parents);
    }

    @Override
    public long nodes() {
      return parents.length / DEGREE;
    }

    @Override
    public void read(long first, int count, int[] into) {
      System.arraycopy(parents, (int) first * DEGREE, into, 0, count * DEGREE);
    }
  }

  private static void close(FileChannel file) {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Layers layers(String name, Bytes32 replicaId, Parents graph) throws IOException {
    return new Layers(Files.createDirectories(folder.resolve(name)), replicaId, graph);
  }

  private static Layer order(Layers layers, int number) throws IOException {
    if (number == 1) {
      return new Layer.First(layers.replicaId(), layers.parents());
    }
    byte[] before = Files.readAllBytes(layers.file(number - 1));
    MemorySegment labels = Arena.ofAuto().allocateFrom(JAVA_BYTE, before);
    return new Layer.Later(layers.replicaId(), layers.parents(), number, labels);
  }

  private FileChannel create(String name) throws IOException {
    return FileChannel.open(
        folder.resolve(name),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private static Bytes32 randomBytes(SplittableRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Bytes32.of(bytes);
  }
}
