package io.sealwright.bench;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.poseidon.Poseidon;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds a Poseidon hash in runs of {@link #COUNT}. Add {@code -jvmArgs
 * "--add-modules=jdk.incubator.vector -XX:UseAVX=2"} to see vectors of 256 bits, and leave the
 * module out to see 64-bit arithmetic.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "--add-modules=jdk.incubator.vector")
public class PoseidonBench {
  static final int COUNT = 4096;

  @Param({"2", "8", "11"})
  int arity;

  private byte[] children = {};
  private byte[] parents = {};

  /** Random nodes below 2²⁵⁴, so below the modulus. */
  @Setup
  public void fill() {
    children = new byte[COUNT * arity * Fr.BYTES];
    parents = new byte[COUNT * Fr.BYTES];
    new SplittableRandom(arity).nextBytes(children);
    for (int last = Fr.BYTES - 1; last < children.length; last += Fr.BYTES) {
      children[last] &= 0x3f;
    }
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public byte[] rows() {
    MemorySegment from = MemorySegment.ofArray(children);
    Poseidon.ofArity(arity).hashRows(from, 0, MemorySegment.ofArray(parents), 0, COUNT);
    return parents;
  }
}
