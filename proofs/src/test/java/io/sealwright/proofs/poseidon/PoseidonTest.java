package io.sealwright.proofs.poseidon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@MethodSource("io.sealwright.proofs.kernel.EachKernel#all")
final class PoseidonTest {
  private static final int NODE = Fr.BYTES;

  /** Enough hashes in one call for lanes, and not a multiple of any number of lanes. */
  private static final int MANY = 531;

  private final Kernels kernels;

  PoseidonTest(Kernels kernels) {
    this.kernels = kernels;
  }

  @ParameterizedTest
  @CsvSource({
    "2, ffe7029a363c202e9da6059d33a9fba661e1ef02d90f9e736ba5765ed7086539",
    "4, 5d076266ff149801ec2713bf05466bfb99932279653cdb008a84e5a9104ba558",
    "8, e6a5386df534992ad9aec49c9d2e684b777067114200011255dea5a31d619423",
    "11, 6331692bc3bbe3cec18fb0ccd8dcf3097ae8eb32e237a56c287f22e5b2c10f0c"
  })
  void hashesTheFirstNumbersAsTheReferenceDoes(int arity, String digest) {
    List<BigInteger> numbers = LongStream.range(0, arity).mapToObj(BigInteger::valueOf).toList();
    assertThat(hash(numbers).hex()).isEqualTo(digest);
    assertThat(repeatedDigest(numbers)).isEqualTo(digest);
  }

  @ParameterizedTest
  @CsvSource({
    "2, d413460e7f14e58b413d1defe188d36fb761afe5c6a733db6c6f1931130bfe48",
    "4, bc11972b952e47641b62832393589af9eed366b878b8130f5f7e1ed875c4ce65",
    "8, 3a9bffca31b48234d189b30de60b7c33f529c08b0836a004f98938b614e6793f",
    "11, 94fe4fc1d1b7c885c9538810707ed5691b68a11db65e2118cf928634ea2d1f44"
  })
  void hashesZeros(int arity, String digest) {
    List<BigInteger> zeros = Collections.nCopies(arity, BigInteger.ZERO);
    assertThat(hash(zeros).hex()).isEqualTo(digest);
    assertThat(repeatedDigest(zeros)).isEqualTo(digest);
  }

  @Test
  void joinsPairsToTheReferencesBinaryRoot() {
    BigInteger right = integer(hash(List.of(BigInteger.ZERO, BigInteger.ONE)));
    BigInteger left = integer(hash(List.of(BigInteger.ONE, BigInteger.ZERO)));
    assertThat(left.toString(16))
        .isEqualTo("42f94ffbe786bc393c003cc74a24f26ec5907b3dc3094afb339ff6079800b5e");
    assertThat(integer(hash(List.of(left, right))).toString(16))
        .isEqualTo("1effebb7b26ad9eb30eb6385ae6b74ae77cc72b8cb2b5ad2efbb8be3e291e671");
  }

  /** A commitment of a replica, from the tests of the reference's Go client. */
  @Test
  void joinsTheCommitmentsOfAReplica() {
    Bytes32 commC =
        Bytes32.fromHex("091e073b982f66f013c026da6e54d87dbf8bba848ef57a5529c7e7f72c828843");
    Bytes32 commRLast =
        Bytes32.fromHex("f0c5785c6c8cf62d968b1ecd68edb9d91eb9445c7858a60026f8826860f7e768");
    assertThat(kernels.poseidon(2).hash(commC, commRLast).hex())
        .isEqualTo("e674d19e6ce7fcf33bbfd9b343a0ceb12d2831d1da543161891ebccad2c6db01");
  }

