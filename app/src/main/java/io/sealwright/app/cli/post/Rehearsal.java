package io.sealwright.app.cli.post;

import io.sealwright.proofs.window.BadSector;
import io.sealwright.proofs.window.PostOrder;
import io.sealwright.proofs.window.PostResult;
import io.sealwright.proofs.window.PostResult.Outcome;
import io.sealwright.proofs.window.SectorReading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a rehearsal showed, and what it says of the deadline.
 *
 * @param sectors that were asked for
 * @param bad those among them that would be faulty
 * @param took all of it, looking for the sectors included
 * @param deadline what there is
 */
record Rehearsal(
    PostOrder order,
    PostResult result,
    int sectors,
    List<BadSector> bad,
    Duration took,
    Duration deadline) {
  private static final double HUNDRED = 100;

  /** How it went. */
  enum Verdict {
    IN_TIME,
    /** In time, but without all sectors. */
    BAD_SECTORS,
    /** In time, but without any sector. */
    NO_SECTOR,
    /** What was made as a proof does not verify. */
    NOT_VALID,
    LATE
  }

  /** The reading of the sectors on one storage path. */
  record OnPath(Path storage, int sectors, Duration mean, SectorReading slowest) {}

  Verdict verdict() {
    if (result.outcome() instanceof Outcome.OutOfTime || took.compareTo(deadline) > 0) {
      return Verdict.LATE;
    }
    if (result.outcome() instanceof Outcome.NotValid) {
      return Verdict.NOT_VALID;
    }
    if (bad.isEmpty()) {
      return Verdict.IN_TIME;
    }
    return bad.size() < sectors ? Verdict.BAD_SECTORS : Verdict.NO_SECTOR;
  }

  /** How much of the deadline is used, in percent. */
  double share() {
    return HUNDRED * took.toMillis() / Math.max(1, deadline.toMillis());
  }

  /** The storage paths, that with the slowest sector first. */
  List<OnPath> paths() {
    Map<Path, OnPath> paths = new LinkedHashMap<>();
    for (SectorReading reading : result.readings()) { // The slowest come first.
      paths.merge(
          reading.storage(),
          new OnPath(reading.storage(), 1, reading.took(), reading),
          (all, one) ->
              new OnPath(
                  all.storage,
                  all.sectors + 1,
                  all.mean.multipliedBy(all.sectors).plus(one.mean).dividedBy(all.sectors + 1),
                  all.slowest));
    }
    return List.copyOf(paths.values());
  }
}
