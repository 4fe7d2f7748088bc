package io.sealwright.proofs.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.proofs.hash.Sha256;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ParentCacheTest {
  private static final String TWO_KIB_DIGEST =
      "840057702eea7652cf97e04306c30fe57174714d90de156a25eddd6075c25b97";

  /** A graph with a published digest, and one without. */
  private static final StackedGraph KNOWN = registered(5, 1 << 6, ApiVersion.V1_1_0);

  private static final StackedGraph UNKNOWN = registered(10, 1 << 6, ApiVersion.V1_2_0);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, 6, V1_0_0, 3da49221e2ed55371b86d0bf3d6526fcf128af61bed904f966428db1b531750d",
    "5, 6, V1_1_0, 840057702eea7652cf97e04306c30fe57174714d90de156a25eddd6075c25b97",
    "1, 18, V1_0_0, a76604f2f59f2744c7151653bbb1d8596b6b57d295e6fa6c1f0c41d725b502ce",
    "6, 18, V1_1_0, 03cd13565ded97c240a5f52e54295ad127bd0461b57904cb3a4d79b097bbecab"
  })
  void writesTheReferencesFile(int id, int log, ApiVersion api, String digest) throws Exception {
    StackedGraph graph = registered(id, 1L << log, api);
    open(graph).close();
    assertThat(digest(graph)).isEqualTo(digest);
  }

  @Test
  void givesTheParentsOfTheGraph() throws Exception {
    int[] computed = new int[64 * 14];
    int[] read = new int[64 * 14];
    try (ParentCache cache = open(UNKNOWN)) {
      assertThat(cache.nodes()).isEqualTo(64);
      cache.read(0, 64, read);
      UNKNOWN.read(0, 64, computed);
      assertThat(read).isEqualTo(computed);
      assertThatThrownBy(() -> cache.read(60, 5, read))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void leavesAWholeFileAlone() throws Exception {
    open(KNOWN).close();
    FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(file(KNOWN), longAgo);
    open(KNOWN).close();
    assertThat(Files.getLastModifiedTime(file(KNOWN))).isEqualTo(longAgo);
  }

  static Stream<StackedGraph> graphs() {
    return Stream.of(KNOWN, UNKNOWN);
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void makesADamagedFileAnew(StackedGraph graph) throws Exception {
    open(graph).close();
    byte[] whole = Files.readAllBytes(file(graph));
    for (int position : new int[] {0, 1792, whole.length - 1}) {
      byte[] damaged = whole.clone();
      damaged[position] ^= 1;
      FileTime time = Files.getLastModifiedTime(file(graph));
      CheckedNote before = CheckedNote.of(file(graph), Bytes32.ZERO);
      do { // The file system's clock may tick slower than this test runs.
        Files.write(file(graph), damaged);
        Files.setLastModifiedTime(file(graph), time);
      } while (CheckedNote.of(file(graph), Bytes32.ZERO).equals(before));
      open(graph).close();
      assertThat(Files.readAllBytes(file(graph))).isEqualTo(whole);
    }
  }

  @Test
  void makesAFileOfTheWrongLengthAnew() throws Exception {
    Files.write(file(KNOWN), new byte[100]);
    open(KNOWN).close();
    assertThat(digest(KNOWN)).isEqualTo(TWO_KIB_DIGEST);
  }

  @Test
  void doesNotTrustAFileOfUnknownOriginWithoutADigest() throws Exception {
    Files.write(file(UNKNOWN), new byte[(int) ParentCache.fileBytes(UNKNOWN)]);
    try (ParentCache cache = open(UNKNOWN)) {
      int[] parents = new int[14];
      cache.read(63, 1, parents);
      assertThat(parents).isEqualTo(UNKNOWN.parents(63));
    }
  }

  @Test
  void survivesANoteThatIsNoNote() throws Exception {
    open(UNKNOWN).close();
    Path note = file(UNKNOWN).resolveSibling(file(UNKNOWN).getFileName() + ".checked");
    for (String text : List.of("", "x 3584 7", TWO_KIB_DIGEST + " 3584", "\0\u00ff")) {
      Files.writeString(note, text);
      open(UNKNOWN).close();
      assertThat(CheckedNote.read(file(UNKNOWN)).orElseThrow().bytes()).isEqualTo(3584);
    }
  }

  @Test
  void reportsProgressUpToTheLastNode() throws Exception {
    List<Long> told = new ArrayList<>();
    ParentCache.open(folder, registered(99, 1 << 16, ApiVersion.V1_1_0), 2, told::add).close();
    assertThat(told).isSorted().endsWith(1L << 16).hasSizeGreaterThan(1);
  }

  @Test
  void isMadeByManyThreadsAtOnceAndRemainsOneFile() throws Exception {
    StackedGraph graph = registered(98, 1 << 12, ApiVersion.V1_1_0);
    CountDownLatch together = new CountDownLatch(4);
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      Callable<Integer> maker =
          () -> {
            together.countDown();
            together.await();
            try (ParentCache cache = open(graph)) {
              int[] parents = new int[14];
              cache.read(4095, 1, parents);
              return parents[0];
            }
          };
      for (Future<Integer> made : pool.invokeAll(List.of(maker, maker, maker, maker))) {
        assertThat(made.get()).isEqualTo(4094);
      }
    }
    assertOnlyTheCacheRemains(graph);
  }

  @Test
  void isMadeByTwoProcessesAtOnceAndRemainsOneFile() throws Exception {
    Process one = maker();
    Process two = maker();
    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    assertThat(digest(OtherProcess.GRAPH)).hasSize(64);
    assertOnlyTheCacheRemains(OtherProcess.GRAPH);
  }

  /** Makes a cache in the folder that is its argument. */
  static final class OtherProcess {
    static final StackedGraph GRAPH = registered(97, 1 << 14, ApiVersion.V1_1_0);

    private OtherProcess() {}

    public static void main(String[] arguments) throws Exception {
      ParentCache.open(Path.of(arguments[0]), GRAPH, 1, nodes -> {}).close();
    }
  }

  private Process maker() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OtherProcess.class.getName(),
            folder.toString())
        .inheritIO()
        .start();
  }

  @Test
  void clearsAwayWhatAKilledProcessLeft() throws Exception {
    Path left = folder.resolve(ParentCache.fileName(KNOWN) + ".1-2-3.tmp");
    Files.write(left, new byte[10]);
    open(KNOWN).close();
    assertThat(left).doesNotExist();
  }

  @Test
  void saysWhichCacheCannotBeMade() throws Exception {
    Path notAFolder = Files.createFile(folder.resolve("file"));
    assertThatIOException()
        .isThrownBy(() -> ParentCache.open(notAFolder.resolve("x"), KNOWN, 1, nodes -> {}))
        .withMessageContaining("parent cache")
        .withMessageContaining(ParentCache.fileName(KNOWN));
  }

  @Test
  void leavesNothingBehindWhenInterrupted() throws Exception {
    StackedGraph graph = registered(96, 1 << 18, ApiVersion.V1_1_0);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> open(graph)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void looksWhereTheReferenceLooks() {
    assertThat(ParentCache.folder(Map.of())).isEqualTo(Path.of("/var/tmp/filecoin-parents"));
    assertThat(ParentCache.folder(Map.of("FIL_PROOFS_CACHE_DIR", "/c")))
        .isEqualTo(Path.of("/c/filecoin-parents"));
    assertThat(
            ParentCache.folder(
                Map.of("FIL_PROOFS_PARENT_CACHE", "/p", "FIL_PROOFS_CACHE_DIR", "/c")))
        .isEqualTo(Path.of("/p"));
  }

  private void assertOnlyTheCacheRemains(StackedGraph graph) throws IOException {
    String name = ParentCache.fileName(graph);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(name, name + ".checked");
    }
  }

  private ParentCache open(StackedGraph graph) throws IOException, InterruptedException {
    return ParentCache.open(folder, graph, 2, nodes -> {});
  }

  private Path file(StackedGraph graph) {
    return folder.resolve(ParentCache.fileName(graph));
  }

  private String digest(StackedGraph graph) throws IOException {
    return Bytes32.of(Sha256.of(Files.readAllBytes(file(graph)))).hex();
  }

  private static StackedGraph registered(int id, long nodes, ApiVersion api) {
    byte[] porepId = new byte[32];
    porepId[0] = (byte) id;
    return new StackedGraph(nodes, Bytes32.of(porepId), api);
  }
}
