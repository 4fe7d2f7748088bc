package io.sealwright.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.schedule.FenceLost;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Lease;
import io.sealwright.engine.schedule.NeedTable;
import io.sealwright.engine.schedule.Obstacle;
import io.sealwright.engine.schedule.Plan;
import io.sealwright.engine.schedule.Planner;
import io.sealwright.engine.schedule.Rules;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.store.Carrier.Handed;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.PathTable;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.engine.store.TestDatabases;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dispatcher, workers and the fence, on both databases. */
class ClusterTest {
  private static final MinerId MINER = new MinerId(1000);
  private static final SealProof PROOF = new SealProof(SealFamily.V1_1, SectorSize.KIB_2);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final EpochSpan LIFE = new EpochSpan(2_000_000);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Planner PLANNER =
      new Planner(
          new Rules(
              NeedTable.OWN, Duration.ZERO, Duration.ofMinutes(1), LEASE, Duration.ofHours(1)));
  static final PathTable.Mount PATH =
      new PathTable.Mount(
          new StoragePath.Id("seal"),
          "/seal",
          Set.of(StoragePath.Role.SEAL, StoragePath.Role.STORE),
          10,
          0,
          1L << 40,
          1L << 39,
          0,
          "");

  private static final Place PLACE = new Place("seal");
  private static final SectorEvent PACKED = new SectorEvent.Packed(List.of(), PLACE);

  static List<DatabaseAddress> databases() {
    return TestDatabases.all();
  }

  private static void publish(
      Database database, TaskTable.Row row, TaskTable.Renames renames, Instant now)
      throws FenceLost, IOException {
    database
        .tasks()
        .publish(
            row.task().id(),
            row.task().token(),
            new Evidence.Pledged(row.task().sector(), PROOF, LIFE),
            new TaskTable.Result(renames, Optional.empty(), PACKED),
            InstantSource.fixed(now));
  }

  private static SectorId pledge(Database database) {
    return database.sectors().pledge(new Pledge(MINER, PROOF, LIFE), new SectorNumber(7), START);
  }

  private static void wantPieces(Database database, SectorId sector) {
    database
        .tasks()
        .want(
            new TaskTable.Wanted(TaskType.AP, sector, PROOF, 0, Set.of()),
            database.sectors().find(sector).orElseThrow(),
            UUID.randomUUID(),
            START);
  }

  private static Worker enter(Database database, String name, Instant now) {
    Worker worker =
        new Worker(
            new Worker.Id(UUID.randomUUID()),
            new Host.Name(name),
            new Slots(Map.of(TaskType.AP, 1, TaskType.PC1, 2)),
            now);
    database.hosts().register(worker, new Host.Machine(1L << 36, 8, 0));
    database.paths().look(worker.host(), List.of(PATH), now);
    return worker;
  }

