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
import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Does what a task says, to the files on this host. */
@FunctionalInterface
public interface TaskRunner {
  /**
   * A task with all it needs.
   *
   * @param inputs the paths its files lie on
   * @param openings what C1 made, if it is C2
   * @param space bytes that the sector has on paths and has not written yet
   */
  record Job(
      TaskId id,
      TaskType type,
      FencingToken token,
      StoredSector sector,
      Set<StoragePath.Id> inputs,
      Optional<ByteString> openings,
      Map<StoragePath.Id, Long> space) {
    public Job {
      inputs = Set.copyOf(inputs);
      space = Map.copyOf(space);
    }
  }

  /** Ends with a publication, or leaves what it did for the next attempt. */
  void run(Job job, Fence fence, StopSignal stop)
      throws StageFailed, FenceLost, Stopped, IOException;
}
