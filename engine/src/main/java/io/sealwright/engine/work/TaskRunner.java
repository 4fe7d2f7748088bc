package io.sealwright.engine.work;

import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.store.FenceLost;
import io.sealwright.engine.store.StoredSector;
import java.io.IOException;
import java.util.Set;

/** Does what a task says, to the files on this host. */
@FunctionalInterface
public interface TaskRunner {
  /**
   * A task with all it needs.
   *
   * @param space paths on which the sector has space
   */
  record Job(
      TaskId id,
      TaskType type,
      FencingToken token,
      StoredSector sector,
      Set<StoragePath.Id> space) {
    public Job {
      space = Set.copyOf(space);
    }
  }

  /** Tells a running task that it is to stop. */
  interface Stopping {
    /** What is done at once when the task is to stop; also if that was asked before. */
    void onStop(Runnable action);
  }

  /**
   * Ends with a publication, or leaves what it did for the next attempt.
   *
   * @throws InterruptedException if it was asked to stop: the worker stops, or the task was taken
   *     away
   */
  void run(Job job, Fence fence, Stopping stopping)
      throws TaskFailed, FenceLost, IOException, InterruptedException;
}
