package io.sealwright.engine.cluster.work;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A worker as its miner sees it.
 *
 * @param enabled false of one that does not answer, and of one that was switched off: the miner
 *     does not tell which
 * @param ignoresResources given work whatever it has free
 * @param tasks what it takes; absent of a server that does not tell, and while it does not answer
 * @param counts tasks on it by seal proof and kind; {@link TaskType#UNNAMED} for those being
 *     prepared
 * @param needs by kind and seal proof; empty means the server's defaults
 */
public record Worker(
    UUID id,
    String hostname,
    boolean enabled,
    boolean ignoresResources,
    Hardware hardware,
    Use use,
    Optional<Set<TaskType>> tasks,
    Map<Slot, Long> counts,
    Map<Slot, Need> needs) {
  /** By host, then by id. */
  public static final Comparator<Worker> ORDER =
      Comparator.comparing(Worker::hostname).thenComparing(worker -> worker.id().toString());

  /** What the machine has, in bytes, threads and cards; the used memory is the whole machine's. */
  public record Hardware(
      long memory, long memoryUsed, long swap, long swapUsed, long cpus, List<String> gpus) {
    public Hardware {
      gpus = List.copyOf(gpus);
    }
  }

  /** What the miner has counted for the tasks on it. */
  public record Use(long minMemory, long maxMemory, double gpus, long cpus) {}

  /** A kind of task on one size of sector, named by its seal proof. */
  public record Slot(long proof, TaskType task) {}

  public Worker {
    tasks = tasks.map(Set::copyOf);
    counts = Map.copyOf(counts);
    needs = Map.copyOf(needs);
  }

  /** Whether it proves on chain, and seals nothing. */
  public boolean isProving() {
    return tasks
        .filter(set -> !set.isEmpty() && set.stream().allMatch(TaskType::isProving))
        .isPresent();
  }

  /** Tasks on it by kind, of every size of sector; those that count nothing are left out. */
  public Map<TaskType, Long> running() {
    Map<TaskType, Long> running = new TreeMap<>();
    counts.forEach((slot, count) -> {
      if (count > 0) {
        running.merge(slot.task(), count, Long::sum);
      }
    });
    return running;
  }

  /** How many tasks of a kind it takes at a time, if that is limited for any size it works on. */
  public long limit(TaskType task) {
    return counts.keySet().stream()
        .filter(slot -> slot.task().equals(task))
        .map(needs::get)
        .filter(Objects::nonNull)
        .mapToLong(Need::maxConcurrent)
        .max()
        .orElse(0);
  }
}
