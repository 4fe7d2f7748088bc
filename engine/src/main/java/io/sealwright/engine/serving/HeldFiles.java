package io.sealwright.engine.serving;

import static io.sealwright.lotus.cluster.FileType.CACHE;
import static io.sealwright.lotus.cluster.FileType.SEALED;
import static io.sealwright.lotus.cluster.FileType.UNSEALED;

import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.WaitingTask;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.lotus.cluster.SectorLocks;
import io.sealwright.lotus.cluster.SectorLocks.SectorLock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that tasks on a worker read and write. Here a task holds its sector as a whole; these
 * are the locks that Lotus takes for the same task.
 */
record HeldFiles(List<TaskTable.Row> tasks) {

  SectorLocks locks() {
    return new SectorLocks(
        Optional.of(
            tasks.stream()
                .filter(row -> row.lease().isPresent())
                .map(TaskTable.Row::task)
                .filter(task -> !written(task.type()).isEmpty())
                .map(HeldFiles::lock)
                .toList()));
  }

  private static SectorLock lock(WaitingTask task) {
    return new SectorLock(task.sector(), counts(written(task.type())), counts(read(task.type())));
  }

  private static Set<FileType> written(TaskType type) {
    return switch (type) {
      case AP -> Set.of(UNSEALED);
      case PC1 -> Set.of(SEALED, CACHE);
      case PC2, C1 -> Set.of(CACHE);
      case FIN, GET -> Set.of(UNSEALED, SEALED, CACHE);
      case C2, WDP -> Set.of();
    };
  }

  private static Set<FileType> read(TaskType type) {
    return switch (type) {
      case PC1 -> Set.of(UNSEALED);
      case PC2, C1 -> Set.of(SEALED);
      case AP, C2, FIN, GET, WDP -> Set.of();
    };
  }

  private static List<Long> counts(Set<FileType> held) {
    return Arrays.stream(FileType.values()).map(type -> held.contains(type) ? 1L : 0L).toList();
  }
}
