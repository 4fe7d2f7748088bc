package io.sealwright.engine.work;

import java.time.Duration;

/**
 * The paces of a worker.
 *
 * @param poll between two looks for tasks, and between two tries to publish while the database is
 *     away
 * @param heartbeat between two signs of life
 * @param look between two looks at the storage paths
 * @param lease for how long a sign of life holds the tasks
 * @param finish for how long a worker that is to stop lets its tasks go on
 * @param patience with tasks that were asked to stop after that
 */
public record WorkerSettings(
    Duration poll,
    Duration heartbeat,
    Duration look,
    Duration lease,
    Duration finish,
    Duration patience) {
  public static final WorkerSettings DEFAULTS =
      new WorkerSettings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Duration.ofMinutes(2),
          Duration.ofSeconds(20));

  public WorkerSettings {
    if (lease.compareTo(heartbeat.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException("a lease lasts for two heartbeats at least");
    }
  }
}
