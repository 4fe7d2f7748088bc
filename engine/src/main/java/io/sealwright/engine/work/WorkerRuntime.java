package io.sealwright.engine.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.store.Carrier;
import io.sealwright.engine.store.Carrier.Handed;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.PathTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One start of a worker: listed from its start to its stop, with one scheduler for each type. */
public final class WorkerRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerRuntime.class);
  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Database database;
  private final Worker worker;
  private final WorkerSettings settings;
  private final InstantSource clock;
  private final WorkerTasks tasks;
  private final List<Scheduler> schedulers = new ArrayList<>();
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * What a worker is.
   *
   * @param worker its heartbeat is the moment of its start
   */
  public record Identity(Worker worker, Host.Machine machine) {}

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
    this.settings = settings;
    this.clock = clock;
    this.tasks = new WorkerTasks(database, identity, paths, runner, settings, clock);
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
    boolean taken = true;
    try {
      while (!stopping.await(settings.heartbeat().toMillis(), TimeUnit.MILLISECONDS)) {
        taken = beat(taken);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says once that the database does not take it, and once that it does again. */
  private boolean beat(boolean taken) {
    try {
      tasks.beat();
      if (!taken) {
        LOG.info("the database takes the heartbeat again");
      }
      return true;
    } catch (RuntimeException e) {
      if (taken) {
        LOG.warn("the database does not take the heartbeat: {}", Database.reason(e));
      }
      return false;
    }
  }

  /** The scheduler would keep an error to itself, and the task be done again and again. */
  private void executeOrEnd(Handed handed) {
    try {
      tasks.execute(handed);
    } catch (Error e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      throw e;
    }
  }

  /** The tasks it has now. */
  public List<TaskId> running() {
    return tasks.running();
  }

  /** When the database last took a sign of life. */
  public Instant lastBeat() {
    return tasks.lastBeat();
  }

  /**
   * Takes no more tasks and lets those it has go on for a while; then asks them to stop, which
   * parks them, and waits for that too.
   */
  @Override
  public void close() {
    tasks.leave();
    awaitTasks();
    stopping.countDown();
    tasks.askToStop();
    stopSchedulers();
    tasks.giveBackAll();
  }

  private void awaitTasks() {
    Instant limit = clock.instant().plus(settings.finish());
    try {
      while (!running().isEmpty() && clock.instant().isBefore(limit)) {
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
}
