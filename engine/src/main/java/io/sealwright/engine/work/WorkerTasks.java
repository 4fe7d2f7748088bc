package io.sealwright.engine.work;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.schedule.FenceLost;
import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.stage.Fence;
import io.sealwright.engine.stage.StageFailed;
import io.sealwright.engine.stage.StopSignal;
import io.sealwright.engine.stage.Stopped;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.store.Carrier.Handed;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.PathTable;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.proofs.file.DiskWords;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One start of a worker without its threads: what it tells of itself, and the tasks it has, each
 * done on the thread that brings it.
 */
public final class WorkerTasks {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerTasks.class);

  private final Database database;
  private final WorkerRuntime.Identity identity;
  private final Worker worker;
  private final TaskRunner runner;
  private final WorkerSettings settings;
  private final InstantSource clock;
  private final Supplier<List<PathTable.Mount>> paths;
  private final HeldTasks held = new HeldTasks();
  private Instant lastLook = Instant.MIN;
  private volatile Instant lastBeat = Instant.MIN;
  private volatile boolean leaving;

  /**
   * Enters a worker.
   *
   * @param paths looks at the storage paths of this host
   */
  public WorkerTasks(
      Database database,
      WorkerRuntime.Identity identity,
      Supplier<List<PathTable.Mount>> paths,
      TaskRunner runner,
      WorkerSettings settings,
      InstantSource clock) {
    this.database = database;
    this.identity = identity;
    this.worker = identity.worker();
    this.paths = paths;
    this.runner = runner;
    this.settings = settings;
    this.clock = clock;
    register(worker);
    beat();
  }

  private void register(Worker now) {
    database.hosts().register(now, identity.machine());
  }

  /**
   * One sign of life. Tasks that were taken away are asked to stop. Whoever was silent for so long
   * that it was forgotten is entered anew.
   */
  public synchronized void beat() {
    Instant now = clock.instant();
    if (!database.hosts().heartbeat(worker.id(), now) && !leaving) {
      LOG.warn("the worker was taken off the list, and enters it again");
      register(worker.heard(now));
    }
    database.tasks().renew(worker.id(), held.all(), now.plus(settings.lease())).forEach(held::lose);
    if (!now.isBefore(lastLook.plus(settings.look()))) {
      lastLook = now;
      database.paths().look(worker.host(), paths.get(), now);
    }
    lastBeat = now;
  }

  /** Does a task that it is handed, if it is its own. */
  public void execute(Handed handed) {
    Optional<TaskTable.Row> row =
        database
            .tasks()
            .find(handed.task())
            .filter(task -> task.task().token().equals(handed.token()));
    if (row.isEmpty()) {
      return;
    }
    if (leaving) {
      giveBack(handed.task(), handed.token());
      return;
    }
    TaskTable.Row task = row.get();
    Optional<StoredSector> sector = database.sectors().find(task.task().sector());
    if (sector.isEmpty()) {
      return;
    }
    Optional<StopSignal> stop = held.begin(handed);
    if (stop.isEmpty()) {
      LOG.warn("task {} was handed over twice", handed.task());
      return;
    }
    try {
      run(
          stop.get(),
          new TaskRunner.Job(
              handed.task(),
              task.task().type(),
              handed.token(),
              sector.get(),
              task.task().inputs(),
              task.task().type() == TaskType.C2
                  ? database.openings().find(sector.get().id())
                  : Optional.empty(),
              database.paths().spaceOf(sector.get().id())));
    } finally {
      held.end(handed);
    }
  }

  private void run(StopSignal stop, TaskRunner.Job job) {
    Fence fence = fence(job, stop);
    LOG.info("{} of {} begins", job.type(), job.sector().id());
    try {
      runner.run(job, fence, stop);
      LOG.info("{} of {} is done", job.type(), job.sector().id());
    } catch (StageFailed e) {
      fail(job, fence, e.step(), e.trouble());
    } catch (Stopped _) {
      giveBack(job.id(), job.token());
    } catch (FenceLost e) {
      LOG.warn("{} of {}: {}", job.type(), job.sector().id(), e.getMessage());
    } catch (FileSystemException e) {
      hostFails(job, fence, DiskWords.of(e));
    } catch (IOException e) {
      hostFails(job, fence, Database.words(e));
    } catch (RuntimeException e) {
      if (!Database.isGone(e)) {
        LOG.error("{} of {}", job.type(), job.sector().id(), e);
      }
      hostFails(job, fence, Database.words(e));
    }
  }

  private void hostFails(TaskRunner.Job job, Fence fence, String words) {
    Trouble trouble = new Trouble(Trouble.Kind.HOST, words);
    fail(job, fence, FailedStep.of(job.sector().state(), trouble.kind()), trouble);
  }

  /** A failure that changes no state is the next attempt's to mend. */
  private void fail(TaskRunner.Job job, Fence fence, Optional<FailedStep> step, Trouble trouble) {
    LOG.warn("{} of {} failed: {}", job.type(), job.sector().id(), trouble.words());
    if (step.isEmpty()) {
      putOff(job.id(), job.token());
      return;
    }
    try {
      fence.publish(Publication.NOTHING, new SectorEvent.StepFailed(step.get(), trouble));
    } catch (FenceLost | IOException | RuntimeException e) {
      LOG.warn("{} of {}: {}", job.type(), job.sector().id(), Database.words(e));
      putOff(job.id(), job.token());
    }
  }

  private void putOff(TaskId id, FencingToken token) {
    try {
      database.tasks().fail(id, token, clock.instant());
    } catch (JdbiException e) {
      LOG.warn("task {} is left to its lease: {}", id, Database.words(e));
    }
  }

  private void giveBack(TaskId id, FencingToken token) {
    try {
      database.tasks().giveBack(id, token);
    } catch (JdbiException e) {
      LOG.warn("task {} is left to its lease: {}", id, Database.words(e));
    }
  }

  private Fence fence(TaskRunner.Job job, StopSignal stop) {
    TaskId id = job.id();
    FencingToken token = job.token();
    Evidence basis = job.sector().state().known();
    return new Fence() {
      @Override
      public void publish(Publication publication, SectorEvent event)
          throws FenceLost, IOException {
        held.publish(new Handed(id, token));
        TaskTable.Result result =
            new TaskTable.Result(publication::apply, publication.openings(), event);
        for (boolean waited = false; ; waited = true) {
          try {
            database.tasks().publish(id, token, basis, result, clock);
            return;
          } catch (RuntimeException e) {
            awaitDatabase(e, stop);
            if (!waited) {
              LOG.warn(
                  "the result of {} of {} waits: {}",
                  job.type(),
                  job.sector().id(),
                  Database.words(e));
            }
          }
        }
      }

      @Override
      public boolean isMine() {
        return database.tasks().isHeld(id, token, clock.instant());
      }
    };
  }

  /**
   * A pause before a result is published again that failed for the database alone: the result of C2
   * is nowhere else, and the fence looks anew each time. No longer than the lease, after which the
   * task may be another's.
   */
  private void awaitDatabase(RuntimeException failure, StopSignal stop) {
    if (!Database.isGone(failure) || !clock.instant().isBefore(lastBeat.plus(settings.lease()))) {
      throw failure;
    }
    try {
      stop.heed(() -> {
        Thread.sleep(settings.poll());
        return true;
      });
    } catch (StageFailed | Stopped | IOException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  /** The tasks it has now. */
  public List<TaskId> running() {
    return held.all().stream().map(Handed::task).distinct().toList();
  }

  /** When the database last took a sign of life. */
  public Instant lastBeat() {
    return lastBeat;
  }

  /** Asks the tasks it has to stop, which parks them. */
  void askToStop() {
    held.askToStop();
  }

  /** Nothing is planned for a worker that is not listed; its tasks go on to be its own. */
  synchronized void leave() {
    leaving = true;
    try {
      database.hosts().leave(worker.id());
    } catch (JdbiException e) {
      LOG.warn("the worker stays on the list until it counts as silent: {}", Database.words(e));
    }
  }

  /** What was given and not begun would wait for the end of its lease. */
  void giveBackAll() {
    try {
      database.tasks().giveBackAll(worker.id());
    } catch (JdbiException e) {
      LOG.warn("tasks are left to their leases: {}", Database.words(e));
    }
  }
}
