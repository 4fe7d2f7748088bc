package io.sealwright.proofs.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.poseidon.KernelForm;
import io.sealwright.proofs.poseidon.KernelPlan;
import io.sealwright.proofs.poseidon.Poseidon;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hashes preimages side by side: sixteen with IFMA, eight with AVX2. Beside it in C: {@code
 * poseidon_kernel.c} and {@code poseidon_avx2.c}.
 */
public final class PoseidonKernel implements Poseidon.Kernel {
  /** Those of columns and trees. */
  static final Set<Integer> ARITIES = Set.of(2, 8, 11);

  private final KernelForm form;
  private final MethodHandle hash;
  private final Map<Integer, Poseidon> ofArity = new ConcurrentHashMap<>();

  PoseidonKernel(NativeLibrary library, KernelForm form) {
    this.form = form;
    String name =
        switch (form) {
          case IFMA -> "kernel_poseidon";
          case AVX2 -> "kernel_poseidon_avx2";
        };
    this.hash =
        library.function(
            name,
            FunctionDescriptor.ofVoid(
                JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS));
  }

  /** The hash of that many children; in this kernel, unless it has none for them. */
  Poseidon ofArity(int arity) {
    Poseidon inJava = Poseidon.ofArity(arity);
    return ARITIES.contains(arity) ? ofArity.computeIfAbsent(arity, _ -> inJava.in(this)) : inJava;
  }

  @Override
  public KernelForm form() {
    return form;
  }

  @Override
  public void hash(
      KernelPlan plan,
      MemorySegment nodes,
      int laneStride,
      int childStride,
      MemorySegment digests) {
    boolean suits = plan.form() == form && ARITIES.contains(plan.width() - 1);
    if (!suits || laneStride < 0 || childStride < 0) {
      throw new IllegalArgumentException(
          "%s, strides %d and %d".formatted(plan, laneStride, childStride));
    }
    long lastNode = (form.lanes() - 1L) * laneStride + (plan.width() - 2L) * childStride;
    KernelMemory.requireWords("nodes", nodes, (lastNode + 1) * Fr.BYTES);
    KernelMemory.requireWords("digests", digests, (long) form.lanes() * Fr.BYTES);
    KernelMemory.requireWritable("digests are", digests);
    call(plan, nodes, (long) laneStride * Fr.LIMBS, (long) childStride * Fr.LIMBS, digests);
  }

  @Override
  public String toString() {
    return form.toString();
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
