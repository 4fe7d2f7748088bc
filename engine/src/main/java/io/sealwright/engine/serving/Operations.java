package io.sealwright.engine.serving;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.SectorEvent.StepFailed;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.protocol.SectorId;
import java.time.InstantSource;

/** What operators do to a cluster's work. */
public record Operations(Database database, InstantSource clock) {
  private static final String ABORTED = "aborted by an operator";

  /**
   * Gives a task up: its step has failed, and its worker, if it has one, is asked to stop and
   * cannot publish any more. What comes next is the life cycle's decision.
   *
   * @return the sector it was of
   */
  public SectorId abort(TaskId id) throws ActionRefused {
    TaskTable.Row row =
        database.tasks().find(id).orElseThrow(() -> new ActionRefused("there is no task " + id));
    SectorId sector = row.task().sector();
    StoredSector stored =
        database
            .sectors()
            .find(sector)
            .orElseThrow(() -> new ActionRefused("there is no sector " + sector));
    FailedStep step =
        FailedStep.of(stored.state(), Trouble.Kind.HOST)
            .orElseThrow(() ->
                new ActionRefused(
                    "nothing can fail in the state " + stored.state().name() + " of " + sector));
    StepFailed failed = new StepFailed(step, new Trouble(Trouble.Kind.HOST, ABORTED));
    if (database.sectors().append(sector, failed, clock.instant())
        instanceof Outcome.Refused(String why)) {
      throw new ActionRefused(why);
    }
    database.tasks().unwant(sector);
    return sector;
  }
}
