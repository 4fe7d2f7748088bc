package io.sealwright.devchain.actor.miner.state;

import io.sealwright.devchain.vm.Abort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Which deadline each new sector goes to.
 *
 * <p>One after another, each to the deadline that comes first: with the fewest partitions if it
 * were compacted, then as it is, then one whose last partition has room, then the fullest of
 * those, then the one with the fewest live sectors, then the first. So partitions fill up before new
 * ones begin, and those spread evenly.
 */
final class DeadlineAssignment {
  private final long perPartition;
  private final PriorityQueue<Load> loads;

  DeadlineAssignment(long perPartition, Collection<Load> candidates) {
    this.perPartition = perPartition;
    this.loads = new PriorityQueue<>(order(perPartition));
    loads.addAll(candidates);
  }

  /** How many sectors a deadline has, live and in all. */
  record Load(int deadline, long live, long total) {}

  /** The deadline of each of so many sectors, in order. */
  List<Integer> assign(int sectors) throws Abort {
    List<Integer> assigned = new ArrayList<>();
    for (int i = 0; i < sectors; i++) {
      Load load = loads.poll();
      if (load == null || load.total >= perPartition * MinerTerms.MOST_PARTITIONS) {
        throw Refusal.STATE.because(
            "all deadlines have reached %d partitions", MinerTerms.MOST_PARTITIONS);
      }
      assigned.add(load.deadline);
      loads.add(new Load(load.deadline, load.live + 1, load.total + 1));
    }
    return assigned;
  }

  private static Comparator<Load> order(long perPartition) {
    return Comparator.<Load>comparingLong(load -> load.live / perPartition)
        .thenComparingLong(load -> load.total / perPartition)
        .thenComparing(load -> load.total % perPartition == 0)
        .thenComparingLong(load -> load.total % perPartition == 0 ? 0 : -load.total)
        .thenComparingLong(Load::live)
        .thenComparingInt(Load::deadline);
  }
}
