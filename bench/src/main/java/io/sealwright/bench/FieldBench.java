package io.sealwright.bench;

import io.sealwright.proofs.field.Fr;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds an operation of the scalar field in 64-bit arithmetic, and a node of encoding. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FieldBench {
  static final int COUNT = 4096;

  private final long[] x = new long[COUNT * Fr.LIMBS];
  private final long[] y = new long[COUNT * Fr.LIMBS];
  private final long[] out = new long[COUNT * Fr.LIMBS];

  /** Random elements below 2²⁵⁴, so below the modulus. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < x.length; i++) {
      int clear = i % Fr.LIMBS == Fr.LIMBS - 1 ? 2 : 0;
      x[i] = random.nextLong() >>> clear;
      y[i] = random.nextLong() >>> clear;
    }
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public long[] multiply() {
    for (int i = 0; i < x.length; i += Fr.LIMBS) {
      Fr.multiply(out, i, x, i, y, i);
    }
    return out;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public long[] encode() {
    Fr.addNodes(MemorySegment.ofArray(x), MemorySegment.ofArray(y), MemorySegment.ofArray(out));
    return out;
  }
}
