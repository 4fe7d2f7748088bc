package io.sealwright.proofs.poseidon;

import io.sealwright.proofs.field.Fr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Hashes in native code, to which nodes are handed in memory of its own. */
final class KernelBatch implements Batch {
  private final Poseidon.Kernel kernel;
  private final KernelPlan plan;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment nodes;
  private final MemorySegment digests;

  KernelBatch(Poseidon.Kernel kernel, KernelPlan plan) {
    this.kernel = kernel;
    this.plan = plan;
    this.nodes = arena.allocate((long) lanes() * (plan.width() - 1) * Fr.BYTES, Long.BYTES);
    this.digests = arena.allocate((long) lanes() * Fr.BYTES, Long.BYTES);
  }

  @Override
  public int lanes() {
    return kernel.form().lanes();
  }

  @Override
  public void run(long[] nodes, int laneStride, int childStride, long[] digests) {
    MemorySegment.copy(nodes, 0, this.nodes, ValueLayout.JAVA_LONG, 0, nodes.length);
    kernel.hash(plan, this.nodes, laneStride, childStride, this.digests);
    MemorySegment.copy(this.digests, ValueLayout.JAVA_LONG, 0, digests, 0, digests.length);
  }

  @Override
  public void close() {
    arena.close();
  }
}
