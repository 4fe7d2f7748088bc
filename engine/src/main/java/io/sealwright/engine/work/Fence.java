package io.sealwright.engine.work;

import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.store.FenceLost;
import io.sealwright.engine.store.TaskTable.Renames;
import java.io.IOException;

/** Where a task's result gets in, if the task is still its bearer's. */
public interface Fence {
  /**
   * Ends the task: files are renamed and the event is carried out, or neither; renames that were
   * made before a failure may be made again.
   */
  void publish(Renames renames, SectorEvent event) throws FenceLost, IOException;

  /** Whether a result would be taken now. Only {@link #publish} is sure. */
  boolean isMine();
}
