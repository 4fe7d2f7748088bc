package io.sealwright.proofs.poseidon;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Chooses between lanes and 64-bit arithmetic by how many hashes a call has. */
final class JavaBatches implements IntFunction<Batch> {
  private static final String VECTORS = "jdk.incubator.vector";

  /** Vectors of fewer lanes lose against 64-bit arithmetic. */
  private static final int FEWEST_LANES = 4;

  /** A call of fewer hashes does them one by one while vector code is not yet compiled. */
  private static final int FEWEST_WHEN_COLD = 512;

  /** From so many hashes of a call on, lanes that stay empty cost less than hashing one by one. */
  private static final int FEWEST_WHEN_WARM = 4;

  /**
   * Hashes after which vector code is worth its compiling, and soon compiled: who has asked for so
   * many will ask for more, in however small calls.
   */
  private static final int WARM = 1 << 13;

  private final Supplier<Batch> single;
  private final Optional<Supplier<Batch>> wide;
  private final AtomicLong hashed = new AtomicLong();

  JavaBatches(Instance instance) {
    ScalarBatch.Plan plan = new ScalarBatch.Plan(instance);
    this.single = () -> new ScalarBatch(plan);
    this.wide = wide(instance);
  }

  /** Lanes, unless the program was started without the Vector API or the machine has none. */
  private static Optional<Supplier<Batch>> wide(Instance instance) {
    if (!hasVectors() || LaneField.LANES < FEWEST_LANES) {
      return Optional.empty();
    }
    LaneBatch.Plan plan = new LaneBatch.Plan(instance);
    return Optional.of(() -> new LaneBatch(plan));
  }

  static boolean hasVectors() {
    return ModuleLayer.boot().findModule(VECTORS).isPresent();
  }

  @Override
  public Batch apply(int count) {
    if (wide.isEmpty()) {
      return single.get();
    }
    boolean warm = hashed.getPlain() >= WARM;
    if (!warm) {
      hashed.addAndGet(count);
    }
    return count < (warm ? FEWEST_WHEN_WARM : FEWEST_WHEN_COLD) ? single.get() : wide.get().get();
  }
}
