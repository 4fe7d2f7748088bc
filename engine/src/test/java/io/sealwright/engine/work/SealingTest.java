package io.sealwright.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Seed;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Obstacle;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.stage.Remains;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.PathTable.Mount;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.proofs.porep.Needs;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A sector that a worker seals, stage by stage, as the planner gives them out. */
final class SealingTest {
  private static final JsonNode RECORDED = recorded();
  private static final SealProof PROOF = new SealProof(SealFamily.V1_1, SectorSize.KIB_2);
  private static final StoragePath.Id BENCH = new StoragePath.Id("bench");
  private static final StoragePath.Id STORE = new StoragePath.Id("store");
  private static final Duration POLL = Duration.ofMillis(20);

  @TempDir Path folder;

  private static JsonNode recorded() {
    try {
      return JsonMapper.shared()
          .readTree(
              Files.readAllBytes(
                  Path.of("../proofs/src/test/resources/vectors/proofs/2k-v1_1/vectors.json")))
          .get("zero_sector");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the chain does; empty states are work. */
  private static void happen(Database database, SectorId sector, SectorEvent event) {
    assertThat(database.sectors().append(sector, event, Instant.now()))
        .isInstanceOf(Outcome.Changed.class);
  }

  /** Wants what the state needs done, and waits for its end. */
  private static SectorState work(Database database, WorkerRuntime worker, SectorId sector)
      throws Exception {
    StoredSector seen = database.sectors().find(sector).orElseThrow();
    SectorState before = seen.state();
    TaskType type = TaskType.valueOf(Work.of(before).orElseThrow().name());
    database
        .tasks()
        .want(
            new TaskTable.Wanted(type, sector, PROOF, 0, TaskInputs.of(before)),
            seen,
            UUID.randomUUID(),
            Instant.now());
    Dispatcher dispatcher =
        new Dispatcher(
            database,
            RealWorker.PLANNER,
            Duration.ofMinutes(30),
            UnaryOperator.identity(),
            InstantSource.system());
    Instant end = Instant.now().plusSeconds(30);
    while (!database.tasks().all().isEmpty() || !worker.running().isEmpty()) {
      dispatcher.step();
      assertThat(Instant.now()).as("the end of patience with " + type).isBefore(end);
      Thread.sleep(POLL);
    }
    return state(database, sector);
  }

  private static SectorId pledge(Database database) {
    return database
        .sectors()
        .pledge(
            new Pledge(new MinerId(1000), PROOF, new EpochSpan(540 * 2880)),
            new SectorNumber(42),
            Instant.now());
  }

  private static SectorState state(Database database, SectorId sector) {
    return database.sectors().find(sector).orElseThrow().state();
  }

  @Test
  void aWorkerSealsASectorFromItsPledgeToItsStorage() throws Exception {
    List<Mount> paths =
        List.of(
            RealWorker.path(folder.resolve("bench"), BENCH, Role.SEAL),
            RealWorker.path(folder.resolve("store"), STORE, Role.STORE));
    try (Database database = Database.open(DatabaseAddress.memory("d" + UUID.randomUUID()));
        WorkerRuntime worker = RealWorker.start(database, folder, paths)) {
      SectorId sector = pledge(database);
      assertThat(work(database, worker, sector)).isInstanceOf(SectorState.GetTicket.class);
      Needs needs = Needs.of(SectorSize.KIB_2);
      long whole = needs.unsealed() + needs.cache() + needs.sealed();
      assertThat(database.paths().spaceOf(sector)).containsExactly(Map.entry(BENCH, whole));

      happen(
          database,
          sector,
          new SectorEvent.TicketDrawn(new Ticket(Bytes32.repeat(1)), new Epoch(3)));
      assertThat(work(database, worker, sector)).isInstanceOf(SectorState.PreCommit2.class);
      assertThat(work(database, worker, sector).known().replica().orElseThrow().value().hex())
          .isEqualTo(RECORDED.get("comm_r").asString());
      assertThat(database.paths().spaceOf(sector))
          .as("what of the space is not written: sectors of zeros leave out their data")
          .containsExactly(Map.entry(BENCH, needs.unsealed()));

      happen(
          database, sector, new SectorEvent.PreCommitLanded(new Epoch(5), TokenAmount.ofAtto(1)));
      happen(
          database, sector, new SectorEvent.SeedDrawn(new Seed(Bytes32.repeat(2), new Epoch(15))));
      assertThat(work(database, worker, sector)).isInstanceOf(SectorState.Commit2.class);
      database
          .hosts()
          .pause(
              new Pause(new Pause.Scope.OnHost(RealWorker.HOST), Optional.of(TaskType.C2)),
              Instant.now());
      try (WorkerRuntime gpus =
          RealWorker.start(database, new Host.Name("without-paths"), folder, List.of())) {
        assertThat(work(database, gpus, sector))
            .isInstanceOf(SectorState.SubmitCommitAggregate.class);
      }
      assertThat(database.openings().find(sector)).as("what C1 made").isEmpty();
      happen(database, sector, new SectorEvent.Activated(new Epoch(20), new Epoch(2_000_000)));
      assertThat(work(database, worker, sector)).isInstanceOf(SectorState.MoveStorage.class);
      assertThat(work(database, worker, sector))
          .isInstanceOfSatisfying(
              SectorState.Proving.class,
              state -> assertThat(state.known().files()).isEqualTo(new Place("store")));
      assertThat(database.paths().spaceOf(sector)).isEmpty();
    }
    assertThat(folder.resolve("store/sealed/s-t01000-42")).hasSize(2048);
    assertThat(folder.resolve("bench/sealed")).isEmptyDirectory();
    assertThat(folder.resolve("bench/cache")).isEmptyDirectory();
  }

  @Test
  void aTaskGoesWhereTheFilesOfItsSectorAre() throws Exception {
    List<Mount> store = List.of(RealWorker.path(folder.resolve("store"), STORE, Role.STORE));
    try (Database database = Database.open(DatabaseAddress.memory("d" + UUID.randomUUID()));
        WorkerRuntime worker = RealWorker.start(database, folder, store)) {
      SectorId sector = pledge(database);
      assertThat(TaskInputs.of(state(database, sector))).isEmpty();
      happen(database, sector, new SectorEvent.Packed(List.of(), new Place("bench")));
      happen(
          database,
          sector,
          new SectorEvent.TicketDrawn(new Ticket(Bytes32.repeat(1)), new Epoch(3)));
      Set<StoragePath.Id> inputs = TaskInputs.of(state(database, sector));
      assertThat(inputs).containsExactly(BENCH);
      database
          .tasks()
          .want(
              new TaskTable.Wanted(TaskType.PC1, sector, PROOF, 0, inputs),
              database.sectors().find(sector).orElseThrow(),
              UUID.randomUUID(),
              Instant.now());
      Dispatcher dispatcher =
          new Dispatcher(
              database,
              RealWorker.PLANNER,
              Duration.ofMinutes(30),
              UnaryOperator.identity(),
              InstantSource.system());
      assertThat(dispatcher.step().held().getFirst().at().getFirst().obstacles())
          .anyMatch(Obstacle.Elsewhere.class::isInstance);
      assertThat(worker.running()).isEmpty();
    }
  }

  @Test
  void whatDeadWorkersLeftIsSweptUnlessItIsOfATaskOrOfAnotherCluster() throws Exception {
    List<Mount> bench = List.of(RealWorker.path(folder.resolve("bench"), BENCH, Role.SEAL));
    try (Database database = Database.open(DatabaseAddress.memory("d" + UUID.randomUUID()))) {
      SectorId sector = pledge(database);
      database
          .hosts()
          .register(
              new Worker(
                  new Worker.Id(UUID.randomUUID()),
                  RealWorker.HOST,
                  new Slots(Map.of()),
                  Instant.now()),
              new Host.Machine(1L << 36, 8, 0));
      database.paths().look(RealWorker.HOST, bench, Instant.now());
      Path attempts = folder.resolve("bench/sealwright-work");
      Path over = Files.createDirectories(attempts.resolve("s-t01000-42/PC1-3"));
      Path open = Files.createDirectories(attempts.resolve("s-t01000-42/AP-1"));
      Path foreign = Files.createDirectories(attempts.resolve("s-t01001-42/PC1-3"));
      database
          .tasks()
          .want(
              new TaskTable.Wanted(TaskType.AP, sector, PROOF, 0, Set.of()),
              database.sectors().find(sector).orElseThrow(),
              UUID.randomUUID(),
              Instant.now());
      assertThat(new Sweep(database, RealWorker.HOST, InstantSource.system()).run()).isEqualTo(1);
      assertThat(over).doesNotExist();
      assertThat(open).exists();
      assertThat(foreign).exists();
    }
  }

  @Test
  void filesOfASectorWithoutAFirstFileAndTrashThatIsOverAreSwept() throws Exception {
    List<Mount> bench = List.of(RealWorker.path(folder.resolve("bench"), BENCH, Role.SEAL));
    try (Database database = Database.open(DatabaseAddress.memory("d" + UUID.randomUUID()));
        WorkerRuntime _ = RealWorker.start(database, folder, bench)) {
      SectorId sector = pledge(database);
      Path layers = Files.createDirectories(folder.resolve("bench/cache/s-t01000-42"));
      Path foreign = Files.createDirectories(folder.resolve("bench/cache/s-t01001-42"));
      Path trash = Files.createDirectories(folder.resolve("bench/.sealwright-trash"));
      Path over = Files.createFile(trash.resolve("1000.sealed.s-t01000-42"));
      Path kept = Files.createFile(trash.resolve("99999999999.sealed.s-t01000-42"));
      Path others = Files.createFile(trash.resolve("1000.sealed.s-t01001-42"));
      Sweep sweep = new Sweep(database, RealWorker.HOST, InstantSource.system());

      assertThat(sweep.run()).isEqualTo(1);
      assertThat(layers).doesNotExist();
      assertThat(over).as("of a sector that is not removed").exists();

      Files.createDirectories(layers);
      happen(database, sector, new SectorEvent.Packed(List.of(), new Place("bench")));
      happen(
          database,
          sector,
          new SectorEvent.TicketDrawn(new Ticket(Bytes32.repeat(1)), new Epoch(3)));
      assertThat(sweep.run()).as("P1 may be at it").isZero();

      happen(database, sector, new SectorEvent.Remove(Reason.OPERATOR));
      happen(database, sector, new SectorEvent.Removed());
      assertThat(sweep.run()).isEqualTo(2);
      assertThat(layers).doesNotExist();
      assertThat(over).doesNotExist();
      assertThat(kept).exists();
      assertThat(foreign).exists();
      assertThat(others).exists();
    }
  }

  @Test
  void whatAPromiseMayStillNeedStays() {
    SectorState packing =
        new SectorState.Packing(
            new Evidence.Pledged(
                new SectorId(new MinerId(1000), new SectorNumber(42)),
                PROOF,
                new EpochSpan(540 * 2880)));
    SectorEvent landed = new SectorEvent.PreCommitLanded(new Epoch(5), TokenAmount.ofAtto(1));
    SectorLog promised =
        SectorLog.EMPTY.plus(new SectorLog.Entry(Instant.EPOCH, landed, "WaitSeed"));
    assertThat(Remains.fate(packing, promised)).isEqualTo(Remains.Fate.STAY);
    assertThat(Remains.fate(packing, SectorLog.EMPTY)).isEqualTo(Remains.Fate.GO);
  }
}