  private static Dispatcher dispatcher(Database database, InstantSource clock) {
    return new Dispatcher(
        database, PLANNER, Duration.ofMinutes(30), UnaryOperator.identity(), clock);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aResultGetsInOnceAndOnlyByWhoHoldsTheTask(DatabaseAddress address) throws Exception {
    try (Database database = Database.open(address)) {
      SectorId sector = pledge(database);
      assertThat(sector.number()).isEqualTo(new SectorNumber(7));
      wantPieces(database, sector);
      Worker first = enter(database, "a", START);
      AtomicLong minute = new AtomicLong();
      InstantSource now = () -> START.plus(Duration.ofMinutes(minute.get()));
      Dispatcher dispatcher = dispatcher(database, now);
      dispatcher.step();
      TaskTable.Row given = database.tasks().all().getFirst();
      assertThat(given.lease().orElseThrow().worker()).isEqualTo(first.id());

      // It sleeps past its lease; another worker comes, and gets the task.
      minutes(dispatcher, minute, LEASE.toMinutes() - 1);
      Instant later = START.plus(LEASE);
      Worker second = enter(database, "b", later);
      minutes(dispatcher, minute, 1);
      TaskTable.Row again = database.tasks().all().getFirst();
      assertThat(again.lease().orElseThrow().worker()).isEqualTo(second.id());

      AtomicInteger renames = new AtomicInteger();
      assertThatThrownBy(() -> publish(database, given, _ -> renames.incrementAndGet(), later))
          .isInstanceOf(FenceLost.class);
      assertThat(renames).as("files that the first worker renamed").hasValue(0);

      publish(database, again, _ -> renames.incrementAndGet(), later);
      assertThat(renames).hasValue(1);
      assertThat(database.sectors().find(sector).orElseThrow().state())
          .isInstanceOf(SectorState.GetTicket.class);
      assertThat(database.sectors().log(sector).entries()).hasSize(1);
      assertThat(database.tasks().all()).isEmpty();
      assertThatThrownBy(() -> publish(database, again, _ -> {}, later))
          .isInstanceOf(FenceLost.class);
    }
  }

  /** A miner that was down took its embedded database with it: no worker could renew. */
  @ParameterizedTest
  @MethodSource("databases")
  void whoeverPlansAgainTakesATaskBackOnlyAfterALeaseInWhichItsWorkerCouldSpeak(
      DatabaseAddress address) throws Exception {
    try (Database database = Database.open(address)) {
      wantPieces(database, pledge(database));
      Worker worker = enter(database, "a", START);
      TaskTable.Row given = give(database, START);
      AtomicLong minute = new AtomicLong(60);
      InstantSource now = () -> START.plus(Duration.ofMinutes(minute.get()));
      Dispatcher dispatcher = dispatcher(database, now);
      dispatcher.step();
      assertThat(database.tasks().all()).as("after a start").containsExactly(held(given, now));
      minutes(dispatcher, minute, LEASE.toMinutes() - 1);
      minute.addAndGet(60);
      dispatcher.step();
      assertThat(database.tasks().all()).as("after a gap").containsExactly(held(given, now));

      assertThat(database.tasks().renew(worker.id(), Set.of(handed(given)), now.instant()))
          .as("what the worker has lost")
          .isEmpty();
      minutes(dispatcher, minute, LEASE.toMinutes());
      assertThat(database.tasks().all().getFirst().lease()).isEmpty();
    }
  }

  /** A task with a fresh lease. */
  private static TaskTable.Row held(TaskTable.Row row, InstantSource now) {
    Lease lease = row.lease().orElseThrow();
    return new TaskTable.Row(
        row.task(),
        Optional.of(new Lease(lease.worker(), lease.token(), now.instant().plus(LEASE))),
        row.started(),
        row.failures());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aRenameThatFailsLeavesTheTaskWithItsWorker(DatabaseAddress address) throws Exception {
    try (Database database = Database.open(address)) {
      SectorId sector = pledge(database);
      wantPieces(database, sector);
      enter(database, "a", START);
      dispatcher(database, InstantSource.fixed(START)).step();
      TaskTable.Row given = database.tasks().all().getFirst();
      assertThatThrownBy(() ->
              publish(
                  database,
                  given,
                  _ -> {
                    throw new IOException("no space");
                  },
                  START))
          .isInstanceOf(IOException.class)
          .hasMessage("no space");
      assertThat(database.tasks().isHeld(given.task().id(), given.task().token(), START)).isTrue();
      assertThat(database.sectors().find(sector).orElseThrow().state())
          .isInstanceOf(SectorState.Packing.class);
    }
  }

  /** It froze, and its task is another's when it wakes. */
  @ParameterizedTest
  @MethodSource("databases")
  void whoseTransactionWasEndedBetweenTwoRenamesDoesNotDoTheSecond(DatabaseAddress address)
      throws Exception {
    try (Database database = Database.open(address)) {
      wantPieces(database, pledge(database));
      enter(database, "a", START);
      TaskTable.Row given = give(database, START);
      AtomicInteger renames = new AtomicInteger();
      assertThatThrownBy(() ->
              publish(
                  database,
                  given,
                  look -> {
                    look.run();
                    renames.incrementAndGet();
                    endStopped(database, address);
                    look.run();
                    renames.incrementAndGet();
                  },
                  START))
          .matches(Database::isGone);
      assertThat(renames).hasValue(1);
      assertThat(database.tasks().isHeld(given.task().id(), given.task().token(), START)).isTrue();
    }
  }

  private static void endStopped(Database database, DatabaseAddress address) throws IOException {
    try (Connection connection = database.connections().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          address.url().startsWith("jdbc:postgresql:")
              ? "select pg_terminate_backend(pid) from pg_stat_activity where"
                  + " state = 'idle in transaction' and datname = current_database()"
              : "select abort_session(session_id) from information_schema.sessions"
                  + " where contains_uncommitted and session_id <> session_id()");
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void workersDoWhatIsGivenThemAndParkItWhenTheyStop(DatabaseAddress address) throws Exception {
    try (Database database = Database.open(address)) {
      SectorId done = pledge(database);
      SectorId parked = pledge(database);
      wantPieces(database, done);
      CountDownLatch begun = new CountDownLatch(1);
      AtomicBoolean asked = new AtomicBoolean(true);
      TaskRunner runner =
          (job, fence, stop) -> {
            if (job.sector().id().equals(done)) {
              fence.publish(Publication.NOTHING, PACKED);
              tidyUp(5 * 50);
              asked.set(stop.isAsked());
              return;
            }
            begun.countDown();
            stop.heed(() -> {
              new CountDownLatch(1).await();
              return true;
            });
          };
      Duration poll = Duration.ofMillis(50);
      WorkerSettings settings =
          new WorkerSettings(poll, poll, poll, LEASE, Duration.ZERO, Duration.ofSeconds(10));
      Worker worker =
          new Worker(
              new Worker.Id(UUID.randomUUID()),
              new Host.Name("a"),
              new Slots(Map.of(TaskType.AP, 1)),
              Instant.now());
      Dispatcher dispatcher = dispatcher(database, InstantSource.system());
      try (WorkerRuntime runtime =
          new WorkerRuntime(
              database,
              new WorkerRuntime.Identity(worker, new Host.Machine(1L << 36, 8, 0)),
              () -> List.of(PATH),
              runner,
              settings,
              InstantSource.system())) {
        until(() -> {
          dispatcher.step();
          return database.tasks().all().isEmpty();
        });
        wantPieces(database, parked);
        dispatcher.step();
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(runtime.running()).hasSize(1);
      }
      assertThat(asked).as("whether what is published is asked to stop").isFalse();
      assertThat(database.sectors().find(done).orElseThrow().state())
          .isInstanceOf(SectorState.GetTicket.class);
      TaskTable.Row left = database.tasks().all().getFirst();
      assertThat(left.task().sector()).isEqualTo(parked);
      assertThat(left.lease()).as("who holds a task that was parked").isEmpty();
      assertThat(database.hosts().workers()).isEmpty();
    }
  }

  private static void tidyUp(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aWorkerHoldsWhatItDoesAndWhatWaitsForIt(DatabaseAddress address) throws Exception {
    try (Database database = Database.open(address)) {
      wantPieces(database, pledge(database));
      Worker worker = enter(database, "a", START);
      Handed first = handed(give(database, START));
      Instant over = START.plus(LEASE).plusSeconds(1);
      Instant later = over.plus(LEASE);
      assertThat(database.tasks().renew(worker.id(), Set.of(), later)).isEmpty();
      assertThat(database.tasks().takeBack(over)).as("what was not begun").isEmpty();

      try (Connection connection = database.connections().getConnection();
          Statement statement = connection.createStatement()) {
        statement.executeUpdate("update scheduled_tasks set picked = true");
      }
      Instant latest = later.plus(LEASE);
      assertThat(database.tasks().renew(worker.id(), Set.of(), latest)).isEmpty();
      assertThat(database.tasks().takeBack(later)).as("what was begun and let go").hasSize(1);

      Handed second = handed(give(database, later));
      assertThat(database.tasks().renew(worker.id(), Set.of(first, second), latest))
          .as("the same task as it was given before")
          .containsExactly(first);
    }
  }

  private static Handed handed(TaskTable.Row row) {
    return new Handed(row.task().id(), row.task().token());
  }

  /** A sector whose P1 waits for a path. */
  private static SectorId wantLabels(Database database) {
    SectorId sector = pledge(database);
    database.sectors().append(sector, PACKED, START);
    database
        .sectors()
        .append(
            sector,
            new SectorEvent.TicketDrawn(new Ticket(Bytes32.repeat(1)), new Epoch(3)),
            START);
    database
        .tasks()
        .want(
            new TaskTable.Wanted(TaskType.PC1, sector, PROOF, 0, Set.of(PATH.id())),
            database.sectors().find(sector).orElseThrow(),
            UUID.randomUUID(),
            START);
    return sector;
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aResultForAnotherTicketIsNotPublished(DatabaseAddress address) throws Exception {
    try (Database database = Database.open(address)) {
      enter(database, "a", START);
      SectorId sector = wantLabels(database);
      Evidence.Ticketed now =
          (Evidence.Ticketed) database.sectors().find(sector).orElseThrow().state().known();
      Evidence.Ticketed before =
          new Evidence.Ticketed(now.filled(), new Ticket(Bytes32.repeat(9)), now.epoch());
      TaskTable.Row given = give(database, START);
      AtomicInteger renames = new AtomicInteger();
      assertThatThrownBy(() ->
              database
                  .tasks()
                  .publish(
                      given.task().id(),
                      given.task().token(),
                      before,
                      new TaskTable.Result(
                          _ -> renames.incrementAndGet(),
                          Optional.empty(),
                          new SectorEvent.Labelled(Pieces.zeroCommD(SectorSize.KIB_2), PLACE)),
                      InstantSource.fixed(START)))
          .isInstanceOf(FenceLost.class);
      assertThat(renames).hasValue(0);
      assertThat(database.sectors().find(sector).orElseThrow().state().known()).isEqualTo(now);
    }
  }

  private static boolean isLost(Database database, SectorId sector) {
    return database.sectors().find(sector).orElseThrow().state() instanceof SectorState.Failed;
  }

  @ParameterizedTest
  @MethodSource("databases")
  void filesAreLostWhenNobodySawTheirPathForSoLongWhileTheMinerRan(DatabaseAddress address)
      throws Exception {
    try (Database database = Database.open(address)) {
      Worker worker = enter(database, "a", START);
      SectorId sector = wantLabels(database);
      database.hosts().leave(worker.id());

      // The task is old and its worker gone, but the miner was down as well.
      AtomicLong minute = new AtomicLong(13 * 60);
      InstantSource now = () -> START.plus(Duration.ofMinutes(minute.get()));
      Dispatcher dispatcher = dispatcher(database, now);
      dispatcher.step();
      assertThat(isLost(database, sector)).isFalse();

      // The miner sleeps for as long again; its path is seen once in between.
      minute.addAndGet(13 * 60);
      dispatcher.step();
      minutes(dispatcher, minute, 25);
      assertThat(isLost(database, sector)).isFalse();
      database.paths().look(worker.host(), List.of(PATH), now.instant());
      minutes(dispatcher, minute, 29);
      assertThat(isLost(database, sector)).isFalse();
      minutes(dispatcher, minute, 3);
      assertThat(isLost(database, sector)).isTrue();
    }
  }

  private static void minutes(Dispatcher dispatcher, AtomicLong minute, long count) {
    for (int i = 0; i < count; i++) {
      minute.incrementAndGet();
      dispatcher.step();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatFailsAtOnceIsPutOffForLongerEachTime(DatabaseAddress address) throws Exception {
    try (Database database = Database.open(address)) {
      wantPieces(database, pledge(database));
      enter(database, "a", START);
      Instant now = START;
      for (long minutes : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
        TaskTable.Row given = give(database, now);
        database.tasks().fail(given.task().id(), given.task().token(), now);
        Plan plan = step(database, now);
        assertThat(plan.assignments()).isEmpty();
        Instant then = now.plus(Duration.ofMinutes(minutes));
        assertThat(plan.held().getFirst().at().getFirst().obstacles())
            .containsExactly(new Obstacle.PutOff(then));
        now = then;
      }
    }
  }

  /** One round with the one worker alive. */
  private static Plan step(Database database, Instant now) {
    database
        .hosts()
        .workers()
        .forEach(listed -> database.hosts().heartbeat(listed.worker().id(), now));
    return dispatcher(database, InstantSource.fixed(now)).step();
  }

  private static TaskTable.Row give(Database database, Instant now) {
    assertThat(step(database, now).assignments()).hasSize(1);
    return database.tasks().all().getFirst();
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plusSeconds(30);
    while (!condition.call()) {
      assertThat(Instant.now()).as("the end of patience").isBefore(end);
      Thread.sleep(50);
    }
  }
}
