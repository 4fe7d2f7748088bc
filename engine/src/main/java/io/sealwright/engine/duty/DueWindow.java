package io.sealwright.engine.duty;

import io.sealwright.protocol.bitfield.Bitfield;
import java.util.List;
import java.util.Optional;

/**
 * A window with its partitions.
 *
 * @param posted the partitions that are proven in it already
 */
public record DueWindow(Window window, List<DuePartition> partitions, Bitfield posted) {
  public DueWindow {
    partitions = List.copyOf(partitions);
  }

  /** The partitions that must still be proven. */
  public List<DuePartition> unproven() {
    return partitions.stream()
        .filter(partition -> !partition.toProve().isEmpty())
        .filter(partition -> !posted.contains(partition.index()))
        .toList();
  }

  /** All sectors that have not ended. */
  public Bitfield live() {
    return partitions.stream()
        .map(DuePartition::live)
        .reduce(Bitfield.EMPTY, (all, more) -> all.union(more));
  }

  Optional<DuePartition> partition(long index) {
    return partitions.stream().filter(partition -> partition.index() == index).findFirst();
  }
}
