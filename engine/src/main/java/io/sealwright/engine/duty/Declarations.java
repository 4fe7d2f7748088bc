package io.sealwright.engine.duty;

import io.sealwright.engine.duty.DutyStep.Declare;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.actor.method.SectorSelections;
import io.sealwright.protocol.actor.method.SectorSelections.Selection;
import io.sealwright.protocol.bitfield.Bitfield;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What looks at a window's files give to declare: as lost, what two of them found lost. */
final class Declarations {
  private Declarations() {}

  /** Faults first: a sector that is lost counts from the next window on, whatever else is back. */
  static List<Declare> of(DueWindow due, List<FileCheck> looks) {
    List<Declare> declared = new ArrayList<>();
    if (looks.size() > 1) {
      Bitfield lost = looks.getFirst().bad().intersect(looks.getLast().bad());
      declare(
          new Purpose.Faults(due.window()),
          MinerMethod.DECLARE_FAULTS,
          selections(due, DuePartition::healthy, lost),
          declared);
    }
    Bitfield told = Bitfield.EMPTY;
    for (int look = 1; look <= looks.size(); look++) {
      Bitfield good = looks.get(look - 1).good();
      declare(
          new Purpose.Recoveries(due.window(), look),
          MinerMethod.DECLARE_FAULTS_RECOVERED,
          selections(due, DuePartition::lost, good.minus(told)),
          declared);
      told = told.union(good);
    }
    return declared;
  }

  private static void declare(
      Purpose purpose, MinerMethod method, List<Selection> selections, List<Declare> declared) {
    if (!selections.isEmpty()) {
      declared.add(new Declare(purpose, method, selections));
    }
  }

  /** What a first look leaves open: what it did not see, and what counts as healthy and is not. */
  static Bitfield doubtful(DueWindow due, FileCheck first) {
    return due.partitions().stream()
        .map(DuePartition::healthy)
        .reduce(Bitfield.EMPTY, (all, more) -> all.union(more))
        .intersect(first.bad())
        .union(first.unseen());
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
