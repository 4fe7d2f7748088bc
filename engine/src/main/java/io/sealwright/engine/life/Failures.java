package io.sealwright.engine.life;

import java.util.EnumMap;
import java.util.Map;

/** How often each step failed in a row; see {@link SectorLog#failures}. */
public record Failures(Map<FailedStep, Integer> counts) {
  public static final Failures NONE = new Failures(Map.of());

  public Failures {
    counts = Map.copyOf(counts);
  }

  public int of(FailedStep step) {
    return counts.getOrDefault(step, 0);
  }

  Failures with(FailedStep step, int count) {
    Map<FailedStep, Integer> changed = new EnumMap<>(FailedStep.class);
    changed.putAll(counts);
    changed.put(step, count);
    return new Failures(changed);
  }
}
