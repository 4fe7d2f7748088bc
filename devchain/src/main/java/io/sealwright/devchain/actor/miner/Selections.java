package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.actor.miner.state.MinerTerms;
import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.SectorSelections;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Deadline;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The sectors a message names, by deadline and partition; named twice counts once.
 *
 * @param byDeadline sets of sectors by partition, by deadline
 */
record Selections(NavigableMap<Long, NavigableMap<Long, Bitfield>> byDeadline) {

  /** The selections of a message, unless there are more than one may hold. */
  static Selections of(MinerCall call) throws Abort {
    SectorSelections params = call.params(MethodCbor.SECTOR_SELECTIONS);
    NavigableMap<Long, NavigableMap<Long, Bitfield>> byDeadline = new TreeMap<>();
    for (SectorSelections.Selection selection : params.selections()) {
      requireDeadline(selection.deadline());
      byDeadline
          .computeIfAbsent(selection.deadline(), _ -> new TreeMap<>())
          .merge(selection.partition(), selection.sectors(), Bitfield::union);
    }
    Selections selections = new Selections(byDeadline);
    Refusal.ARGUMENT.unless(
        selections.partitions() <= MinerTerms.MOST_PARTITIONS,
        "too many partitions %d, max %d",
        selections.partitions(),
        MinerTerms.MOST_PARTITIONS);
    Refusal.ARGUMENT.unless(
        selections.sectors() <= MinerTerms.MOST_SECTORS,
        "too many sectors %d, max %d",
        selections.sectors(),
        MinerTerms.MOST_SECTORS);
    return selections;
  }

  static void requireDeadline(long index) throws Abort {
    Refusal.ARGUMENT.unless(
        index >= 0 && index < Deadline.PER_PERIOD,
        "invalid deadline %s of %d",
        Long.toUnsignedString(index),
        Deadline.PER_PERIOD);
  }

  private long partitions() {
    return byDeadline.values().stream().mapToLong(NavigableMap::size).sum();
  }

  private long sectors() {
    return byDeadline.values().stream()
        .flatMap(partitions -> partitions.values().stream())
        .mapToLong(Bitfield::count)
        .sum();
  }
}
