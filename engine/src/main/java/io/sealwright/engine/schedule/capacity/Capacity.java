package io.sealwright.engine.schedule.capacity;

import io.sealwright.engine.schedule.TaskType;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a cluster can seal.
 *
 * @param stages in the order a sector passes them
 * @param bottleneck the stage with the lowest rate; of equal ones the first
 */
public record Capacity(List<Stage> stages, Stage bottleneck) {
  private static final double DAY_SECONDS = Duration.ofDays(1).toSeconds();

  /**
   * A type of task in the cluster.
   *
   * @param sectorsPerDay that its slots could do, if nothing else were in the way
   * @param hosts the kinds of host that have a slot for it; none means that it is never done
   * @param use share of its slots that is busy when the bottleneck is at its limit
   */
  public record Stage(TaskType type, double sectorsPerDay, List<String> hosts, double use) {
    public Stage {
      hosts = List.copyOf(hosts);
    }
  }

  public Capacity {
    stages = List.copyOf(stages);
  }

  /** Sectors that come out of the last stage in a day. */
  public double sectorsPerDay() {
    return bottleneck.sectorsPerDay();
  }

  /**
   * The capacity of a cluster.
   *
   * @param durations of the stages a sector passes: of one task, beside as many others as there are
   *     slots
   */
  public static Capacity of(List<HostKind> kinds, Map<TaskType, Duration> durations) {
    List<TaskType> types = durations.keySet().stream().sorted().toList();
    double least =
        types.stream()
            .mapToDouble(type -> rate(kinds, type, durations))
            .min()
            .orElseThrow(() -> new IllegalArgumentException("a sector passes some stage"));
    List<Stage> stages = types.stream().map(type -> stage(kinds, type, durations, least)).toList();
    return new Capacity(
        stages,
        stages.stream().min(Comparator.comparingDouble(Stage::sectorsPerDay)).orElseThrow());
  }

  /**
   * How many hosts of the one kind keep one host of the other busy: 9.0 where the runbook has one
   * C2 host for nine P1 hosts. How many hosts there are does not matter.
   */
  public static double hostsFeedingOne(
      HostKind feeding, HostKind fed, Map<TaskType, Duration> durations) {
    return rateOfOne(fed, durations) / rateOfOne(feeding, durations);
  }

  private static Stage stage(
      List<HostKind> kinds, TaskType type, Map<TaskType, Duration> durations, double least) {
    double rate = rate(kinds, type, durations);
    List<String> hosts =
        kinds.stream()
            .filter(kind -> kind.hosts() > 0 && kind.slots().take(type))
            .map(HostKind::name)
            .toList();
    return new Stage(type, rate, hosts, rate == 0 ? 0 : least / rate);
  }

  private static double rate(
      List<HostKind> kinds, TaskType type, Map<TaskType, Duration> durations) {
    return kinds.stream()
        .mapToDouble(kind -> kind.hosts() * rateOfOne(kind, type, durations))
        .sum();
  }

  /** Of one host, the lowest of the stages it has slots for. */
  private static double rateOfOne(HostKind kind, Map<TaskType, Duration> durations) {
    return durations.keySet().stream()
        .filter(kind.slots()::take)
        .mapToDouble(type -> rateOfOne(kind, type, durations))
        .min()
        .orElseThrow(() -> new IllegalArgumentException(kind.name() + " has slots for no stage"));
  }

  private static double rateOfOne(HostKind kind, TaskType type, Map<TaskType, Duration> durations) {
    Duration duration = durations.getOrDefault(type, Duration.ZERO);
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(type + " takes no time");
    }
    return kind.slots().of(type) * DAY_SECONDS * 1e9 / duration.toNanos();
  }
}
