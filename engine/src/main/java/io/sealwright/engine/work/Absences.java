package io.sealwright.engine.work;

import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.WaitingTask;
import io.sealwright.engine.store.PathTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * For how long no host has seen a path, as far as somebody has watched. What passes while nobody
 * does, as the miner or its database is down, does not count: the workers may have looked, or may
 * not have had anybody to tell.
 */
final class Absences {
  /** The most that counts between two looks: who looks less often was not there in between. */
  static final Duration LONGEST_STEP = Duration.ofMinutes(1);

  private final Map<StoragePath.Id, Absence> absences = new HashMap<>();
  private Optional<Instant> before = Optional.empty();

  /**
   * How long a path has not been seen.
   *
   * @param sights the looks at it that were well, by host; a new one ends the absence, whatever the
   *     clock of its host says
   */
  private record Absence(Map<Object, Instant> sights, Duration length) {}

  /** Notes what hosts have seen until now. */
  void note(List<PathTable.Stored> paths, Collection<WaitingTask> waiting, Instant now) {
    Duration passed = before.map(last -> passed(last, now)).orElse(Duration.ZERO);
    before = Optional.of(now);
    Map<StoragePath.Id, Map<Object, Instant>> sights = new HashMap<>();
    waiting.forEach(task -> task.inputs().forEach(path -> sights.put(path, Map.of())));
    paths.forEach(path -> sights.put(path.mount().id(), sights(path)));
    absences.keySet().retainAll(sights.keySet());
    sights.forEach((path, seen) ->
        absences.merge(
            path,
            new Absence(seen, Duration.ZERO),
            (absence, sight) ->
                absence.sights.entrySet().containsAll(seen.entrySet())
                    ? new Absence(seen, absence.length.plus(passed))
                    : sight));
  }

  /** What counts of the time between two looks. */
  static Duration passed(Instant last, Instant now) {
    Duration passed = Duration.between(last, now);
    if (passed.isNegative()) {
      return Duration.ZERO;
    }
    return passed.compareTo(LONGEST_STEP) < 0 ? passed : LONGEST_STEP;
  }

  private static Map<Object, Instant> sights(PathTable.Stored path) {
    Map<Object, Instant> sights = new HashMap<>();
    path.hosts()
        .forEach((host, seen) -> {
          if (seen.error().isEmpty()) {
            sights.put(host, seen.checked());
          }
        });
    return sights;
  }

  /** Tasks that go on with files on a path that nobody has seen for so long. */
  List<WaitingTask> lost(Collection<WaitingTask> waiting, Duration patience) {
    Set<StoragePath.Id> lost = new HashSet<>();
    absences.forEach((path, absence) -> {
      if (absence.length.compareTo(patience) > 0) {
        lost.add(path);
      }
    });
    return waiting.stream()
        .filter(task -> task.inputs().stream().anyMatch(lost::contains))
        .toList();
  }
}
