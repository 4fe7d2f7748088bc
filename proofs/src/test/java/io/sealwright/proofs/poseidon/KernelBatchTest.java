package io.sealwright.proofs.poseidon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.field.LimbEdges;
import io.sealwright.proofs.kernel.EachKernel;
import io.sealwright.proofs.kernel.PoseidonKernel;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel beside Java's lanes, on the same random nodes and on those where carries are. */
final class KernelBatchTest {
  static Stream<Arguments> kernels() {
    return EachKernel.poseidon().stream()
        .flatMap(kernel -> Stream.of(2, 8, 11).map(arity -> Arguments.of(kernel, arity)));
  }

  /** {@code sealwright.slow}: ten million of each arity. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("kernels")
  void agreesWithJava(PoseidonKernel kernel, int arity) {
    int hashes = Boolean.getBoolean("sealwright.slow") ? 10_000_000 : 20_000;
    int run = 4000;
    Poseidon inC = Poseidon.ofArity(arity).in(kernel);
    for (int seed = 0; seed < hashes / run; seed++) {
      long[] nodes = nodes(kernel.form(), arity, run, new SplittableRandom(seed));
      assertThat(hash(inC, nodes))
          .as("seed %d", seed)
          .isEqualTo(hash(Poseidon.ofArity(arity), nodes));
    }
  }

  /**
   * Half of the nodes are such that what is raised first, node and constant, has edges as limbs.
   */
  private static long[] nodes(KernelForm form, int arity, int count, SplittableRandom random) {
    List<BigInteger> initial =
        Schedule.of(Instance.ofArity(arity), form.productBits(), form.rowBits(arity + 1)).initial();
    List<BigInteger> edges = new ArrayList<>(Nodes.EDGES);
    while (edges.size() < 512) {
      edges.add(LimbEdges.draw(random, form.productBits() / form.limbs()));
    }
    long[] nodes = new long[count * arity * Fr.LIMBS];
    for (int i = 0; i < count * arity; i++) {
      BigInteger edge = edges.get(random.nextInt(edges.size()));
      switch (random.nextInt(4)) {
        case 0 -> Fr.store(edge.mod(Fr.MODULUS), nodes, i * Fr.LIMBS);
        case 1 -> {
          BigInteger constant = initial.get(1 + i % arity);
          Fr.store(edge.subtract(constant).mod(Fr.MODULUS), nodes, i * Fr.LIMBS);
        }
        default -> fill(nodes, i * Fr.LIMBS, random);
      }
    }
    return nodes;
  }

  /** An element below 2²⁵⁴, so below the modulus. */
  private static void fill(long[] nodes, int at, SplittableRandom random) {
    for (int limb = 0; limb < Fr.LIMBS; limb++) {
      nodes[at + limb] = random.nextLong();
    }
    nodes[at + Fr.LIMBS - 1] >>>= 2;
  }

  private static long[] hash(Poseidon poseidon, long[] nodes) {
    long[] digests = new long[nodes.length / poseidon.arity()];
    MemorySegment to = MemorySegment.ofArray(digests);
    poseidon.hashRows(MemorySegment.ofArray(nodes), 0, to, 0, digests.length / Fr.LIMBS);
    return digests;
  }
}
