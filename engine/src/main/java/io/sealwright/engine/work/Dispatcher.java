package io.sealwright.engine.work;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.schedule.Plan;
import io.sealwright.engine.schedule.Planner;
import io.sealwright.engine.schedule.Snapshot;
import io.sealwright.engine.schedule.WaitingTask;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.HostTable;
import io.sealwright.engine.store.TaskTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives tasks to workers as the planner says. One of them at a time works on a database. */
public final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final Database database;
  private final Planner planner;
  private final Duration givenUp;
  private final UnaryOperator<Snapshot> proofs;
  private final InstantSource clock;
  private final Absences absences = new Absences();
  private final Stalls stalls = new Stalls();
  private Optional<Instant> before = Optional.empty();
  private volatile List<Stall> stalled = List.of();

  /**
   * Makes a dispatcher.
   *
   * @param givenUp after so long in which it worked and no host saw the path of a sector's files,
   *     the sector is told that they are lost
   * @param proofs adds to a snapshot the proofs of windows that are made at that moment
   */
  public Dispatcher(
      Database database,
      Planner planner,
      Duration givenUp,
      UnaryOperator<Snapshot> proofs,
      InstantSource clock) {
    this.database = database;
    this.planner = planner;
    this.givenUp = givenUp;
    this.proofs = proofs;
    this.clock = clock;
  }

  /** One round: takes back what is over, plans, and gives. */
  public Plan step() {
    Instant now = clock.instant();
    int stopped = database.endStopped();
    if (stopped > 0) {
      LOG.warn("{} connections that stopped in the middle of their work are ended", stopped);
    }
    takeBack(now);
    database.hosts().forgetSilent(now.minus(givenUp));
    HostTable.Observed observed = database.hosts().observe(database.tasks().all(), now);
    Snapshot snapshot = observed.snapshot();
    absences.note(observed.paths(), snapshot.waiting(), now);
    for (WaitingTask task : absences.lost(snapshot.waiting(), givenUp)) {
      tell(task, now);
    }
    Snapshot proving = proofs.apply(snapshot);
    Plan plan = planner.plan(proving);
    stalled = stalls.note(Stall.in(proving, plan), now);
    for (Plan.Assignment assignment : plan.assignments()) {
      if (database.tasks().assign(assignment, now)) {
        LOG.info(
            "{} of {} goes to worker {}",
            assignment.task().type(),
            assignment.task().sector(),
            assignment.lease().worker());
      }
    }
    return plan;
  }

  /**
   * Takes tasks from workers that are silent. Where nobody planned for a while, as the miner or its
   * database was away, the workers may have had nobody to tell that they live: what they have is
   * theirs for one lease more.
   */
  private void takeBack(Instant now) {
    if (before.isEmpty()
        || Duration.between(before.get(), now).compareTo(Absences.LONGEST_STEP) > 0) {
      database.tasks().holdAll(now.plus(planner.rules().lease()));
    } else {
      for (TaskTable.Row row : database.tasks().takeBack(now)) {
        LOG.warn(
            "{} of {} is taken from a worker that is silent",
            row.task().type(),
            row.task().sector());
      }
    }
    before = Optional.of(now);
  }

  /** What has not begun for minutes and would not by itself, as of the last round. */
  public List<Stall> stalled() {
    return stalled;
  }

  private void tell(WaitingTask task, Instant now) {
    Trouble trouble =
        new Trouble(
            Trouble.Kind.INPUT_LOST,
            "for %s no host has seen ".formatted(givenUp)
                + task.inputs().stream()
                    .sorted()
                    .map(Object::toString)
                    .collect(Collectors.joining(", ")));
    database
        .sectors()
        .find(task.sector())
        .flatMap(sector -> FailedStep.of(sector.state(), trouble.kind()))
        .ifPresent(step ->
            database
                .sectors()
                .append(task.sector(), new SectorEvent.StepFailed(step, trouble), now));
  }
}
