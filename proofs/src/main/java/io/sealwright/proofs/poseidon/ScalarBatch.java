package io.sealwright.proofs.poseidon;

import static io.sealwright.proofs.field.Fr.LIMBS;

import io.sealwright.proofs.field.Fr;
import java.math.BigInteger;
import java.util.List;

/**
 * One hash at a time in 64-bit arithmetic, for machines or starts without the Vector API.
 *
 * <p>No value is fully reduced before the end. With r = 0.453·2²⁵⁶ and a product below {@code
 * x·y·2⁻²⁵⁶ + r}: an element below 1.01·r has a square below 1.47·r, a fourth power below 1.98·r, a
 * fifth below 1.91·r, that times κ below 1.87·r. A row below 2⁴⁷·1.91·r, divided by 2⁶⁴, is below
 * 1.01·r again.
 */
final class ScalarBatch implements Batch {
  private static final int PRODUCT_BITS = 256;
  private static final int ROW_BITS = 64;

  /** A schedule in limbs of 64 bits, shared by all threads. */
  static final class Plan {
    private final Instance instance;
    private final long[] entries;
    private final long[] initial;
    private final long[][] added;
    private final long[] kappas;
    private final long[] last;

    Plan(Instance instance) {
      Schedule schedule = Schedule.of(instance, PRODUCT_BITS, ROW_BITS);
      this.instance = instance;
      this.entries = schedule.entries().stream().mapToLong(BigInteger::longValueExact).toArray();
      this.initial = limbs(schedule.initial());
      this.added = schedule.added().stream().map(Plan::limbs).toArray(long[][]::new);
      this.kappas = limbs(schedule.kappas());
      this.last = limbs(List.of(schedule.last()));
    }

    private static long[] limbs(List<BigInteger> values) {
      long[] limbs = new long[values.size() * LIMBS];
      for (int i = 0; i < values.size(); i++) {
        Fr.store(values.get(i), limbs, i * LIMBS);
      }
      return limbs;
    }
  }

  private static final long[] NOTHING = new long[LIMBS];

  private final Plan plan;
  private final int width;
  private long[] state;
  private long[] mixed;
  private final long[] power = new long[LIMBS];

  ScalarBatch(Plan plan) {
    this.plan = plan;
    this.width = plan.instance.width();
    this.state = new long[width * LIMBS];
    this.mixed = new long[width * LIMBS];
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public void run(long[] nodes, int laneStride, int childStride, long[] digests) {
    System.arraycopy(plan.initial, 0, state, 0, LIMBS);
    for (int i = 1; i < width; i++) {
      int child = (i - 1) * childStride * LIMBS;
      Fr.add(state, i * LIMBS, nodes, child, plan.initial, i * LIMBS);
      raise(i);
    }
    int rounds = plan.instance.rounds();
    for (int round = 1; round < rounds; round++) {
      mix(plan.added[round - 1]);
      if (plan.instance.isPartial(round)) {
        raise(0);
        int kappa = (round - Instance.HALF) * LIMBS;
        Fr.multiplyLazily(state, 0, state, 0, plan.kappas, kappa);
      } else {
        for (int i = 0; i < width; i++) {
          raise(i);
        }
      }
    }
    row(1, NOTHING, 0);
    Fr.multiply(digests, 0, mixed, LIMBS, plan.last, 0);
  }

  /** Replaces element i by its fifth power. */
  private void raise(int i) {
    int at = i * LIMBS;
    Fr.multiplyLazily(power, 0, state, at, state, at);
    Fr.multiplyLazily(power, 0, power, 0, power, 0);
    Fr.multiplyLazily(state, at, power, 0, state, at);
  }

  /** Multiplies the state by the matrix, with constants for all elements or for the first. */
  private void mix(long[] added) {
    for (int i = 0; i < width; i++) {
      boolean constant = i * LIMBS < added.length;
      row(i, constant ? added : NOTHING, constant ? i * LIMBS : 0);
    }
    long[] swap = state;
    state = mixed;
    mixed = swap;
  }

  /** Sets element i of {@code mixed} to (row i of the matrix times state + constant) / 2⁶⁴. */
  private void row(int i, long[] added, int from) {
    long t0 = added[from];
    long t1 = added[from + 1];
    long t2 = added[from + 2];
    long t3 = added[from + 3];
    long t4 = 0;
    for (int j = 0; j < width; j++) {
      long a = plan.entries[i + j];
      int s = j * LIMBS;
      long low = a * state[s];
      t0 += low;
      long c = Math.unsignedMultiplyHigh(a, state[s]) + carry(t0, low);
      low = a * state[s + 1] + c;
      c = Math.unsignedMultiplyHigh(a, state[s + 1]) + carry(low, c);
      t1 += low;
      c += carry(t1, low);
      low = a * state[s + 2] + c;
      c = Math.unsignedMultiplyHigh(a, state[s + 2]) + carry(low, c);
      t2 += low;
      c += carry(t2, low);
      low = a * state[s + 3] + c;
      c = Math.unsignedMultiplyHigh(a, state[s + 3]) + carry(low, c);
      t3 += low;
      t4 += c + carry(t3, low);
    }
    int at = i * LIMBS;
    mixed[at] = t1;
    mixed[at + 1] = t2;
    mixed[at + 2] = t3;
    mixed[at + 3] = t4;
    Fr.divideByWord(mixed, at, t0);
  }

  private static long carry(long sum, long term) {
    return Long.compareUnsigned(sum, term) < 0 ? 1 : 0;
  }
}
