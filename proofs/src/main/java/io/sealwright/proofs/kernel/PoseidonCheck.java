package io.sealwright.proofs.kernel;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.poseidon.Poseidon;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Hashes of each arity, by the kernel and in Java. */
final class PoseidonCheck {
  /** Preimages, each of which some lanes hash, neighbours never the same. */
  private static final int DIFFERENT = 3;

  private PoseidonCheck() {}

  /** Whether each lane of the kernel finds what Java finds. */
  static boolean passes(PoseidonKernel kernel) {
    return PoseidonKernel.ARITIES.stream().allMatch(arity -> passes(kernel, arity));
  }

  private static boolean passes(PoseidonKernel kernel, int arity) {
    long[] preimages = preimages(arity);
    long[] digests = hash(Poseidon.ofArity(arity), preimages);
    long[] found = hash(kernel.ofArity(arity), repeated(preimages, kernel.form().lanes()));
    return Arrays.equals(found, repeated(digests, kernel.form().lanes()));
  }

  private static long[] hash(Poseidon poseidon, long[] children) {
    long[] parents = new long[children.length / poseidon.arity()];
    poseidon.hashRows(
        MemorySegment.ofArray(children),
        0,
        MemorySegment.ofArray(parents),
        0,
        parents.length / Fr.LIMBS);
    return parents;
  }

  /** Anything below 2²⁵⁴, then zeros, then the largest element. */
  private static long[] preimages(int arity) {
    SplittableRandom random = new SplittableRandom(arity);
    BigInteger largest = Fr.MODULUS.subtract(BigInteger.ONE);
    long[] nodes = new long[DIFFERENT * arity * Fr.LIMBS];
    for (int i = 0; i < arity; i++) {
      byte[] bytes = new byte[Fr.BYTES];
      random.nextBytes(bytes);
      Fr.store(new BigInteger(1, bytes).shiftRight(2), nodes, i * Fr.LIMBS);
      Fr.store(largest, nodes, (2 * arity + i) * Fr.LIMBS);
    }
    return nodes;
  }

  /** The elements of the different preimages, or their digests, for each lane. */
  private static long[] repeated(long[] elements, int lanes) {
    int length = elements.length / DIFFERENT;
    long[] result = new long[lanes * length];
    for (int lane = 0; lane < lanes; lane++) {
      System.arraycopy(elements, lane % DIFFERENT * length, result, lane * length, length);
    }
    return result;
  }
}
