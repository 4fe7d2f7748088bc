package io.sealwright.engine.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.schedule.FenceLost;
import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.stage.Fence;
import io.sealwright.engine.stage.StageFailed;
import io.sealwright.engine.stage.StopSignal;
import io.sealwright.engine.stage.Stopped;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.store.Carrier;
import io.sealwright.engine.store.Carrier.Handed;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.PathTable;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.store.TaskTable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One start of a worker: listed from its start to its stop, with one scheduler for each type. */
public final class WorkerRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerRuntime.class);
  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Database database;
  private final Worker worker;
  private final TaskRunner runner;
  private final WorkerSettings settings;
  private final InstantSource clock;
  private final Supplier<List<PathTable.Mount>> paths;
  private final HeldTasks held = new HeldTasks();
  private final List<Scheduler> schedulers = new ArrayList<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private Instant lastLook = Instant.MIN;
  private volatile Instant lastBeat = Instant.MIN;
  private volatile boolean leaving;

  /**
   * What a worker is.
   *
   * @param worker its heartbeat is the moment of its start
   */
  public record Identity(Worker worker, String name, Host.Machine machine) {}

  /**
   * Enters a worker and begins to take tasks.
   *
   * @param paths looks at the storage paths of this host
   */
  public WorkerRuntime(
      Database database,
      Identity identity,
      Supplier<List<PathTable.Mount>> paths,
      TaskRunner runner,
      WorkerSettings settings,
      InstantSource clock) {
    this.database = database;
    this.worker = identity.worker();
    this.paths = paths;
    this.runner = runner;
    this.settings = settings;
    this.clock = clock;
    database.hosts().register(worker, identity.name(), identity.machine());
    beat();
    for (TaskType type : worker.slots().types()) {
      schedulers.add(scheduler(type));
    }
    schedulers.forEach(Scheduler::start);
    Thread.ofVirtual().name("heartbeat").start(this::pulse);
  }

  private Scheduler scheduler(TaskType type) {
    // A carried row ends with its task, in the transaction that ends it or takes it away; and the
    // planner alone gives work out again.
    CustomTask<Void> task =
        Tasks.custom(Carrier.name(type, worker.id()), Void.class)
            .onDeadExecution((_, _) -> {})
            .onFailure((_, _) -> {})
            .execute((instance, _) -> {
              Carrier.handed(instance.getId()).ifPresent(this::executeOrEnd);
              return (_, _) -> {};
            });
    return Scheduler.create(database.connections(), task)
        .schedulerName(new SchedulerName.Fixed(type + "@" + worker.id()))
        .threads(worker.slots().of(type))
        .pollingInterval(settings.poll())
        .heartbeatInterval(settings.heartbeat())
        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
        .shutdownMaxWait(settings.patience())
        .build();
  }

  private void pulse() {
    try {
      while (!stopping.await(settings.heartbeat().toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          beat();
        } catch (RuntimeException e) {
          LOG.warn("the database does not take the heartbeat: {}", e.getMessage());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** One sign of life. Tasks that were taken away are asked to stop. */
  private void beat() {
    Instant now = clock.instant();
    database.hosts().heartbeat(worker.id(), now);
    database.tasks().renew(worker.id(), held.all(), now.plus(settings.lease())).forEach(held::lose);
    if (!now.isBefore(lastLook.plus(settings.look()))) {
      lastLook = now;
      database.paths().look(worker.host(), paths.get(), now);
    }
    lastBeat = now;
  }

  /** The scheduler would keep an error to itself, and the task be done again and again. */
  private void executeOrEnd(Handed handed) {
    try {
      execute(handed);
    } catch (Error e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      throw e;
    }
  }

  private void execute(Handed handed) {
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
    StopSignal stop = held.begin(handed);
    try {
      run(
          stop,
          new TaskRunner.Job(
              handed.task(),
              task.task().type(),
              handed.token(),
              sector.get(),
              task.task().inputs(),
              database.paths().spaceOf(sector.get().id())));
    } finally {
      held.end(handed);
    }
  }

  private void run(StopSignal stop, TaskRunner.Job job) {
    Fence fence = fence(job);
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
    } catch (IOException | RuntimeException e) {
      LOG.error("{} of {}", job.type(), job.sector().id(), e);
      Trouble trouble = new Trouble(Trouble.Kind.HOST, String.valueOf(e.getMessage()));
      fail(job, fence, FailedStep.of(job.sector().state(), trouble.kind()), trouble);
    }
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
      LOG.warn("{} of {}: {}", job.type(), job.sector().id(), e.getMessage());
      putOff(job.id(), job.token());
    }
  }

  private void putOff(TaskId id, FencingToken token) {
    try {
      database.tasks().fail(id, token, clock.instant());
    } catch (JdbiException e) {
      LOG.warn("task {} is left to its lease: {}", id, e.getMessage());
    }
  }

  private void giveBack(TaskId id, FencingToken token) {
    try {
      database.tasks().giveBack(id, token);
    } catch (JdbiException e) {
      LOG.warn("task {} is left to its lease: {}", id, e.getMessage());
    }
  }

  private Fence fence(TaskRunner.Job job) {
    TaskId id = job.id();
    FencingToken token = job.token();
    Evidence basis = job.sector().state().known();
    return new Fence() {
      @Override
      public void publish(Publication publication, SectorEvent event)
          throws FenceLost, IOException {
        held.publish(new Handed(id, token));
        database.tasks().publish(id, token, basis, publication::apply, event, clock);
      }

      @Override
      public boolean isMine() {
        return database.tasks().isHeld(id, token, clock.instant());
      }
    };
  }

  /** The tasks it has now. */
  public List<TaskId> running() {
    return held.all().stream().map(Handed::task).toList();
  }

  /** When the database last took a sign of life. */
  public Instant lastBeat() {
    return lastBeat;
  }

  /**
   * Takes no more tasks and lets those it has go on for a while; then asks them to stop, which
   * parks them, and waits for that too.
   */
  @Override
  public void close() {
    leave();
    awaitTasks();
    stopping.countDown();
    held.askToStop();
    stopSchedulers();
    giveBackAll();
  }

  /** Nothing is planned for a worker that is not listed; its tasks go on to be its own. */
  private void leave() {
    leaving = true;
    try {
      database.hosts().leave(worker.id());
    } catch (JdbiException e) {
      LOG.warn("the worker stays on the list until it counts as silent: {}", e.getMessage());
    }
  }

  private void awaitTasks() {
    Instant limit = clock.instant().plus(settings.finish());
    try {
      while (!held.all().isEmpty() && clock.instant().isBefore(limit)) {
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** At once, as each waits for its tasks. */
  private void stopSchedulers() {
    List<Thread> stops =
        schedulers.stream().map(each -> Thread.ofVirtual().start(each::stop)).toList();
    try {
      for (Thread stop : stops) {
        stop.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was given and not begun would wait for the end of its lease. */
  private void giveBackAll() {
    try {
      for (TaskTable.Row row : database.tasks().all()) {
        if (row.lease().filter(lease -> lease.worker().equals(worker.id())).isPresent()) {
          giveBack(row.task().id(), row.task().token());
        }
      }
    } catch (JdbiException e) {
      LOG.warn("tasks are left to their leases: {}", e.getMessage());
    }
  }
}
