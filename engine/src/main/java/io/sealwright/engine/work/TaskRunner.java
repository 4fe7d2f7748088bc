package io.sealwright.engine.work;

import io.sealwright.engine.schedule.FenceLost;
import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.stage.Fence;
import io.sealwright.engine.stage.StageFailed;
import io.sealwright.engine.stage.StopSignal;
import io.sealwright.engine.stage.Stopped;
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

  /** Ends with a publication, or leaves what it did for the next attempt. */
  void run(Job job, Fence fence, StopSignal stop)
      throws StageFailed, FenceLost, Stopped, IOException;
}
