package io.sealwright.engine.recovery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/** Adds up what the stages of one sector take. */
final class Stopwatch {
  private final InstantSource clock;
  private final Map<Stage, Duration> times = new EnumMap<>(Stage.class);

  Stopwatch(InstantSource clock) {
    this.clock = clock;
  }

  /** Runs until it is closed. */
  interface Running extends AutoCloseable {
    @Override
    void close();
  }

  Running start(Stage stage) {
    Instant begin = clock.instant();
    return () -> times.merge(stage, Duration.between(begin, clock.instant()), Duration::plus);
  }

  Map<Stage, Duration> times() {
    return Map.copyOf(times);
  }
}
