package io.sealwright.proofs.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.poseidon.KernelPlan;
import io.sealwright.proofs.poseidon.Poseidon;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Hashes sixteen preimages side by side. Beside it in C: {@code poseidon_kernel.c}. */
public final class PoseidonKernel implements Poseidon.Kernel {
  /** Those of columns and trees. */
  static final Set<Integer> ARITIES = Set.of(2, 8, 11);

  private static final int LANES = 16;

  private final MethodHandle hash;
  private final Map<Integer, Poseidon> ofArity = new ConcurrentHashMap<>();

  PoseidonKernel(NativeLibrary library) {
    this.hash =
        library.function(
            "kernel_poseidon",
            FunctionDescriptor.ofVoid(
                JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS));
  }

  /** The hash of that many children; in this kernel, unless it has none for them. */
  Poseidon ofArity(int arity) {
    Poseidon inJava = Poseidon.ofArity(arity);
    return ARITIES.contains(arity) ? ofArity.computeIfAbsent(arity, _ -> inJava.in(this)) : inJava;
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void hash(
      KernelPlan plan,
      MemorySegment nodes,
      int laneStride,
      int childStride,
      MemorySegment digests) {
    if (!ARITIES.contains(plan.width() - 1) || laneStride < 0 || childStride < 0) {
      throw new IllegalArgumentException(
          "width %d, strides %d and %d".formatted(plan.width(), laneStride, childStride));
    }
    long lastNode = (LANES - 1L) * laneStride + (plan.width() - 2L) * childStride;
    KernelMemory.requireWords("nodes", nodes, (lastNode + 1) * Fr.BYTES);
    KernelMemory.requireWords("digests", digests, (long) LANES * Fr.BYTES);
    KernelMemory.requireWritable("digests are", digests);
    call(plan, nodes, (long) laneStride * Fr.LIMBS, (long) childStride * Fr.LIMBS, digests);
  }

  /** Strides in words. */
  private void call(
      KernelPlan plan,
      MemorySegment nodes,
      long laneStride,
      long childStride,
      MemorySegment digests) {
    try {
      hash.invokeExact(
          plan.width(),
          plan.words(),
          plan.partialRounds(),
          nodes,
          laneStride,
          childStride,
          digests);
    } catch (Throwable e) {
      throw NativeLibrary.thrown(e);
    }
  }
}
