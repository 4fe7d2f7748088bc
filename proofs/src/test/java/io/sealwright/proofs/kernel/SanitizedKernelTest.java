package io.sealwright.proofs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.graph.ApiVersion;
import io.sealwright.proofs.graph.GraphOracle;
import io.sealwright.proofs.label.LabelOracle;
import io.sealwright.proofs.poseidon.KernelForm;
import io.sealwright.proofs.poseidon.Poseidon;
import io.sealwright.protocol.Bytes32;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The C code under AddressSanitizer and UndefinedBehaviorSanitizer, on this processor. */
@Tag("sanitizers")
final class SanitizedKernelTest {
  private static final int NODES = 64;
  private static final int LABEL = 32;
  private static final int LANES = 16;

  /** The field's order less one. */
  private static final byte[] LARGEST = largest();

  private static byte[] largest() {
    byte[] bigEndian = Fr.MODULUS.subtract(BigInteger.ONE).toByteArray();
    byte[] littleEndian = new byte[LABEL];
    for (int i = 0; i < bigEndian.length; i++) {
      littleEndian[i] = bigEndian[bigEndian.length - 1 - i];
    }
    return littleEndian;
  }

  @TempDir static Path folder;
  private static SanitizedKernel kernel = new SanitizedKernel(List.of(), Path.of(""));

  private static Optional<SanitizedKernel> arm = Optional.empty();

  @BeforeAll
  static void build() throws IOException {
    kernel = SanitizedKernel.build(folder);
    arm = SanitizedKernel.buildForArm(Files.createDirectory(folder.resolve("arm")));
    if (arm.isEmpty()) {
      System.out.println("No cross compiler and emulator for ARM64: its kernel is not run.");
    }
  }

  /** That of this processor, and that of ARM64 in an emulator. */
  private static Stream<SanitizedKernel> labelKernels() {
    return Stream.concat(Stream.of(kernel), arm.stream());
  }

  /**
   * In rows and in columns. The digests of zeros are the reference's; other lanes are random, and
   * half of the last ones have the largest element in every other place.
   */
  @ParameterizedTest
  @CsvSource({
    "2, d413460e7f14e58b413d1defe188d36fb761afe5c6a733db6c6f1931130bfe48",
    "8, 3a9bffca31b48234d189b30de60b7c33f529c08b0836a004f98938b614e6793f",
    "11, 94fe4fc1d1b7c885c9538810707ed5691b68a11db65e2118cf928634ea2d1f44"
  })
  void poseidonGivesKnownDigests(int arity, String ofZeros) {
    byte[] nodes = new byte[3 * LANES * arity * LABEL];
    byte[] random = new byte[nodes.length - LANES * arity * LABEL];
    new SplittableRandom(arity).nextBytes(random);
    for (int last = LABEL - 1; last < random.length; last += LABEL) {
      random[last] &= 0x3f;
    }
    System.arraycopy(random, 0, nodes, LANES * arity * LABEL, random.length);
    for (int at = nodes.length - LANES / 2 * arity * LABEL; at < nodes.length; at += 2 * LABEL) {
      System.arraycopy(LARGEST, 0, nodes, at, LABEL);
    }

    for (KernelForm form : KernelForm.values()) {
      Poseidon sanitized = Poseidon.ofArity(arity).in(new SanitizedPoseidon(kernel, form));
      byte[] digests = hash(sanitized, nodes);
      assertThat(digests).isEqualTo(hash(Poseidon.ofArity(arity), nodes));
      assertThat(hashColumns(sanitized, nodes)).isEqualTo(digests);
      for (int lane = 0; lane < LANES; lane++) {
        byte[] digest = Arrays.copyOfRange(digests, lane * LABEL, (lane + 1) * LABEL);
        assertThat(Bytes32.of(digest).hex()).isEqualTo(ofZeros);
      }
    }
  }

  private static byte[] hash(Poseidon poseidon, byte[] nodes) {
    byte[] digests = new byte[nodes.length / poseidon.arity()];
    MemorySegment to = MemorySegment.ofArray(digests);
    poseidon.hashRows(MemorySegment.ofArray(nodes), 0, to, 0, digests.length / LABEL);
    return digests;
  }

  /** The same preimages, their children a layer each. */
  private static byte[] hashColumns(Poseidon poseidon, byte[] nodes) {
    int arity = poseidon.arity();
    int count = nodes.length / arity / LABEL;
    List<MemorySegment> layers = new ArrayList<>();
    for (int layer = 0; layer < arity; layer++) {
      byte[] column = new byte[count * LABEL];
      for (int i = 0; i < count; i++) {
        System.arraycopy(nodes, (i * arity + layer) * LABEL, column, i * LABEL, LABEL);
      }
      layers.add(MemorySegment.ofArray(column));
    }
    byte[] digests = new byte[count * LABEL];
    poseidon.hashColumns(layers, 0, MemorySegment.ofArray(digests), 0, count);
    return digests;
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0", "1, 2, 0", "2, 1, 0", "2, 2, 0", "1, 2, 11", "2, 2, 63"})
  void labelsAreThoseOfTheSpecification(int sectors, int layer, int first) throws IOException {
    GraphOracle graph = new GraphOracle(NODES, Bytes32.repeat(5), ApiVersion.V1_1_0);
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    input.writeBytes(parents(graph, first));
    for (int sector = 0; sector < sectors; sector++) {
      Bytes32 replicaId = Bytes32.repeat(7 + sector);
      byte[][] layers = new LabelOracle(graph, replicaId).layers(2);
      input.writeBytes(replicaId.toBytes());
      input.writeBytes(layers[0]);
      input.write(layers[layer - 1], 0, first * LABEL);
      expected.write(layers[layer - 1], first * LABEL, (NODES - first) * LABEL);
    }
    int count = NODES - first;
    for (SanitizedKernel each : labelKernels().toList()) {
      var outcome = each.run(0, input.toByteArray(), "label", sectors, NODES, first, count, layer);
      assertThat(outcome.code()).as(outcome.errors()).isZero();
      assertThat(outcome.output().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected.toByteArray());
    }
  }

  /** Of the nodes from the first on, in the machine's order of bytes. */
  private static byte[] parents(GraphOracle graph, int first) {
    ByteBuffer parents = ByteBuffer.allocate((NODES - first) * 14 * Integer.BYTES);
    parents.order(ByteOrder.nativeOrder());
    for (int node = first; node < NODES; node++) {
      for (int parent : graph.parents(node)) {
        parents.putInt(parent);
      }
    }
    return parents.array();
  }

  @Test
  void aProcessorOfArmSaysThatItCanLabel() throws IOException {
    for (SanitizedKernel each : arm.stream().toList()) {
      assertThat(each.run(0, new byte[0], "features").output().toArray(ValueLayout.JAVA_BYTE))
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo("1\n");
    }
  }

  /** A sanitizer that is not there finds nothing wrong. */
  @Test
  void aByteTooFewIsNoticed() throws IOException {
    for (SanitizedKernel each : labelKernels().toList()) {
      var label = each.run(1, new byte[1 << 16], "label", 1, NODES, 0, NODES, 1);
      assertThat(label.code()).isNotZero();
      assertThat(label.errors()).contains("AddressSanitizer: heap-buffer-overflow");
    }
    for (String name : List.of("poseidon", "poseidon_avx2")) {
      var poseidon = kernel.run(1, new byte[1 << 16], name, 12, 57, 1 << 14, 11, 1);
      assertThat(poseidon.code()).isNotZero();
      assertThat(poseidon.errors()).contains("AddressSanitizer: heap-buffer-overflow");
    }
  }
}
