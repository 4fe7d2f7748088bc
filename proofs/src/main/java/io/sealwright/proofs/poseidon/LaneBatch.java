package io.sealwright.proofs.poseidon;

import static io.sealwright.proofs.poseidon.LaneField.LANES;
import static io.sealwright.proofs.poseidon.LaneField.LIMBS;
import static io.sealwright.proofs.poseidon.LaneField.LIMB_BITS;
import static io.sealwright.proofs.poseidon.LaneField.MASK;
import static io.sealwright.proofs.poseidon.LaneField.SIZE;

import io.sealwright.proofs.field.Fr;
import java.math.BigInteger;
import java.util.List;

final class LaneBatch implements Batch {
  record Plan(
      Instance instance,
      int passes,
      int steps,
      long[] entries,
      long[] initial,
      long[][] added,
      long[] kappas,
      long[] last) {
    static Plan of(Instance instance) {
      int bits = BigInteger.valueOf(1).bitLength();
      int passes = instance.width() == 12 ? 2 : 1;
      int steps = instance.width() < 9 ? 1 : 2;
      Schedule schedule = Schedule.of(instance, LaneField.PRODUCT_BITS, steps * LIMB_BITS);
      int pitch = 2 * instance.width() - 1;
      long[] entries = new long[passes * pitch];
      for (int k = 0; k < pitch; k++) {
        long entry = schedule.entries().get(k).longValueExact();
        entries[k] = passes == 1 ? entry : entry & MASK;
        if (passes == 2) {
          entries[pitch + k] = entry >>> LIMB_BITS;
        }
      }
      return new Plan(
          instance,
          passes,
          steps,
          entries,
          spread(schedule.initial()),
          schedule.added().stream().map(Plan::limbs).toArray(long[][]::new),
          spread(schedule.kappas()),
          spread(List.of(schedule.last())));
    }

    private static long[] limbs(List<BigInteger> values) {
      long[] limbs = new long[values.size() * LIMBS];
      for (int i = 0; i < limbs.length; i++) {
        limbs[i] = LaneField.limb(values.get(i / LIMBS), i % LIMBS);
      }
      return limbs;
    }

    /** The same value in each lane. */
    private static long[] spread(List<BigInteger> values) {
      long[] narrow = limbs(values);
      long[] wide = new long[narrow.length * LANES];
      for (int i = 0; i < wide.length; i++) {
        wide[i] = narrow[i / LANES];
      }
      return wide;
    }
  }

  private static final long[] NOTHING = new long[LIMBS];
  private final Plan plan;
  private final int width;
  private long[] state;
  private long[] mixed;
  private final long[] power = new long[SIZE];
  private final long[] factor = new long[SIZE];
  private final long[] columns = new long[2 * SIZE];

  LaneBatch(Plan plan) {
    this.plan = plan;
    this.width = plan.instance.width();
    this.state = new long[width * SIZE];
    this.mixed = new long[width * SIZE];
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void run(long[] nodes, int laneStride, int childStride, long[] digests) {
    System.arraycopy(plan.initial, 0, state, 0, SIZE);
    for (int i = 1; i < width; i++) {
      for (int lane = 0; lane < LANES; lane++) {
        take(nodes, (lane * laneStride + (i - 1) * childStride) * Fr.LIMBS, i * SIZE + lane);
      }
      raise(i);
    }
    for (int round = 1; round < plan.instance.rounds(); round++) {
      mix(plan.added[round - 1]);
      if (plan.instance.isPartial(round)) {
        raiseScaled((round - Instance.HALF) * SIZE);
      } else {
        for (int i = 0; i < width; i++) {
          raise(i);
        }
      }
    }
    row(1, NOTHING, 0);
    LaneField.multiply(power, 0, mixed, SIZE, plan.last, 0);
    for (int lane = 0; lane < LANES; lane++) {
      give(lane, digests, lane * Fr.LIMBS);
    }
  }

  /** Adds constants and splits a node into limbs. */
  private void take(long[] nodes, int n, int at) {
    long l0 = nodes[n];
    long l1 = nodes[n + 1];
    long l2 = nodes[n + 2];
    long l3 = nodes[n + 3];
    long[] k = plan.initial;
    long c = put(at, l0 & MASK, 0);
    c = put(at + LANES, l0 >>> 29 & MASK, c);
    c = put(at + 2 * LANES, (l0 >>> 58 | l1 << 6) & MASK, c);
    c = put(at + 3 * LANES, l1 >>> 23 & MASK, c);
    c = put(at + 4 * LANES, (l1 >>> 52 | l2 << 12) & MASK, c);
    c = put(at + 5 * LANES, l2 >>> 17 & MASK, c);
    c = put(at + 6 * LANES, (l2 >>> 46 | l3 << 18) & MASK, c);
    c = put(at + 7 * LANES, l3 >>> 11 & MASK, c);
    put(at + 8 * LANES, l3 >>> 40, c);
  }

  private long put(int at, long limb, long carry) {
    long sum = limb + plan.initial[at] + carry;
    state[at] = sum & MASK;
    return sum >>> LIMB_BITS;
  }

  private void give(int lane, long[] digests, int d) {
    long l0 = power[lane];
    long l1 = power[lane + LANES];
    long l2 = power[lane + 2 * LANES];
    long l3 = power[lane + 3 * LANES];
    long l4 = power[lane + 4 * LANES];
    long l5 = power[lane + 5 * LANES];
    long l6 = power[lane + 6 * LANES];
    long l7 = power[lane + 7 * LANES];
    long l8 = power[lane + 8 * LANES];
    Fr.storeReduced(
        digests,
        d,
        l0 | l1 << 29 | l2 << 58,
        l2 >>> 6 | l3 << 23 | l4 << 52,
        l4 >>> 12 | l5 << 17 | l6 << 46,
        l6 >>> 18 | l7 << 11 | l8 << 40);
  }

  private void raise(int i) {
    int at = i * SIZE;
    LaneField.squareColumns(columns, state, at);
    LaneField.reduceColumns(power, 0, columns);
    LaneField.squareColumns(columns, power, 0);
    LaneField.reduceColumns(power, 0, columns);
    LaneField.multiply(state, at, power, 0, state, at);
  }

  private void raiseScaled(int kappa) {
    LaneField.multiply(factor, 0, state, 0, plan.kappas, kappa);
    LaneField.squareColumns(columns, state, 0);
    LaneField.reduceColumns(power, 0, columns);
    LaneField.squareColumns(columns, power, 0);
    LaneField.reduceColumns(power, 0, columns);
    LaneField.multiply(state, 0, power, 0, factor, 0);
  }

  private void mix(long[] added) {
    for (int i = 0; i < width; i++) {
      boolean constant = i * LIMBS < added.length;
      row(i, constant ? added : NOTHING, constant ? i * LIMBS : 0);
    }
    long[] swap = state;
    state = mixed;
    mixed = swap;
  }

  private void row(int i, long[] added, int at) {
    LaneField.row(
        mixed,
        i * SIZE,
        plan.entries,
        i,
        state,
        width,
        plan.passes,
        plan.steps,
        2 * width - 1,
        added,
        at);
  }
}
