package io.sealwright.engine.stage;

import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.schedule.FenceLost;
import io.sealwright.engine.stage.attempt.Publication;
import java.io.IOException;

/** Lets results through while the task is the bearer's, and not after. */
public interface Fence {
  /**
   * In one transaction: sees that the task is still the bearer's, {@linkplain Publication#apply
   * applies} the publication, appends the event and ends the task.
   *
   * @throws FenceLost if the task is another's now; nothing was renamed
   * @throws IOException if it could not be done, or nobody can tell whether it was
   */
  void publish(Publication publication, SectorEvent event) throws FenceLost, IOException;

  /** Whether the task is the bearer's, as far as is known; asked before anything is taken over. */
  boolean isMine();
}
