package io.sealwright.proofs.poseidon;

import static io.sealwright.proofs.poseidon.LaneField.COLUMNS;
import static io.sealwright.proofs.poseidon.LaneField.LANES;
import static io.sealwright.proofs.poseidon.LaneField.LIMBS;
import static io.sealwright.proofs.poseidon.LaneField.LIMB_BITS;
import static io.sealwright.proofs.poseidon.LaneField.MASK;
import static io.sealwright.proofs.poseidon.LaneField.SIZE;

import io.sealwright.proofs.field.Fr;
import java.math.BigInteger;
import java.util.List;

/**
 * Hashes side by side in the lanes of vectors, two vectors in turn.
 *
 * <p>The steps of one hash wait for each other. With two independent <em>groups</em> of lanes taken
 * in turn at every step, the processor begins the second while the first still runs.
 */
final class LaneBatch implements Batch {
  private static final int GROUPS = 2;
  private static final long[] NOTHING = {};

  /** A schedule in limbs of 29 bits, shared by all threads. */
  static final class Plan {
    private final Instance instance;
    private final LaneMatrix matrix;
    private final long[] initial;
    private final long[][] added;
    private final long[] kappas;
    private final long[] last;

    Plan(Instance instance) {
      int rowBits = LaneMatrix.rowBits(instance.width());
      Schedule schedule = Schedule.of(instance, LaneField.PRODUCT_BITS, rowBits);
      this.instance = instance;
      this.matrix = LaneMatrix.of(instance.width(), schedule.entries());
      this.initial = spread(schedule.initial());
      this.added = schedule.added().stream().map(Plan::limbs).toArray(long[][]::new);
      this.kappas = spread(schedule.kappas());
      this.last = spread(List.of(schedule.last()));
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
      long[] limbs = limbs(values);
      long[] spread = new long[limbs.length * LANES];
      for (int i = 0; i < spread.length; i++) {
        spread[i] = limbs[i / LANES];
      }
      return spread;
    }
  }

  private final Plan plan;
  private final int width;

  /** Length of a group's state. */
  private final int pitch;

  private long[] state;
  private long[] mixed;
  private final long[] power = new long[GROUPS * SIZE];
  private final long[] scaled = new long[GROUPS * SIZE];
  private final long[] columns = new long[GROUPS * COLUMNS];

  LaneBatch(Plan plan) {
    this.plan = plan;
    this.width = plan.instance.width();
    this.pitch = width * SIZE;
    this.state = new long[GROUPS * pitch];
    this.mixed = new long[GROUPS * pitch];
  }

  @Override
  public int lanes() {
    return GROUPS * LANES;
  }

  @Override
  public void run(long[] nodes, int laneStride, int childStride, long[] digests) {
    for (int group = 0; group < GROUPS; group++) {
      System.arraycopy(plan.initial, 0, state, group * pitch, SIZE);
    }
    for (int child = 0; child < width - 1; child++) {
      for (int lane = 0; lane < lanes(); lane++) {
        take(nodes, (lane * laneStride + child * childStride) * Fr.LIMBS, child + 1, lane);
      }
      raise(child + 1);
    }
    for (int round = 1; round < plan.instance.rounds(); round++) {
      mix(plan.added[round - 1]);
      if (plan.instance.isPartial(round)) {
        raiseFirst((round - Instance.HALF) * SIZE);
      } else {
        for (int i = 0; i < width; i++) {
          raise(i);
        }
      }
    }
    row(1, NOTHING);
    for (int group = 0; group < GROUPS; group++) {
      int digest = group * pitch + SIZE;
      LaneField.multiply(power, group * SIZE, mixed, digest, plan.last, 0);
    }
    for (int lane = 0; lane < lanes(); lane++) {
      give(lane, digests);
    }
  }