  @ParameterizedTest
  @CsvSource({"2, 120", "4, 60", "8, 40", "11, 30"})
  void agreesWithTheDefinitionOneByOneAndSideBySide(int arity, int hashes) {
    SplittableRandom random = new SplittableRandom(arity);
    Instance instance = Instance.ofArity(arity);
    List<Batch> batches =
        List.of(
            new ScalarBatch(new ScalarBatch.Plan(instance)),
            new LaneBatch(new LaneBatch.Plan(instance)));
    TextbookPoseidon textbook = new TextbookPoseidon(arity);
    List<List<BigInteger>> preimages = new ArrayList<>();
    for (BigInteger edge : Nodes.EDGES) {
      preimages.add(Collections.nCopies(arity, edge));
    }
    while (preimages.size() < hashes) {
      preimages.add(IntStream.range(0, arity).mapToObj(_ -> Nodes.random(random)).toList());
    }
    List<BigInteger> expected = preimages.stream().map(textbook::hash).toList();
    for (Batch batch : batches) {
      assertThat(digests(batch, preimages)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 511, 512, 513, 519, 531, 544})
  void hashesRunsOfAnyLength(int count) {
    byte[] children = randomNodes(count, 2 * count);
    byte[] parents = new byte[(count + 2) * NODE];
    kernels
        .poseidon(2)
        .hashRows(MemorySegment.ofArray(children), 0, MemorySegment.ofArray(parents), NODE, count);
    assertThat(Arrays.copyOfRange(parents, NODE, (count + 1) * NODE))
        .isEqualTo(oneByOne(2, children));
    assertThat(Nodes.integer(parents, 0)).isZero();
    assertThat(Nodes.integer(parents, count + 1)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 11})
  void columnsOfLayersAreRowsOfTheirTranspose(int arity) {
    byte[] rows = randomNodes(arity, arity * MANY);
    int first = 3;
    List<MemorySegment> layers = new ArrayList<>();
    for (int layer = 0; layer < arity; layer++) {
      byte[] nodes = new byte[(first + MANY) * NODE];
      for (int i = 0; i < MANY; i++) {
        System.arraycopy(rows, (i * arity + layer) * NODE, nodes, (first + i) * NODE, NODE);
      }
      layers.add(MemorySegment.ofArray(nodes));
    }
    byte[] digests = new byte[(MANY + 1) * NODE];
    kernels.poseidon(arity).hashColumns(layers, first, MemorySegment.ofArray(digests), NODE, MANY);
    assertThat(Arrays.copyOfRange(digests, NODE, digests.length)).isEqualTo(oneByOne(arity, rows));
  }

  @Test
  void readsAndWritesFarIntoAMappedFile(@TempDir Path folder) throws IOException {
    long far = 5L << 30;
    byte[] children = randomNodes(5, 2 * MANY);
    try (Arena arena = Arena.ofConfined();
        FileChannel file =
            FileChannel.open(
                folder.resolve("sparse"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      long size = far + 3L * MANY * NODE;
      MemorySegment mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
      MemorySegment.copy(MemorySegment.ofArray(children), 0, mapped, far, children.length);
      kernels.poseidon(2).hashRows(mapped, far, mapped, far + children.length, MANY);
      MemorySegment parents = mapped.asSlice(far + children.length, (long) MANY * NODE);
      assertThat(parents.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(oneByOne(2, children));
      List<MemorySegment> layers = List.of(mapped, mapped);
      byte[] column = new byte[NODE];
      kernels.poseidon(2).hashColumns(layers, far / NODE, MemorySegment.ofArray(column), 0, 1);
      BigInteger node = Nodes.integer(children, 0);
      assertThat(column).isEqualTo(hash(List.of(node, node)).toBytes());
    }
  }

  @Test
  void manyThreadsMayShareAnInstance() throws InterruptedException, ExecutionException {
    byte[] children = randomNodes(6, 8 * MANY);
    byte[] expected = oneByOne(8, children);
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      Callable<byte[]> task = () -> rows(8, children);
      List<Future<byte[]>> results = threads.invokeAll(Collections.nCopies(6, task));
      for (Future<byte[]> result : results) {
        assertThat(result.get()).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 1", "531, 0", "531, 1061"})
  void refusesANodeThatIsNotBelowTheModulus(int count, int bad) {
    byte[] children = randomNodes(7, 2 * count);
    byte[] modulus = Nodes.bytes(List.of(Fr.MODULUS));
    System.arraycopy(modulus, 0, children, bad * NODE, NODE);
    MemorySegment nodes = MemorySegment.ofArray(children);
    MemorySegment parents = MemorySegment.ofArray(new byte[count * NODE]);
    Poseidon poseidon = kernels.poseidon(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> poseidon.hashRows(nodes, 0, parents, 0, count))
        .withMessageContaining("not below the field's modulus");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> poseidon.hashColumns(List.of(nodes, nodes), bad, parents, 0, 1));
  }

  @Test
  void refusesWhatDoesNotFitTheArity() {
    assertThatIllegalArgumentException().isThrownBy(() -> kernels.poseidon(3));
    Poseidon poseidon = kernels.poseidon(4);
    assertThatIllegalArgumentException().isThrownBy(() -> poseidon.hash(Bytes32.ZERO));
    MemorySegment layer = MemorySegment.ofArray(new byte[NODE]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> poseidon.hashColumns(List.of(layer, layer), 0, layer, 0, 1));
    assertThat(poseidon.arity()).isEqualTo(4);
  }

  private Bytes32 hash(List<BigInteger> preimage) {
    Bytes32[] nodes =
        preimage.stream().map(v -> Bytes32.of(Nodes.bytes(List.of(v)))).toArray(Bytes32[]::new);
    return kernels.poseidon(nodes.length).hash(nodes);
  }

  /** The digest that every lane must find when all hash the same. */
  private String repeatedDigest(List<BigInteger> preimage) {
    List<BigInteger> children = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      children.addAll(preimage);
    }
    byte[] digests = rows(preimage.size(), Nodes.bytes(children));
    List<String> distinct =
        IntStream.range(0, MANY)
            .mapToObj(i -> Bytes32.of(Arrays.copyOfRange(digests, i * NODE, (i + 1) * NODE)).hex())
            .distinct()
            .toList();
    assertThat(distinct).hasSize(1);
    return distinct.getFirst();
  }

  private byte[] rows(int arity, byte[] children) {
    byte[] parents = new byte[children.length / arity];
    kernels
        .poseidon(arity)
        .hashRows(
            MemorySegment.ofArray(children),
            0,
            MemorySegment.ofArray(parents),
            0,
            parents.length / NODE);
    return parents;
  }

  /** The same rows in calls of one hash each, which never use lanes. */
  private static byte[] oneByOne(int arity, byte[] children) {
    byte[] parents = new byte[children.length / arity];
    MemorySegment from = MemorySegment.ofArray(children);
    MemorySegment to = MemorySegment.ofArray(parents);
    for (int i = 0; i < parents.length / NODE; i++) {
      Poseidon.ofArity(arity).hashRows(from, (long) i * arity * NODE, to, (long) i * NODE, 1);
    }
    return parents;
  }

  private static List<BigInteger> digests(Batch batch, List<List<BigInteger>> preimages) {
    int arity = preimages.getFirst().size();
    List<BigInteger> results = new ArrayList<>();
    for (int i = 0; i < preimages.size(); i += batch.lanes()) {
      List<BigInteger> nodes = new ArrayList<>();
      for (int lane = 0; lane < batch.lanes(); lane++) {
        nodes.addAll(preimages.get((i + lane) % preimages.size()));
      }
      long[] digests = new long[batch.lanes() * Fr.LIMBS];
      batch.run(Nodes.limbs(nodes), arity, 1, digests);
      for (int lane = 0; lane < batch.lanes(); lane++) {
        results.add(Nodes.integer(digests, lane * Fr.LIMBS));
      }
    }
    return results.subList(0, preimages.size());
  }

  private static byte[] randomNodes(int seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    return Nodes.bytes(IntStream.range(0, count).mapToObj(_ -> Nodes.random(random)).toList());
  }

  private static BigInteger integer(Bytes32 node) {
    return Nodes.integer(node.toBytes(), 0);
  }
}
