package io.sealwright.lotus.cluster;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A worker as its miner sees it.
 *
 * @param tasks those it takes; absent while it does not answer, and from old miners
 * @param enabled false also while it does not answer
 * @param taskCounts by seal proof number, a colon and the task; without a task those prepared
 */
public record WorkerStats(
    Machine machine,
    Optional<List<String>> tasks,
    boolean enabled,
    long memUsedMin,
    long memUsedMax,
    BigDecimal gpuUsed,
    long cpuUse,
    Optional<Map<String, Long>> taskCounts) {
  public WorkerStats {
    tasks = tasks.map(List::copyOf);
  }

  /** The host of a worker. */
  public record Machine(String hostname, boolean ignoreResources, Resources resources) {}

  /**
   * What the host has.
   *
   * @param tasks what each task needs, by its name and the number of the seal proof; absent for the
   *     defaults
   */
  public record Resources(
      long memPhysical,
      long memUsed,
      long memSwap,
      long memSwapUsed,
      long cpus,
      Optional<List<String>> gpus,
      Optional<Map<String, Map<Long, Need>>> tasks) {
    public Resources {
      gpus = gpus.map(List::copyOf);
      tasks = tasks.map(LinkedHashMap::new);
    }
  }

  /**
   * What one task needs. Memory in bytes.
   *
   * @param maxParallelism threads; −1 for nearly all
   * @param maxConcurrent 0 for no limit
   */
  public record Need(
      long minMemory,
      long maxMemory,
      BigDecimal gpuUtilization,
      long maxParallelism,
      long maxParallelismGpu,
      long baseMinMemory,
      long maxConcurrent) {}
}
