package io.sealwright.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.engine.schedule.Plan.Assignment;
import io.sealwright.engine.schedule.Plan.Held;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One reason, one rule at a time, on a cluster of one or two hosts. */
final class PlannerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final long GIB = 1L << 30;
  private static final Host.Machine BIG = new Host.Machine(1000 * GIB, 100, 0);
  private static final SealProof PROOF = new SealProof(SealFamily.V1_1, SectorSize.GIB_32);
  private static final Planner PLANNER = new Planner(Rules.DEFAULTS);

  private final List<Host> hosts = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final List<StoragePath> paths = new ArrayList<>();
  private final List<RunningTask> running = new ArrayList<>();
  private final List<WaitingTask> waiting = new ArrayList<>();
  private final List<Pause> pauses = new ArrayList<>();
  private Set<Host.Name> drained = Set.of();
  private Map<Host.Name, WindowProof> proofs = Map.of();

  @Test
  void aTaskIsGivenWithALeaseItsNextTokenAndSpaceForItsFiles() {
    Worker worker = host("a", Slots.SEALING);
    WaitingTask task = wait(TaskType.AP, 1);
    Assignment given = plan().assignments().getFirst();
    assertThat(given.lease())
        .isEqualTo(new Lease(worker.id(), task.token().next(), NOW.plus(Rules.DEFAULTS.lease())));
    assertThat(given.reservation())
        .contains(
            new Reservation(
                path("a"), task.sector(), DiskNeed.of(TaskType.AP, PROOF.size()).bytes()));
  }

  @Test
  void aSectorDoesNotReserveTwice() {
    host("a", Slots.SEALING);
    WaitingTask task = wait(TaskType.PC1, 1, path("a"));
    long half = DiskNeed.of(TaskType.PC1, PROOF.size()).bytes() / 2;
    reserve("a", task.sector(), half);
    assertThat(plan().assignments().getFirst().reservation().orElseThrow().bytes())
        .isEqualTo(DiskNeed.of(TaskType.PC1, PROOF.size()).bytes() - half);
  }

  @Test
  void everyReasonIsToldAtOnce() {
    Worker worker = host("a", new Slots(Map.of(TaskType.PC1, 1)));
    run(TaskType.PC1, worker);
    Pause pause = new Pause(new Pause.Scope.OnHost(worker.host()), Optional.of(TaskType.PC1));
    pauses.add(pause);
    drained = Set.of(worker.host());
    wait(TaskType.PC1, 1);
    assertThat(reasons())
        .containsExactly(
            new Obstacle.Paused(pause),
            new Obstacle.Drained(worker.host()),
            new Obstacle.NoSlot(1, 1));
  }

  @Test
  void aWorkerThatIsSilentIsGivenNothing() {
    Worker worker = host("a", Slots.COMMITTING);
    Instant last = NOW.minus(Rules.DEFAULTS.silence()).minusMillis(1);
    workers.set(0, new Worker(worker.id(), worker.host(), worker.slots(), last));
    wait(TaskType.C2, 1);
    assertThat(reasons()).containsExactly(new Obstacle.Silent(last));
  }

  @Test
  void aPauseOfOneTypeLeavesTheOthersAlone() {
    host("a", Slots.SEALING);
    pauses.add(new Pause(new Pause.Scope.Everywhere(), Optional.of(TaskType.AP)));
    wait(TaskType.AP, 1);
    WaitingTask other = wait(TaskType.PC1, 2);
    assertThat(assigned()).containsExactly(other);
  }

  /** Its id is that of one start. */
  @Test
  void aPauseOfAWorkerHoldsForItsNameOnItsHostWhateverItsStart() {
    Worker worker = host("a", Slots.SEALING);
    pauses.add(new Pause(new Pause.Scope.OnWorker(worker.host(), worker.name()), Optional.empty()));
    wait(TaskType.AP, 1);
    assertThat(reasons()).contains(new Obstacle.Paused(pauses.getFirst()));

    Worker again = new Worker(new Worker.Id(UUID.randomUUID()), worker.host(), worker.slots(), NOW);
    workers.set(0, again);
    assertThat(reasons()).contains(new Obstacle.Paused(pauses.getFirst()));

    Worker other =
        new Worker(worker.id(), worker.host(), "another", worker.slots(), worker.proves(), NOW);
    workers.set(0, other);
    assertThat(assigned()).hasSize(1);
  }

  @Test
  void layersKeepTheirSectorOnTheHostThatHoldsThem() {
    Worker holder = host("a", Slots.SEALING);
    host("b", Slots.SEALING);
    run(TaskType.PC2, holder);
    wait(TaskType.PC2, 1, path("a"));
    Held held = plan().held().getFirst();
    assertThat(held.at().get(0).obstacles()).containsExactly(new Obstacle.NoSlot(1, 1));
    assertThat(held.at().get(1).obstacles())
        .containsExactly(new Obstacle.Elsewhere(List.of(path("a")), List.of(holder.host())));
  }

  /** Else it would never become empty, and finished sectors would be faulty when it is off. */
  @Test
  void aHostThatIsDrainedBringsItsFinishedSectorsAwayAndDoesNothingElse() {
    host("a", Slots.SEALING);
    paths.set(
        0, new StoragePath(path("a"), Set.of(Role.SEAL, Role.STORE), 100_000 * GIB, Map.of()));
    drained = Set.of(new Host.Name("a"));
    WaitingTask trim = wait(TaskType.FIN, 1, path("a"));
    WaitingTask store = wait(TaskType.GET, 2, path("a"));
    wait(TaskType.C1, 3, path("a"));
    wait(TaskType.AP, 4);
    assertThat(assigned()).containsExactlyInAnyOrder(trim, store);
  }

  /** A host that is drained takes what others can bring away only if they cannot. */
  @Test
  void whatSeveralHostsSeeIsNotBroughtAwayByTheOneThatIsDrained() {
    host("a", Slots.SEALING);
    Worker other = host("b", Slots.SEALING);
    paths.set(
        0, new StoragePath(path("a"), Set.of(Role.SEAL, Role.STORE), 100_000 * GIB, Map.of()));
    hosts.set(1, new Host(new Host.Name("b"), BIG, Set.of(path("a"), path("b")), Optional.empty()));
    drained = Set.of(new Host.Name("a"));
    wait(TaskType.FIN, 1, path("a"));
    assertThat(plan().assignments())
        .singleElement()
        .extracting(given -> given.lease().worker())
        .isEqualTo(other.id());
  }

  @Test
  void aHostThatIsDrainedStoresWhereAnotherHostSeesIt() {
    host("a", Slots.SEALING);
    host("b", new Slots(Map.of()));
    paths.set(
        0, new StoragePath(path("a"), Set.of(Role.SEAL, Role.STORE), 100_000 * GIB, Map.of()));
    paths.set(1, new StoragePath(path("b"), Set.of(Role.STORE), 1_000 * GIB, Map.of()));
    hosts.set(0, new Host(new Host.Name("a"), BIG, Set.of(path("a"), path("b")), Optional.empty()));
    wait(TaskType.GET, 1, path("a"));
    assertThat(stored()).isEqualTo(path("a"));
    drained = Set.of(new Host.Name("a"));
    assertThat(stored()).isEqualTo(path("b"));
  }

  private StoragePath.Id stored() {
    return plan().assignments().getFirst().reservation().orElseThrow().path();
  }

  @Test
  void aProofIsMadeOnlyWhereThereAreParametersOfTheSize() {
    Worker worker = host("a", Slots.COMMITTING);
    workers.set(
        0,
        new Worker(
            worker.id(),
            worker.host(),
            worker.name(),
            worker.slots(),
            Set.of(SectorSize.MIB_8),
            NOW));
    wait(TaskType.C2, 1);
    assertThat(reasons()).containsExactly(new Obstacle.NoParameters(PROOF.size()));
    host("b", Slots.COMMITTING);
    assertThat(plan().assignments().getFirst().lease().worker()).isEqualTo(workers.get(1).id());
  }

  @Test
  void filesThatNoHostHasAreSaidToBeOnNone() {
    host("a", Slots.SEALING);
    StoragePath.Id gone = new StoragePath.Id("gone");
    wait(TaskType.C1, 1, gone);
    assertThat(reasons()).containsExactly(new Obstacle.Elsewhere(List.of(gone), List.of()));
  }

  @Test
  void aTypeNobodyTakesWaitsForThatReason() {
    host("a", Slots.SEALING);
    wait(TaskType.C2, 1);
    assertThat(plan().held().getFirst().nobodyTakesIt()).isTrue();
  }

  @Test
  void startsOfPhase1OnAHostAreStaggered() {
    host("a", Slots.SEALING);
    wait(TaskType.PC1, 1);
    wait(TaskType.PC1, 2);
    // 30 s for each of 32 GiB.
    assertThat(assigned()).hasSize(1);
    assertThat(reasons()).containsExactly(new Obstacle.Staggered(NOW.plus(Duration.ofMinutes(16))));
  }

  @Test
  void theLastStartCountsAlsoWhenItsTaskIsGone() {
    host("a", Slots.SEALING);
    Host host = hosts.getFirst();
    Instant last = NOW.minus(Duration.ofMinutes(15));
    hosts.set(0, new Host(host.name(), host.machine(), host.paths(), Optional.of(last)));
    wait(TaskType.PC1, 1);
    assertThat(reasons()).containsExactly(new Obstacle.Staggered(NOW.plus(Duration.ofMinutes(1))));
    hosts.set(
        0, new Host(host.name(), host.machine(), host.paths(), Optional.of(last.minusSeconds(60))));
    assertThat(assigned()).hasSize(1);
  }

  @Test
  void memoryIsCountedWithWhatTasksShareOnce() {
    Worker worker = host("a", new Host.Machine(400 * GIB, 100, 0), 100_000 * GIB, Slots.COMMITTING);
    run(TaskType.C2, worker);
    WaitingTask second = wait(TaskType.C2, 1);
    wait(TaskType.C2, 2);
    // 150 GiB each and 32 GiB once leave 68 GiB.
    assertThat(assigned()).containsExactly(second);
    assertThat(reasons()).containsExactly(new Obstacle.Memory(150 * GIB, 68 * GIB));
  }

  @Test
  void spaceThatIsReservedIsNotGivenAgain() {
    host("a", new Host.Machine(1000 * GIB, 64, 0), 1000 * GIB, Slots.SEALING);
    WaitingTask task = wait(TaskType.AP, 1);
    reserve("a", sector(77), 600 * GIB);
    long needed = DiskNeed.of(TaskType.AP, task.proof().size()).bytes();
    assertThat(reasons()).containsExactly(new Obstacle.Space(path("a"), needed, 400 * GIB));
  }

  @Test
  void provingComesFirstThenTheStageNearestToFinishedThenTheOldest() {
    host("a", new Slots(Map.of(TaskType.AP, 9, TaskType.C1, 9, TaskType.WDP, 1, TaskType.GET, 9)));
    WaitingTask piece = wait(TaskType.AP, 1, Duration.ofHours(2));
    WaitingTask openings = wait(TaskType.C1, 2, path("a"));
    WaitingTask older = wait(TaskType.C1, 3, Duration.ofHours(1), path("a"));
    WaitingTask window = wait(TaskType.WDP, 4);
    assertThat(assigned()).containsExactly(window, older, openings, piece);
  }

  @Test
  void pieceTasksAreNotStarvedByAnEndlessRowOfPhase1() {
    // Memory for one task: whatever is chosen keeps the other away.
    host("a", new Host.Machine(65 * GIB, 64, 0), 100_000 * GIB, Slots.SEALING);
    WaitingTask piece = wait(TaskType.AP, 1, Duration.ofHours(12));
    WaitingTask phase1 = wait(TaskType.PC1, 2);
    assertThat(assigned()).containsExactly(phase1);
    waiting.remove(piece);
    WaitingTask patient = wait(TaskType.AP, 1, Duration.ofHours(12).plusSeconds(1));
    assertThat(assigned()).containsExactly(patient);
  }

  @Test
  void roomIsKeptForALargeTaskThatHasWaitedLong() {
    Worker worker = host("a", new Host.Machine(1000 * GIB, 16, 0), 100_000 * GIB, Slots.SEALING);
    for (int i = 0; i < 9; i++) {
      run(TaskType.PC1, worker);
    }
    // Half of 16 threads; 7 are free, and a P1 would take one of them.
    WaitingTask large = wait(TaskType.PC2, 1, Duration.ofHours(13), path("a"));
    WaitingTask small = wait(TaskType.PC1, 2);
    Plan plan = plan();
    assertThat(plan.assignments()).isEmpty();
    assertThat(plan.held())
        .extracting(held -> held.at().getFirst().obstacles())
        .containsExactly(
            List.of(new Obstacle.Threads(8, 7)), List.of(new Obstacle.HeldFor(large.id())));
    running.removeFirst();
    assertThat(assigned()).containsExactly(large);
    waiting.remove(large);
    assertThat(assigned()).containsExactly(small);
  }

  @Test
  void nothingIsKeptForATaskThatHasJustCome() {
    Worker worker = host("a", new Host.Machine(1000 * GIB, 16, 0), 100_000 * GIB, Slots.SEALING);
    for (int i = 0; i < 9; i++) {
      run(TaskType.PC1, worker);
    }
    wait(TaskType.PC2, 1, path("a"));
    WaitingTask small = wait(TaskType.PC1, 2);
    assertThat(assigned()).containsExactly(small);
  }

  @Test
  void nothingIsKeptOnAHostThatIsTooSmallAltogether() {
    host("a", new Host.Machine(100 * GIB, 64, 0), 100_000 * GIB, Slots.COMMITTING);
    wait(TaskType.C2, 1, Duration.ofDays(9));
    assertThat(reasons()).containsExactly(new Obstacle.Memory(182 * GIB, 100 * GIB));
  }

  /** A window of 32 GiB takes 92 of 100 threads and 128 GiB. */
  @Test
  void roomIsLeftForTheWindowThatItsHostProves() {
    host("a", new Slots(Map.of(TaskType.PC1, 1, TaskType.C2, 4)));
    proofs = Map.of(new Host.Name("a"), new WindowProof(7, PROOF.size()));
    WaitingTask heavy = wait(TaskType.C2, 1);
    WaitingTask light = wait(TaskType.PC1, 2);
    assertThat(assigned()).containsExactly(light);
    waiting.remove(light);
    assertThat(reasons())
        .containsExactly(new Obstacle.Threads(23, 8), new Obstacle.ProvesWindow(7));
    host("b", Slots.COMMITTING);
    assertThat(assigned()).as("on another host").containsExactly(heavy);
  }

  @Test
  void aWindowIsNoReasonWhereTheTaskWouldNotFitWithoutIt() {
    host("a", new Host.Machine(150 * GIB, 100, 0), 100_000 * GIB, Slots.COMMITTING);
    proofs = Map.of(new Host.Name("a"), new WindowProof(7, PROOF.size()));
    wait(TaskType.C2, 1);
    assertThat(reasons())
        .containsExactly(new Obstacle.Memory(182 * GIB, 22 * GIB), new Obstacle.Threads(23, 8));
  }

  /** What a window takes does not come back for the others first. */
  @Test
  void aTaskThatHasWaitedLongGetsItsRoomWhenTheWindowIsProven() {
    host("a", new Slots(Map.of(TaskType.PC1, 1, TaskType.C2, 4)));
    proofs = Map.of(new Host.Name("a"), new WindowProof(7, PROOF.size()));
    WaitingTask large = wait(TaskType.C2, 1, Duration.ofHours(13));
    wait(TaskType.PC1, 2);
    assertThat(assigned()).isEmpty();
    proofs = Map.of();
    assertThat(assigned()).contains(large);
  }

  @Test
  void theHostWithMostFreeSlotsIsTaken() {
    Worker busy = host("a", Slots.COMMITTING);
    Worker idle = host("b", Slots.COMMITTING);
    run(TaskType.C2, busy);
    wait(TaskType.C2, 1);
    assertThat(plan().assignments().getFirst().lease().worker()).isEqualTo(idle.id());
  }

  @Test
  void aSnapshotThatContradictsItselfIsRefused() {
    host("a", Slots.COMMITTING);
    waiting.add(wait(TaskType.C2, 1));
    assertThatIllegalArgumentException().isThrownBy(this::plan).withMessageContaining("twice");
    waiting.removeLast();
    hosts.clear();
    assertThatIllegalArgumentException().isThrownBy(this::plan).withMessage("not listed: a");
  }

  @Test
  void aTaskThatGoesOnWithFilesSaysWhereTheyLie() {
    assertThatIllegalArgumentException().isThrownBy(() -> wait(TaskType.PC2, 1));
  }

  private Plan plan() {
    Snapshot snapshot =
        new Snapshot(NOW, hosts, workers, paths, running, waiting, pauses, drained, proofs);
    Plan plan = PLANNER.plan(snapshot);
    PlanChecks.check(Rules.DEFAULTS, snapshot, plan);
    return plan;
  }

  private List<WaitingTask> assigned() {
    return plan().assignments().stream().map(Assignment::task).toList();
  }

  /** Of the only worker, against the only task that waits. */
  private List<Obstacle> reasons() {
    List<Held> held = plan().held();
    assertThat(held).hasSize(1);
    assertThat(held.getFirst().at()).hasSize(1);
    return held.getFirst().at().getFirst().obstacles();
  }

  private Worker host(String name, Slots slots) {
    return host(name, BIG, 100_000 * GIB, slots);
  }

  private Worker host(String name, Host.Machine machine, long space, Slots slots) {
    paths.add(new StoragePath(path(name), Set.of(Role.SEAL), space, Map.of()));
    hosts.add(new Host(new Host.Name(name), machine, Set.of(path(name)), Optional.empty()));
    Worker worker =
        new Worker(new Worker.Id(new UUID(0, workers.size())), new Host.Name(name), slots, NOW);
    workers.add(worker);
    return worker;
  }

  private void reserve(String host, SectorId sector, long bytes) {
    paths.replaceAll(path ->
        path.id().equals(path(host))
            ? new StoragePath(path.id(), path.roles(), path.free(), Map.of(sector, bytes))
            : path);
  }

  private void run(TaskType type, Worker worker) {
    running.add(
        new RunningTask(
            new TaskId(new UUID(1, running.size())),
            type,
            sector(1000 + running.size()),
            PROOF,
            new Lease(worker.id(), new FencingToken(1), NOW.plusSeconds(60))));
  }

  private WaitingTask wait(TaskType type, int sector, StoragePath.Id... inputs) {
    return wait(type, sector, Duration.ZERO, inputs);
  }

  private WaitingTask wait(TaskType type, int sector, Duration time, StoragePath.Id... inputs) {
    WaitingTask task =
        new WaitingTask(
            new TaskId(new UUID(2, sector)),
            type,
            sector(sector),
            PROOF,
            0,
            NOW.minus(time),
            Set.of(inputs),
            new FencingToken(4));
    waiting.add(task);
    return task;
  }

  private static StoragePath.Id path(String host) {
    return new StoragePath.Id("nvme@" + host);
  }

  private static SectorId sector(int number) {
    return new SectorId(new MinerId(1000), new SectorNumber(number));
  }
}
