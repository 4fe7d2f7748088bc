package io.sealwright.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.schedule.Plan;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.Snapshot;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.WaitingTask;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.epoch.EpochSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When nothing of a type of tasks can be begun, and what is said of it. */
final class StallTest {
  private static final SealProof PROOF = new SealProof(SealFamily.V1_1, SectorSize.KIB_2);
  private static final Pause ALL = new Pause(new Pause.Scope.Everywhere(), Optional.empty());
  private static final Host.Machine BIG = new Host.Machine(1L << 36, 8, 0);
  private static final Host.Name OFF = new Host.Name("off");
  private static final StoragePath.Id FAST = new StoragePath.Id("fast");
  private static final StoragePath.Id ROOM = new StoragePath.Id("room");
  private static final Set<StoragePath.Role> BOTH = Set.of(StoragePath.Role.values());
  private static final Map<TaskType, Integer> PHASE_1 = Map.of(TaskType.PC1, 1);

  private Instant now = Instant.parse("2026-11-28T06:00:00Z");
  private Database database;
  private Dispatcher dispatcher;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseAddress.memory("s" + UUID.randomUUID()));
    dispatcher =
        new Dispatcher(
            database, RealWorker.PLANNER, Duration.ofHours(1), UnaryOperator.identity(), () -> now);
    want();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void want() {
    SectorId sector =
        database
            .sectors()
            .pledge(
                new Pledge(new MinerId(1000), PROOF, new EpochSpan(2_000_000)),
                new SectorNumber(0),
                now);
    database
        .tasks()
        .want(
            new TaskTable.Wanted(TaskType.AP, sector, PROOF, 0, Set.of()),
            database.sectors().find(sector).orElseThrow(),
            UUID.randomUUID(),
            now);
  }

  private Worker enter(String host, Host.Machine machine) {
    Worker worker =
        new Worker(
            new Worker.Id(UUID.randomUUID()),
            new Host.Name(host),
            new Slots(Map.of(TaskType.AP, 1)),
            now);
    database.hosts().register(worker, machine);
    return worker;
  }

  /** Worker with a path to seal on. */
  private Worker equipped(String host) {
    Worker worker = enter(host, BIG);
    database.paths().look(worker.host(), List.of(ClusterTest.PATH), now);
    return worker;
  }

  /** Rounds of the planner, in which these workers are heard. */
  private Plan pass(Duration time, Worker... heard) {
    Plan plan = dispatcher.step();
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) < 0;
        passed = passed.plusSeconds(10)) {
      now = now.plusSeconds(10);
      for (Worker worker : heard) {
        database.hosts().heartbeat(worker.id(), now);
      }
      plan = dispatcher.step();
    }
    return plan;
  }

  private String told() {
    assertThat(dispatcher.stalled()).hasSize(1);
    Stall stall = dispatcher.stalled().getFirst();
    assertThat(stall.type()).isEqualTo(TaskType.AP);
    assertThat(stall.byOperator()).isFalse();
    return stall.words();
  }

  @Test
  void aTypeThatNoWorkerTakesIsToldAfterMinutesAndUntilOneCan() {
    want();
    pass(Duration.ofSeconds(290));
    assertThat(dispatcher.stalled()).isEmpty();
    pass(Duration.ofSeconds(10));
    assertThat(told())
        .isEqualTo("no worker takes AP, and 2 wait for one: start a worker with slots for it");

    Worker worker = equipped("a");
    pass(Duration.ZERO, worker);
    assertThat(dispatcher.stalled()).as("one has it, the other waits for its slot").isEmpty();
    pass(Duration.ofMinutes(6), worker);
    assertThat(dispatcher.stalled()).isEmpty();
  }

  @Test
  void aSilentWorkerIsNamedByItsHost() {
    equipped("a");
    database.hosts().drain(new Host.Name("a"), true);
    pass(Duration.ofSeconds(10));
    database.hosts().drain(new Host.Name("a"), false);
    now = now.plus(Duration.ofMinutes(2));
    pass(Duration.ofMinutes(5));
    assertThat(told())
        .isEqualTo(
            "no worker can begin with AP, and 1 wait: on a the worker is silent since"
                + " 2026-11-28T06:00:00Z; see 'sealwright sealing sched-diag'");
  }

  @Test
  void noPathAndTooLittleMemoryAreReasons() {
    Worker pathless = enter("a", BIG);
    Worker small = enter("b", new Host.Machine(1, 8, 0));
    database.paths().look(small.host(), List.of(ClusterTest.PATH), now);
    pass(Duration.ofMinutes(5), pathless, small);
    assertThat(told())
        .contains("on a there is no path to seal on, on b memory lacks (")
        .contains(" needed, 1 B free)");
  }

  /** The other worker would take it but for the pause, so that is the cause. */
  @Test
  void whatOperatorsPausedIsToldAsSuch() {
    Worker worker = equipped("a");
    enter("b", BIG);
    database.hosts().pause(ALL, now);
    pass(Duration.ofMinutes(5), worker);
    assertThat(dispatcher.stalled())
        .containsExactly(
            new Stall(
                TaskType.AP,
                true,
                "operators have paused or drained all that could take AP, and 1 wait; see"
                    + " 'sealwright sealing sched-diag'"));

    database.hosts().resume(ALL);
    assertThat(pass(Duration.ZERO, worker).assignments()).hasSize(1);
    assertThat(dispatcher.stalled()).isEmpty();
  }

  /** Whoever lifts it would gain nothing; what else keeps the task has its own minutes. */
  @Test
  void aPauseDoesNotHideWhatElseIsWrong() {
    Worker worker = equipped("a");
    database.hosts().pause(ALL, now);
    pass(Duration.ofMinutes(5), worker);
    assertThat(dispatcher.stalled()).extracting(Stall::byOperator).containsExactly(true);
    pass(Duration.ofMinutes(2));
    assertThat(dispatcher.stalled()).isEmpty();
    pass(Duration.ofMinutes(5));
    assertThat(told()).contains("the worker is silent since", " and an operator has paused it");
  }

  /** As for maintenance: its worker has left the list, or is heard no more. */
  @Test
  void whatLiesOnAHostThatIsDrainedAndOffIsTheOperatorsDoing() {
    assertThat(stalls(waits(Set.of()), Set.of(OFF))).isEmpty();
    WaitingTask there = waits(Set.of(FAST));
    assertThat(stalls(there, Set.of(OFF))).extracting(Stall::byOperator).containsExactly(true);
    assertThat(stalls(there, Set.of())).extracting(Stall::byOperator).containsExactly(false);
  }

  /** Sectors that wait for the chain have no task, and leave the path when they go on. */
  @Test
  void aPathThatIsFullOfSectorsThatGoOnBecomesEmptyByItself() {
    WaitingTask next = waits(Set.of());
    SectorId other = new SectorId(next.sector().miner(), new SectorNumber(9));
    assertThat(stalls(next, new StoragePath(ROOM, BOTH, 10, Map.of(other, 10L)))).isEmpty();
    assertThat(stalls(next, new StoragePath(ROOM, BOTH, 10, Map.of())))
        .singleElement()
        .extracting(Stall::words)
        .asString()
        .contains("path room lacks space (");
  }

  private WaitingTask waits(Set<StoragePath.Id> inputs) {
    return new WaitingTask(
        new TaskId(new UUID(2, 1)),
        TaskType.PC1,
        new SectorId(new MinerId(1000), new SectorNumber(1)),
        PROOF,
        0,
        now,
        inputs,
        new FencingToken(4));
  }

  /** With a worker on a host that is on, and without one on another, which has a path. */
  private List<Stall> stalls(WaitingTask task, Set<Host.Name> drained) {
    return stalls(task, new StoragePath(ROOM, BOTH, 1L << 39, Map.of()), drained);
  }

  private List<Stall> stalls(WaitingTask task, StoragePath room) {
    return stalls(task, room, Set.of());
  }

  private List<Stall> stalls(WaitingTask task, StoragePath room, Set<Host.Name> drained) {
    Host.Name on = new Host.Name("on");
    Snapshot snapshot =
        new Snapshot(
            now,
            List.of(
                new Host(on, BIG, Set.of(ROOM), Optional.empty()),
                new Host(OFF, BIG, Set.of(FAST), Optional.empty())),
            List.of(new Worker(new Worker.Id(new UUID(0, 1)), on, new Slots(PHASE_1), now)),
            List.of(room, new StoragePath(FAST, BOTH, 1L << 39, Map.of())),
            List.of(),
            List.of(task),
            List.of(),
            drained,
            Map.of());
    return Stall.in(snapshot, RealWorker.PLANNER.plan(snapshot));
  }

  @Test
  void whatPassesUnwatchedDoesNotCount() {
    pass(Duration.ofMinutes(1));
    now = now.plus(Duration.ofHours(1));
    pass(Duration.ofSeconds(10));
    assertThat(dispatcher.stalled()).isEmpty();
  }
}