  /** Splits a node into limbs, with the constants of the first round added, as element i. */
  private void take(long[] nodes, int n, int i, int lane) {
    int at = lane / LANES * pitch + i * SIZE + lane % LANES;
    int k = i * SIZE;
    long l0 = nodes[n];
    long l1 = nodes[n + 1];
    long l2 = nodes[n + 2];
    long l3 = nodes[n + 3];
    long carry = put(at, k, l0 & MASK);
    carry = put(at + LANES, k + LANES, (l0 >>> 29 & MASK) + carry);
    carry = put(at + 2 * LANES, k + 2 * LANES, ((l0 >>> 58 | l1 << 6) & MASK) + carry);
    carry = put(at + 3 * LANES, k + 3 * LANES, (l1 >>> 23 & MASK) + carry);
    carry = put(at + 4 * LANES, k + 4 * LANES, ((l1 >>> 52 | l2 << 12) & MASK) + carry);
    carry = put(at + 5 * LANES, k + 5 * LANES, (l2 >>> 17 & MASK) + carry);
    carry = put(at + 6 * LANES, k + 6 * LANES, ((l2 >>> 46 | l3 << 18) & MASK) + carry);
    carry = put(at + 7 * LANES, k + 7 * LANES, (l3 >>> 11 & MASK) + carry);
    put(at + 8 * LANES, k + 8 * LANES, (l3 >>> 40) + carry);
  }

  /** Stores a limb plus constant k, and returns the carry. */
  private long put(int at, int k, long limb) {
    long sum = limb + plan.initial[k];
    state[at] = sum & MASK;
    return sum >>> LIMB_BITS;
  }

  /** Joins the limbs of a lane's digest, fully reduced. */
  private void give(int lane, long[] digests) {
    int at = lane / LANES * SIZE + lane % LANES;
    long l2 = power[at + 2 * LANES];
    long l4 = power[at + 4 * LANES];
    long l6 = power[at + 6 * LANES];
    Fr.storeReduced(
        digests,
        lane * Fr.LIMBS,
        power[at] | power[at + LANES] << 29 | l2 << 58,
        l2 >>> 6 | power[at + 3 * LANES] << 23 | l4 << 52,
        l4 >>> 12 | power[at + 5 * LANES] << 17 | l6 << 46,
        l6 >>> 18 | power[at + 7 * LANES] << 11 | power[at + 8 * LANES] << 40);
  }

  /** Replaces element i by its fifth power. */
  private void raise(int i) {
    int at = i * SIZE;
    square(state, at, pitch);
    square(power, 0, SIZE);
    for (int group = 0; group < GROUPS; group++) {
      int element = at + group * pitch;
      LaneField.multiply(state, element, power, group * SIZE, state, element);
    }
  }

  /** Replaces the first element by its fifth power times a factor, on which no square waits. */
  private void raiseFirst(int kappa) {
    square(state, 0, pitch);
    for (int group = 0; group < GROUPS; group++) {
      LaneField.multiply(scaled, group * SIZE, state, group * pitch, plan.kappas, kappa);
    }
    square(power, 0, SIZE);
    for (int group = 0; group < GROUPS; group++) {
      int at = group * SIZE;
      LaneField.multiply(state, group * pitch, power, at, scaled, at);
    }
  }

  /** Sets {@code power} to the squares of one element of each group. */
  private void square(long[] x, int i, int groupPitch) {
    for (int group = 0; group < GROUPS; group++) {
      LaneField.squareColumns(columns, group * COLUMNS, x, i + group * groupPitch);
    }
    for (int group = 0; group < GROUPS; group++) {
      LaneField.reduceColumns(power, group * SIZE, columns, group * COLUMNS);
    }
  }

  private void mix(long[] added) {
    for (int i = 0; i < width; i++) {
      row(i, added);
    }
    long[] swap = state;
    state = mixed;
    mixed = swap;
  }

  private void row(int i, long[] added) {
    for (int group = 0; group < GROUPS; group++) {
      int at = group * pitch;
      plan.matrix.row(i, added, state, at, mixed, at + i * SIZE);
    }
  }
}
