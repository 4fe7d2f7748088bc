package io.sealwright.engine.cluster.summary;

import io.sealwright.lotus.json.MinerJson.ShownPartition;
import io.sealwright.lotus.node.MinerFigures.ShownDeadline;
import io.sealwright.lotus.node.ProvingDeadline;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * One deadline of a miner in the current proving period.
 *
 * @param open the epoch its window opens at, or did in this period
 * @param partitions of it that hold sectors
 * @param sectors of them
 * @param proven partitions proven in the window that is open
 */
public record ProvingRow(
    int deadline,
    Epoch open,
    int partitions,
    long sectors,
    long faults,
    long recovering,
    long proven,
    boolean current) {

  /** A partition that has faults. */
  public record Faults(int deadline, int partition, Bitfield sectors) {}

  /** Sums over all deadlines. */
  public record Totals(long live, long faults, long recovering) {}

  /**
   * The deadlines in their order.
   *
   * @param withTerminated whether sectors that were terminated count until they are cleaned away
   */
  public static List<ProvingRow> of(
      ProvingDeadline now,
      List<ShownDeadline> deadlines,
      List<List<ShownPartition>> partitions,
      boolean withTerminated) {
    List<ProvingRow> rows = new ArrayList<>();
    for (int i = 0; i < deadlines.size(); i++) {
      EpochSpan into = new EpochSpan(now.challengeWindow() * i);
      rows.add(
          row(
              i,
              now,
              now.periodStart().plus(into),
              deadlines.get(i),
              partitions.get(i),
              withTerminated));
    }
    return rows;
  }

  private static ProvingRow row(
      int index,
      ProvingDeadline now,
      Epoch open,
      ShownDeadline deadline,
      List<ShownPartition> partitions,
      boolean withTerminated) {
    int filled = 0;
    long sectors = 0;
    long faults = 0;
    long recovering = 0;
    for (ShownPartition partition : partitions) {
      long count = (withTerminated ? partition.all() : partition.live()).count();
      filled += count > 0 ? 1 : 0;
      sectors += count;
      faults += partition.faulty().count();
      recovering += partition.recovering().count();
    }
    return new ProvingRow(
        index,
        open,
        filled,
        sectors,
        faults,
        recovering,
        deadline.posted().count(),
        now.index() == index);
  }

  public static Totals totals(List<List<ShownPartition>> partitions) {
    long live = 0;
    long faults = 0;
    long recovering = 0;
    for (List<ShownPartition> deadline : partitions) {
      for (ShownPartition partition : deadline) {
        live += partition.live().count();
        faults += partition.faulty().count();
        recovering += partition.recovering().count();
      }
    }
    return new Totals(live, faults, recovering);
  }

  /** The partitions with faults, in their order. */
  public static List<Faults> faults(List<List<ShownPartition>> partitions) {
    List<Faults> found = new ArrayList<>();
    for (int deadline = 0; deadline < partitions.size(); deadline++) {
      List<ShownPartition> own = partitions.get(deadline);
      for (int partition = 0; partition < own.size(); partition++) {
        if (!own.get(partition).faulty().isEmpty()) {
          found.add(new Faults(deadline, partition, own.get(partition).faulty()));
        }
      }
    }
    return found;
  }
}
