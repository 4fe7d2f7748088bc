package io.sealwright.bench;

import io.sealwright.proofs.tree.NodeHash;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds a pair of nodes of a tree over data, in runs of {@link #COUNT}. The first has vector
 * lanes where the machine has sixteen, the second is the platform's SHA-256 alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class HashBench {
  static final int COUNT = 1 << 14;

  private final MemorySegment children = MemorySegment.ofArray(new byte[COUNT * 64]);
  private final MemorySegment parents = MemorySegment.ofArray(new byte[COUNT * 32]);

  @Benchmark
  @Fork(value = 1, jvmArgs = "--add-modules=jdk.incubator.vector")
  @OperationsPerInvocation(COUNT)
  public MemorySegment pairsInLanes() {
    return hash();
  }

  @Benchmark
  @Fork(1)
  @OperationsPerInvocation(COUNT)
  public MemorySegment pairsOneByOne() {
    return hash();
  }

  private MemorySegment hash() {
    NodeHash.sha254().hashRows(children, 0, parents, 0, COUNT);
    return parents;
  }
}
