package io.sealwright.proofs.poseidon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel beside Java's lanes, on the same random nodes and on those where carries are. */
final class KernelBatchTest {
  private static final int LIMBS = 5;
  private static final int LIMB_BITS = 52;
  private static final BigInteger LIMB = BigInteger.ONE.shiftLeft(LIMB_BITS);

  /** What a limb may be: nothing, little, one bit, all but one, all. */
  private static final List<BigInteger> LIMB_EDGES =
      List.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          LIMB.shiftRight(1),
          LIMB.subtract(BigInteger.TWO),
          LIMB.subtract(BigInteger.ONE));

  static IntStream arities() {
    return Kernels.found().poseidon().kernel().isPresent()
        ? IntStream.of(2, 8, 11)
        : IntStream.empty();
  }

  /** {@code sealwright.slow}: ten million of each arity. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("arities")
  void agreesWithJava(int arity) {
    int hashes = Boolean.getBoolean("sealwright.slow") ? 10_000_000 : 20_000;
    int run = 4000;
    for (int seed = 0; seed < hashes / run; seed++) {
      long[] nodes = nodes(arity, run, new SplittableRandom(seed));
      assertThat(hash(Kernels.found().poseidon(arity), nodes))
          .as("seed %d", seed)
          .isEqualTo(hash(Poseidon.ofArity(arity), nodes));
    }
  }

  /**
   * Half of the nodes are such that what is raised first, node and constant, has edges as limbs.
   */
  private static long[] nodes(int arity, int count, SplittableRandom random) {
    List<BigInteger> initial = Schedule.of(Instance.ofArity(arity), 260, 52).initial();
    List<BigInteger> edges = new ArrayList<>(Nodes.EDGES);
    while (edges.size() < 512) {
      edges.add(edge(random));
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

  private static BigInteger edge(SplittableRandom random) {
    BigInteger value = BigInteger.ZERO;
    for (int k = 0; k < LIMBS; k++) {
      BigInteger limb = LIMB_EDGES.get(random.nextInt(LIMB_EDGES.size()));
      value = value.add(limb.shiftLeft(k * LIMB_BITS));
    }
    return value;
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
