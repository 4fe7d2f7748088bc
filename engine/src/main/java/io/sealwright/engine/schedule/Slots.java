package io.sealwright.engine.schedule;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many tasks of each type a worker runs at a time. A type without a slot it does not take. */
public record Slots(Map<TaskType, Integer> byType) {
  /**
   * A sealing host: 14 P1, one AP, one P2, as the runbook has it. Of C1, FIN and GET, which the
   * runbook does not count and which are short, one each.
   */
  public static final Slots SEALING =
      new Slots(
          Map.of(
              TaskType.PC1, 14,
              TaskType.AP, 1,
              TaskType.PC2, 1,
              TaskType.C1, 1,
              TaskType.FIN, 1,
              TaskType.GET, 1));

  /** A C2 host: four proofs at a time, as the runbook has it. */
  public static final Slots COMMITTING = new Slots(Map.of(TaskType.C2, 4));

  public Slots {
    byType = Map.copyOf(byType);
    if (byType.values().stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("slots are not negative: " + new TreeMap<>(byType));
    }
  }

  public int of(TaskType type) {
    return byType.getOrDefault(type, 0);
  }

  public boolean take(TaskType type) {
    return of(type) > 0;
  }

  /** The types that have a slot. */
  public Set<TaskType> types() {
    return byType.keySet().stream().filter(this::take).collect(Collectors.toUnmodifiableSet());
  }
}
