package io.sealwright.engine.work;

import io.sealwright.engine.schedule.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** For how long types of tasks have stood still, as far as somebody has watched. */
final class Stalls {
  /** What is shorter is told nobody: a worker that is started again, a path that comes back. */
  private static final Duration LEAST = Duration.ofMinutes(5);

  private final Map<Kind, Duration> lengths = new HashMap<>();
  private Optional<Instant> before = Optional.empty();

  /** What lasts: a pause that is lifted gives the next cause as much time. */
  private record Kind(TaskType type, boolean byOperator) {
    static Kind of(Stall stall) {
      return new Kind(stall.type(), stall.byOperator());
    }
  }

  /** Notes what stands still now; what has done so for long. */
  List<Stall> note(List<Stall> now, Instant at) {
    Duration passed = before.map(last -> Absences.passed(last, at)).orElse(Duration.ZERO);
    before = Optional.of(at);
    Set<Kind> kinds = now.stream().map(Kind::of).collect(Collectors.toSet());
    lengths.keySet().retainAll(kinds);
    kinds.forEach(kind -> lengths.merge(kind, Duration.ZERO, (length, _) -> length.plus(passed)));
    return now.stream()
        .filter(stall -> lengths.getOrDefault(Kind.of(stall), Duration.ZERO).compareTo(LEAST) >= 0)
        .toList();
  }
}
