package io.sealwright.app.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the tasks of a sector took, by what the logs of its workers say of their beginning and end.
 *
 * @param times of the phases that are done; of one that was done twice the later time
 */
record Phases(Map<Phase, Duration> times) {
  /** The phases of a sector in their order, with the names of their tasks. */
  enum Phase {
    PC1("P1"),
    PC2("P2"),
    C1("C1"),
    C2("C2"),
    FIN("FIN");

    private final String shown;

    Phase(String shown) {
      this.shown = shown;
    }
  }

  private static final Pattern LINE =
      Pattern.compile("(\\S+) INFO +\\S*WorkerTasks (\\w+) of (\\S+) (begins|is done)");

  /**
   * Reads lines of logs.
   *
   * @param sector as logs write it
   */
  static Phases of(Collection<String> lines, String sector) {
    Map<Phase, Instant> begun = new HashMap<>();
    Map<Phase, Duration> times = new HashMap<>();
    for (String text : lines) {
      Matcher line = LINE.matcher(text);
      if (line.matches() && line.group(3).equals(sector)) {
        Instant at = Instant.parse(line.group(1));
        phase(line.group(2))
            .ifPresent(phase -> {
              if (line.group(4).equals("begins")) {
                begun.put(phase, at);
              } else {
                Optional.ofNullable(begun.get(phase))
                    .ifPresent(start -> times.put(phase, Duration.between(start, at)));
              }
            });
      }
    }
    return new Phases(times);
  }

  private static Optional<Phase> phase(String task) {
    return Stream.of(Phase.values()).filter(phase -> phase.name().equals(task)).findFirst();
  }

  /**
   * Such as {@code P1 0.12 s, P2 0.30 s}; a word in place of the time of a C2 that made nothing.
   */
  String text(Optional<String> insteadOfC2) {
    return Stream.of(Phase.values())
        .filter(times::containsKey)
        .map(phase ->
            phase == Phase.C2 && insteadOfC2.isPresent()
                ? phase.shown + " " + insteadOfC2.get()
                : String.format(
                    Locale.ROOT,
                    "%s %.2f s",
                    phase.shown,
                    times.getOrDefault(phase, Duration.ZERO).toMillis() / 1000.0))
        .collect(Collectors.joining(", "));
  }
}
