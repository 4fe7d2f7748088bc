package io.sealwright.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.schedule.FenceLost;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.HostTable;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.engine.store.TestDatabases;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker that was killed and is started again in its folder, within the lease of its tasks. */
final class SuccessionTest {
  private static final SealProof PROOF = new SealProof(SealFamily.V1_1, SectorSize.KIB_2);
  private static final EpochSpan LIFE = new EpochSpan(2_000_000);
  private static final Instant NOW = Instant.parse("2026-11-28T06:00:00Z");
  private static final Host.Name HERE = new Host.Name("here");

  @TempDir private Path folder;

  static List<DatabaseAddress> databases() {
    return TestDatabases.all();
  }

  /** One start in a folder, which is entered and sees a path. */
  private static Worker start(Database database, Path folder, Host.Name host) throws IOException {
    Worker worker =
        new Worker(new Worker.Id(UUID.randomUUID()), host, new Slots(Map.of(TaskType.AP, 1)), NOW);
    new Succession(folder).begin(database, worker);
    database.hosts().register(worker, new Host.Machine(1L << 36, 8, 0));
    database.paths().look(host, List.of(ClusterTest.PATH), NOW);
    return worker;
  }

  private static Dispatcher dispatcher(Database database) {
    return new Dispatcher(
        database,
        RealWorker.PLANNER,
        Duration.ofMinutes(30),
        UnaryOperator.identity(),
        InstantSource.fixed(NOW));
  }

  /** The only task there is, given to the only worker. */
  private static TaskTable.Row given(Database database) {
    SectorId sector =
        database
            .sectors()
            .pledge(new Pledge(new MinerId(1000), PROOF, LIFE), new SectorNumber(7), NOW);
    database
        .tasks()
        .want(
            new TaskTable.Wanted(TaskType.AP, sector, PROOF, 0, Set.of()),
            database.sectors().find(sector).orElseThrow(),
            UUID.randomUUID(),
            NOW);
    dispatcher(database).step();
    return database.tasks().all().getFirst();
  }

  private static Optional<Worker.Id> holder(Database database) {
    return database.tasks().all().getFirst().lease().map(lease -> lease.worker());
  }

  private static void publish(Database database, TaskTable.Row row, AtomicInteger renames)
      throws Exception {
    database
        .tasks()
        .publish(
            row.task().id(),
            row.task().token(),
            new Evidence.Pledged(row.task().sector(), PROOF, LIFE),
            new TaskTable.Result(
                _ -> renames.incrementAndGet(),
                Optional.empty(),
                new SectorEvent.Packed(List.of(), new Place("seal"))),
            InstantSource.fixed(NOW));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void theNextStartHasTheTasksAtOnceAndTheDeadOneIsFenced(DatabaseAddress address)
      throws Exception {
    try (Database database = Database.open(address)) {
      Worker dead = start(database, folder, HERE);
      TaskTable.Row before = given(database);
      assertThat(holder(database)).contains(dead.id());

      AtomicInteger renames = new AtomicInteger();
      Worker next = start(database, folder, HERE);
      assertThat(database.hosts().workers())
          .extracting(HostTable.Listed::worker)
          .containsExactly(next);
      assertThat(holder(database)).isEmpty();
      assertThatThrownBy(() -> publish(database, before, renames)).isInstanceOf(FenceLost.class);

      dispatcher(database).step();
      TaskTable.Row after = database.tasks().all().getFirst();
      assertThat(holder(database)).contains(next.id());
      assertThat(after.task().token()).isEqualTo(before.task().token().next());
      assertThatThrownBy(() -> publish(database, before, renames)).isInstanceOf(FenceLost.class);
      assertThat(renames).hasValue(0);
      publish(database, after, renames);
      assertThat(renames).hasValue(1);
    }
  }

  /** There the other process may live. */
  @ParameterizedTest
  @MethodSource("databases")
  void aCopyOfTheFolderAndAnotherHostLeaveTheOtherAlone(DatabaseAddress address) throws Exception {
    Path one = Files.createDirectories(folder.resolve("one"));
    try (Database database = Database.open(address)) {
      Worker living = start(database, one, HERE);
      given(database);
      Path copy = Files.createDirectories(folder.resolve("copy"));
      Files.copy(one.resolve("worker-start"), copy.resolve("worker-start"));
      start(database, copy, HERE);
      assertThat(holder(database)).contains(living.id());
      start(database, one, new Host.Name("there"));
      assertThat(holder(database)).contains(living.id());
      assertThat(database.hosts().workers()).hasSize(3);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aNoteThatIsDamagedIsOfNobodyAndWrittenAnew(DatabaseAddress address) throws Exception {
    Files.write(folder.resolve("worker-start"), new byte[] {(byte) 0xff, '\n'});
    try (Database database = Database.open(address)) {
      Worker first = start(database, folder, HERE);
      Worker second = start(database, folder, HERE);
      assertThat(database.hosts().workers())
          .extracting(HostTable.Listed::worker)
          .containsExactly(second)
          .doesNotContain(first);
    }
  }
}
