package io.sealwright.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.stage.StopSignal;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.engine.store.Between;
import io.sealwright.engine.store.Carrier.Handed;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.SectorTable;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.FileAlreadyExistsException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker without threads, whose clock is moved by hand. */
final class WorkerTasksTest {
  private static final Instant START = Instant.ofEpochSecond(1_795_412_282);
  private static final Duration LEASE = Duration.ofMinutes(2);

  private Instant now = START;
  private final InstantSource clock = () -> now;
  private final List<TaskRunner.Job> jobs = new ArrayList<>();
  private final List<StopSignal> stops = new ArrayList<>();
  private Runnable atWork = () -> {};
  private Optional<IOException> failure = Optional.empty();
  private TaskRunner end = (_, _, _) -> {};

  /** So many times the worker gets no connection. */
  private int refused;

  private Runnable atRefusal = () -> {};
  private Database workers;
  private Database database;
  private Dispatcher dispatcher;
  private WorkerTasks tasks;

  @BeforeEach
  void open() throws Exception {
    DatabaseAddress address = DatabaseAddress.memory("w" + UUID.randomUUID());
    database = Database.open(address);
    workers = Between.open(address, this::refusing);
    dispatcher =
        new Dispatcher(
            database, RealWorker.PLANNER, Duration.ofMinutes(30), UnaryOperator.identity(), clock);
    tasks =
        new WorkerTasks(
            workers,
            new WorkerRuntime.Identity(
                new Worker(
                    new Worker.Id(UUID.randomUUID()),
                    RealWorker.HOST,
                    new Slots(Map.of(TaskType.AP, 1)),
                    START),
                new Host.Machine(1L << 36, 8, 0)),
            () -> List.of(ClusterTest.PATH),
            (job, fence, stop) -> {
              jobs.add(job);
              stops.add(stop);
              atWork.run();
              if (failure.isPresent()) {
                throw failure.get();
              }
              end.run(job, fence, stop);
            },
            new WorkerSettings(
                Duration.ofMillis(1),
                Duration.ofSeconds(10),
                Duration.ZERO,
                LEASE,
                Duration.ZERO,
                Duration.ZERO),
            clock);
  }

  private DataSource refusing(DataSource real) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, args) -> {
              if (refused > 0) {
                refused--;
                atRefusal.run();
                throw new SQLTransientConnectionException("the server restarts");
              }
              return method.invoke(real, args);
            });
  }

  @AfterEach
  void close() {
    workers.close();
    database.close();
  }

  private TaskTable.Row give() {
    SectorId sector =
        database
            .sectors()
            .pledge(
                new SectorTable.Pledge(DevMiner.MINER, DevMiner.PROOF, new EpochSpan(2_000_000)),
                new SectorNumber(0),
                now);
    StoredSector seen = database.sectors().find(sector).orElseThrow();
    database
        .tasks()
        .want(
            new TaskTable.Wanted(TaskType.AP, sector, DevMiner.PROOF, 0, Set.of()),
            seen,
            UUID.randomUUID(),
            now);
    dispatcher.step();
    return database.tasks().all().getFirst();
  }

  private static Handed handed(TaskTable.Row row) {
    return new Handed(row.task().id(), row.task().token());
  }

  @Test
  void aWorkerThatSleptUntilItWasForgottenIsEnteredAnew() {
    now = now.plus(Duration.ofHours(1));
    dispatcher.step();
    assertThat(database.hosts().workers()).isEmpty();

    tasks.beat();

    assertThat(database.hosts().workers()).hasSize(1);
    assertThat(give().lease()).isPresent();
  }

  @Test
  void aTaskThatIsHandedOverTwiceIsDoneOnce() {
    Handed task = handed(give());
    atWork = () -> tasks.execute(task);

    tasks.execute(task);

    assertThat(jobs).hasSize(1);
    assertThat(database.tasks().find(task.task()).orElseThrow().lease()).isPresent();
  }

  @Test
  void aFileThatIsInTheWayIsNamedInTheLogOfTheSector() {
    failure = Optional.of(new FileAlreadyExistsException("/store/sealed"));
    TaskTable.Row task = give();

    tasks.execute(handed(task));

    assertThat(database.sectors().log(task.task().sector()).entries())
        .last()
        .extracting(SectorLog.Entry::event)
        .asInstanceOf(InstanceOfAssertFactories.type(SectorEvent.StepFailed.class))
        .extracting(failed -> failed.trouble().words())
        .isEqualTo("/store/sealed is in the way");
  }

  private void refuse(int times) {
    end =
        (_, fence, _) -> {
          refused = times;
          fence.publish(Publication.NOTHING, new SectorEvent.Packed(List.of(), new Place("seal")));
        };
  }

  @Test
  void aResultWaitsForADatabaseThatIsAway() {
    refuse(5);
    TaskTable.Row task = give();

    tasks.execute(handed(task));

    assertThat(database.sectors().log(task.task().sector()).entries())
        .extracting(SectorLog.Entry::event)
        .hasOnlyElementsOfType(SectorEvent.Packed.class)
        .hasSize(1);
    assertThat(database.tasks().all()).isEmpty();
  }

  @Test
  @Timeout(30)
  void aResultWhoseLeaseIsOverWaitsNoLonger() {
    refuse(1000);
    atRefusal = () -> now = now.plus(LEASE.dividedBy(10));
    TaskTable.Row task = give();

    tasks.execute(handed(task));

    assertThat(now).isBetween(START.plus(LEASE), START.plus(LEASE.multipliedBy(2)));
    assertThat(tasks.running()).isEmpty();
    assertThat(database.tasks().all()).containsExactly(task);
  }

  @Test
  @Timeout(30)
  void aResultOfAWorkerThatIsToStopWaitsNoLonger() {
    refuse(Integer.MAX_VALUE);
    atRefusal = tasks::askToStop;
    TaskTable.Row task = give();

    tasks.execute(handed(task));

    assertThat(tasks.running()).isEmpty();
    assertThat(database.tasks().all()).containsExactly(task);
  }

  @Test
  void ofTwoRunsOfATaskTheOneWithTheOldTokenIsStopped() {
    TaskTable.Row first = give();
    atWork =
        () -> {
          for (long minute = 0; minute < LEASE.toMinutes(); minute++) {
            now = now.plus(Duration.ofMinutes(1));
            dispatcher.step();
          }
          tasks.beat();
          dispatcher.step();
          atWork = tasks::beat;
          tasks.execute(handed(database.tasks().all().getFirst()));
        };

    tasks.execute(handed(first));

    assertThat(jobs).extracting(TaskRunner.Job::token).doesNotHaveDuplicates().hasSize(2);
    assertThat(stops).extracting(StopSignal::isAsked).containsExactly(true, false);
  }
}
