package io.sealwright.engine.work;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Snapshot;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.WaitingTask;
import io.sealwright.engine.schedule.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which waiting tasks go on with files that no living host has. */
final class LostInputs {
  private LostInputs() {}

  /** A task is given up when it, and every host that has its files, has waited so long. */
  static List<WaitingTask> of(Snapshot snapshot, Duration patience) {
    Instant limit = snapshot.now().minus(patience);
    Set<StoragePath.Id> reached = reached(snapshot, limit);
    return snapshot.waiting().stream()
        .filter(task -> task.since().isBefore(limit))
        .filter(task -> !reached.containsAll(task.inputs()))
        .toList();
  }

  private static Set<StoragePath.Id> reached(Snapshot snapshot, Instant limit) {
    Set<Host.Name> alive = new HashSet<>();
    for (Worker worker : snapshot.workers()) {
      if (!worker.lastHeartbeat().isBefore(limit)) {
        alive.add(worker.host());
      }
    }
    Set<StoragePath.Id> reached = new HashSet<>();
    for (Host host : snapshot.hosts()) {
      if (alive.contains(host.name())) {
        reached.addAll(host.paths());
      }
    }
    return reached;
  }
}
