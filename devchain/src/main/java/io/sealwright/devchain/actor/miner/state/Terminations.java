package io.sealwright.devchain.actor.miner.state;

import io.sealwright.protocol.bitfield.Bitfield;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Sectors that ended early, collected from partitions until the limit of one round. */
public final class Terminations {
  private final NavigableMap<Long, Bitfield> sectors = new TreeMap<>();
  private long partitions;
  private long count;

  /** The sectors by the epoch they ended. */
  public NavigableMap<Long, Bitfield> sectors() {
    return sectors;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  boolean isFull() {
    return partitions >= MinerTerms.MOST_PARTITIONS || count >= MinerTerms.MOST_SECTORS;
  }

  long sectorsLeft() {
    return MinerTerms.MOST_SECTORS - count;
  }

  void add(Map<Long, Bitfield> ofPartition) {
    partitions++;
    ofPartition.forEach(
        (epoch, numbers) -> {
          sectors.merge(epoch, numbers, Bitfield::union);
          count += numbers.count();
        });
  }
}
