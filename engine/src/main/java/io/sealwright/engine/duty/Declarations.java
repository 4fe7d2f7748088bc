package io.sealwright.engine.duty;

import io.sealwright.engine.duty.DutyStep.Declare;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.actor.method.SectorSelections;
import io.sealwright.protocol.actor.method.SectorSelections.Selection;
import io.sealwright.protocol.bitfield.Bitfield;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What looks at a window's files give to declare: as lost, what two of them did not find. */
final class Declarations {
  private Declarations() {}

  /** Faults first: a sector that is lost counts from the next window on, whatever else is back. */
  static List<Declare> of(DueWindow due, List<FileCheck> looks) {
    FileCheck first = looks.getFirst();
    List<Declare> declared = new ArrayList<>();
    List<Selection> faults =
        looks.size() < 2
            ? List.of()
            : selections(due, DuePartition::healthy, first.bad().intersect(looks.getLast().bad()));
    if (!faults.isEmpty()) {
      declared.add(
          new Declare(new Purpose.Faults(due.window()), MinerMethod.DECLARE_FAULTS, faults));
    }
    List<Selection> recoveries = selections(due, DuePartition::lost, first.good());
    if (!recoveries.isEmpty()) {
      declared.add(
          new Declare(
              new Purpose.Recoveries(due.window()),
              MinerMethod.DECLARE_FAULTS_RECOVERED,
              recoveries));
    }
    return declared;
  }

  /** Of the sectors that count as healthy those that a look did not find. */
  static Bitfield lost(DueWindow due, FileCheck look) {
    return due.partitions().stream()
        .map(DuePartition::healthy)
        .reduce(Bitfield.EMPTY, (all, more) -> all.union(more))
        .intersect(look.bad());
  }

  private static List<Selection> selections(
      DueWindow due, Function<DuePartition, Bitfield> of, Bitfield seen) {
    return due.partitions().stream()
        .map(partition ->
            new Selection(
                due.window().index(), partition.index(), of.apply(partition).intersect(seen)))
        .filter(selection -> !selection.sectors().isEmpty())
        .limit(SectorSelections.MOST)
        .toList();
  }
}
