package io.sealwright.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.schedule.Plan.Assignment;
import io.sealwright.engine.schedule.Plan.At;
import io.sealwright.engine.schedule.Plan.Held;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What holds of every plan, counted from the lists of the snapshot anew for each question: slow,
 * and without anything of the planner's own accounts.
 */
public final class PlanChecks {
  private final Rules rules;
  private final Snapshot snapshot;
  private final Plan plan;
  private final Map<Worker.Id, Worker> workers;
  private final Map<Host.Name, Host> hosts;
  private final List<Load> before;
  private final List<Load> after;

  /** A task on a worker. */
  private record Load(Worker.Id worker, TaskType type, SectorSize size) {}

  private PlanChecks(Rules rules, Snapshot snapshot, Plan plan) {
    this.rules = rules;
    this.snapshot = snapshot;
    this.plan = plan;
    this.workers = snapshot.workers().stream().collect(Collectors.toMap(Worker::id, w -> w));
    this.hosts = snapshot.hosts().stream().collect(Collectors.toMap(Host::name, h -> h));
    this.before =
        snapshot.running().stream()
            .map(t -> new Load(t.lease().worker(), t.type(), t.proof().size()))
            .toList();
    this.after =
        Stream.concat(before.stream(), plan.assignments().stream().map(PlanChecks::load)).toList();
  }

  private Worker worker(Worker.Id id) {
    return Objects.requireNonNull(workers.get(id));
  }

  private Host host(Worker worker) {
    return Objects.requireNonNull(hosts.get(worker.host()));
  }

  private static Load load(Assignment given) {
    return new Load(given.lease().worker(), given.task().type(), given.task().proof().size());
  }

  /** Fails on the first thing that does not hold. */
  public static void check(Rules rules, Snapshot snapshot, Plan plan) {
    PlanChecks checks = new PlanChecks(rules, snapshot, plan);
    checks.everyTaskIsAnsweredOnce();
    plan.assignments().forEach(checks::isAllowed);
    checks.nothingIsOverbooked();
    plan.held().forEach(checks::isHeldForTheTrueReasons);
    checks.rankIsKeptAmongEquals();
  }

  private void everyTaskIsAnsweredOnce() {
    assertThat(
            Stream.concat(
                plan.assignments().stream().map(Assignment::task),
                plan.held().stream().map(Held::task)))
        .containsExactlyInAnyOrderElementsOf(snapshot.waiting());
  }

  private void isAllowed(Assignment given) {
    Worker worker = worker(given.lease().worker());
    Host host = host(worker);
    WaitingTask task = given.task();
    assertThat(worker.lastHeartbeat()).isAfterOrEqualTo(snapshot.now().minus(rules.silence()));
    assertThat(isClosedByDrain(host, task.type())).isFalse();
    assertThat(isPutOff(task)).isFalse();
    assertThat(snapshot.pauses()).noneMatch(pause -> pause.covers(worker, task.type()));
    assertThat(host.paths()).containsAll(task.inputs());
    assertThat(given.lease().token().number()).isEqualTo(task.token().number() + 1);
    assertThat(given.lease().expires()).isEqualTo(snapshot.now().plus(rules.lease()));
    DiskNeed need = DiskNeed.of(task.type(), task.proof().size());
    if (need.bytes() > 0) {
      assertThat(snapshot.paths())
          .anyMatch(path ->
              host.paths().contains(path.id())
                  && path.roles().contains(need.role())
                  && reserved(path, task.sector()) >= need.bytes());
    }
  }

  private void nothingIsOverbooked() {
    for (Load load : Set.copyOf(after)) {
      Worker worker = workers.get(load.worker());
      if (worker != null
          && added(l -> l.worker().equals(load.worker()) && l.type() == load.type())) {
        assertThat(count(worker, load.type())).isLessThanOrEqualTo(worker.slots().of(load.type()));
      }
    }
    for (Host host : snapshot.hosts()) {
      assertThat(memory(host, after))
          .isLessThanOrEqualTo(Math.max(host.machine().memory(), memory(host, before)));
      assertThat(sum(host, after, n -> n.threadsOn(host.machine())))
          .isLessThanOrEqualTo(
              Math.max(
                  host.machine().threads(), sum(host, before, n -> n.threadsOn(host.machine()))));
      assertThat(sum(host, after, n -> n.gpusOn(host.machine())))
          .isLessThanOrEqualTo(
              Math.max(host.machine().gpus(), sum(host, before, n -> n.gpusOn(host.machine()))));
      assertThat(startsOfPhase1(host)).isLessThanOrEqualTo(staggers() ? 1 : Long.MAX_VALUE);
    }
    for (StoragePath path : snapshot.paths()) {
      assertThat(newlyReserved(path)).isLessThanOrEqualTo(Math.max(0, path.available()));
    }
  }

  private boolean added(Predicate<Load> which) {
    return plan.assignments().stream().map(PlanChecks::load).anyMatch(which);
  }

  private boolean staggers() {
    return !rules.staggerPerGib().isZero();
  }

  private long startsOfPhase1(Host host) {
    return plan.assignments().stream()
        .filter(given ->
            given.task().type() == TaskType.PC1
                && worker(given.lease().worker()).host().equals(host.name()))
        .count();
  }

  /** The reasons name every worker with slots, and each is told of exactly what is against it. */
  private void isHeldForTheTrueReasons(Held held) {
    TaskType type = held.task().type();
    assertThat(held.at())
        .extracting(At::worker)
        .containsExactlyInAnyOrderElementsOf(
            snapshot.workers().stream()
                .filter(worker -> worker.slots().of(type) > 0)
                .map(Worker::id)
                .toList());
    assertThat(held.nobodyTakesIt()).isEqualTo(held.at().isEmpty());
    for (At at : held.at()) {
      List<Obstacle> told = new ArrayList<>(at.obstacles());
      boolean heldBack = told.removeIf(o -> o instanceof Obstacle.HeldFor f && isTrue(f, at));
      Set<Obstacle> found = found(worker(at.worker()), held.task());
      assertThat(told).containsExactlyInAnyOrderElementsOf(found);
      assertThat(found.isEmpty() && !heldBack).isFalse();
    }
  }

  /**
   * Room is kept for a waiting task with a right to it, which lacks room there and nothing else.
   */
  private boolean isTrue(Obstacle.HeldFor kept, At at) {
    Held claimant =
        plan.held().stream()
            .filter(h -> h.task().id().equals(kept.task()))
            .findFirst()
            .orElseThrow();
    WaitingTask task = claimant.task();
    assertThat(
            task.type() == TaskType.WDP
                || task.since().plus(rules.patience()).isBefore(snapshot.now()))
        .isTrue();
    return claimant.at().stream()
        .filter(other -> other.host().equals(at.host()))
        .anyMatch(other -> other.obstacles().stream().anyMatch(Obstacle::endsWithRunningTasks));
  }

  /** What is finished may leave. */
  private boolean isClosedByDrain(Host host, TaskType type) {
    return snapshot.drained().contains(host.name()) && type != TaskType.FIN && type != TaskType.GET;
  }

  /** Whether a finished sector would lie where only hosts see it that are drained. */
  private boolean staysOnDrained(Host host, StoragePath path, TaskType type) {
    return snapshot.drained().contains(host.name())
        && !isClosedByDrain(host, type)
        && snapshot.hosts().stream()
            .filter(other -> other.paths().contains(path.id()))
            .allMatch(other -> snapshot.drained().contains(other.name()));
  }

  /** A task that is put off is not weighed against anything else. */
  private Set<Obstacle> found(Worker worker, WaitingTask task) {
    if (isPutOff(task)) {
      return Set.of(new Obstacle.PutOff(task.notBefore()));
    }
    Host host = host(worker);
    Set<Obstacle> found = new HashSet<>();
    if (worker.lastHeartbeat().isBefore(snapshot.now().minus(rules.silence()))) {
      found.add(new Obstacle.Silent(worker.lastHeartbeat()));
    }
    snapshot.pauses().stream()
        .filter(pause -> pause.covers(worker, task.type()))
        .forEach(pause -> found.add(new Obstacle.Paused(pause)));
    if (isClosedByDrain(host, task.type())) {
      found.add(new Obstacle.Drained(host.name()));
    }
    if (!host.paths().containsAll(task.inputs())) {
      found.add(
          new Obstacle.Elsewhere(
              task.inputs().stream().filter(p -> !host.paths().contains(p)).sorted().toList(),
              hosts.values().stream()
                  .filter(other -> other.paths().containsAll(task.inputs()))
                  .map(Host::name)
                  .sorted()
                  .toList()));
    }
    SectorSize size = task.proof().size();
    if (task.type() == TaskType.C2 && worker.proves().stream().noneMatch(size::equals)) {
      found.add(new Obstacle.NoParameters(size));
    }
    int slots = worker.slots().of(task.type());
    if (count(worker, task.type()) >= slots) {
      found.add(new Obstacle.NoSlot((int) count(worker, task.type()), slots));
    }
    addStagger(host, task, found);
    addShortages(worker, host, task, found);
    addSpace(host, task, found);
    return found;
  }

  private void addStagger(Host host, WaitingTask task, Set<Obstacle> found) {
    if (task.type() == TaskType.PC1) {
      (startsOfPhase1(host) > 0 ? Optional.of(snapshot.now()) : host.lastPhase1())
          .map(last -> last.plus(rules.stagger(task.proof().size())))
          .filter(next -> next.isAfter(snapshot.now()))
          .ifPresent(next -> found.add(new Obstacle.Staggered(next)));
    }
  }

  private void addShortages(Worker worker, Host host, WaitingTask task, Set<Obstacle> found) {
    Load load = new Load(worker.id(), task.type(), task.proof().size());
    Need need = rules.needs().of(task.type(), task.proof().size());
    long memory = need.memory() + (after.contains(load) ? 0 : need.shared());
    long free = Math.max(0, host.machine().memory() - memory(host, after));
    if (memory > free) {
      found.add(new Obstacle.Memory(memory, free));
    }
    int threads = need.threadsOn(host.machine());
    long idle = host.machine().threads() - sum(host, after, n -> n.threadsOn(host.machine()));
    if (threads > Math.max(0, idle)) {
      found.add(new Obstacle.Threads(threads, (int) Math.max(0, idle)));
    }
    int gpus = need.gpusOn(host.machine());
    long cards = host.machine().gpus() - sum(host, after, n -> n.gpusOn(host.machine()));
    if (gpus > Math.max(0, cards)) {
      found.add(new Obstacle.Gpus(gpus, (int) Math.max(0, cards)));
    }
    boolean isShort = memory > free || threads > Math.max(0, idle) || gpus > Math.max(0, cards);
    long all = host.machine().memory() - memory(host, after);
    if (isShort
        && snapshot.proofs().containsKey(host.name())
        && memory <= all + window(host, Need::memory) + window(host, Need::shared)
        && threads <= idle + window(host, n -> n.threadsOn(host.machine()))
        && gpus <= cards + window(host, n -> n.gpusOn(host.machine()))) {
      found.add(new Obstacle.ProvesWindow(snapshot.proofs().get(host.name()).deadline()));
    }
  }

  /** No path of the host has the space, or the one its files lie on has not. */
  private void addSpace(Host host, WaitingTask task, Set<Obstacle> found) {
    DiskNeed need = DiskNeed.of(task.type(), task.proof().size());
    if (need.bytes() == 0) {
      return;
    }
    List<StoragePath> fitting =
        snapshot.paths().stream()
            .filter(path -> host.paths().contains(path.id()) && path.roles().contains(need.role()))
            .sorted(
                Comparator.comparing((StoragePath p) -> staysOnDrained(host, p, task.type()))
                    .thenComparing(p -> !task.inputs().contains(p.id()))
                    .thenComparingLong(p -> -reserved(p, task.sector()))
                    .thenComparingLong(p -> -Math.max(0, p.available() - newlyReserved(p)))
                    .thenComparing(StoragePath::id))
            .toList();
    if (fitting.isEmpty()) {
      found.add(new Obstacle.NoPath(need.role()));
      return;
    }
    StoragePath path = fitting.getFirst();
    long missing = Math.max(0, need.bytes() - reserved(path, task.sector()));
    long free = Math.max(0, path.available() - newlyReserved(path));
    if (missing > free) {
      found.add(new Obstacle.Space(path.id(), missing, free));
    }
  }

  /** Of tasks no worker can tell apart and that may begin, the lower in rank never goes first. */
  private void rankIsKeptAmongEquals() {
    Rank rank = new Rank(snapshot.now(), rules.patience());
    for (Held held : plan.held().stream().filter(h -> !isPutOff(h.task())).toList()) {
      assertThat(plan.assignments())
          .noneMatch(given ->
              given.task().type() == held.task().type()
                  && given.task().proof().equals(held.task().proof())
                  && given.task().inputs().equals(held.task().inputs())
                  && hasNothing(given.task().sector())
                  && hasNothing(held.task().sector())
                  && rank.compare(held.task(), given.task()) < 0);
    }
  }

  private boolean isPutOff(WaitingTask task) {
    return task.notBefore().isAfter(snapshot.now());
  }

  private boolean hasNothing(SectorId sector) {
    return snapshot.paths().stream().noneMatch(path -> path.reserved().containsKey(sector));
  }

  private long count(Worker worker, TaskType type) {
    return after.stream()
        .filter(load -> load.worker().equals(worker.id()) && load.type() == type)
        .count();
  }

  /** The shared part of a need counts once. */
  private long memory(Host host, List<Load> loads) {
    long shared =
        on(host, loads)
            .distinct()
            .mapToLong(load -> rules.needs().of(load.type(), load.size()).shared())
            .sum();
    return sum(host, loads, Need::memory) + window(host, Need::shared) + shared;
  }

  private long sum(Host host, List<Load> loads, ToLongFunction<Need> amount) {
    return on(host, loads)
            .map(load -> rules.needs().of(load.type(), load.size()))
            .mapToLong(amount)
            .sum()
        + window(host, amount);
  }

  /** What the proof of a window takes there. */
  private long window(Host host, ToLongFunction<Need> amount) {
    return Optional.ofNullable(snapshot.proofs().get(host.name()))
        .map(proof -> amount.applyAsLong(rules.needs().of(TaskType.WDP, proof.size())))
        .orElse(0L);
  }

  private Stream<Load> on(Host host, List<Load> loads) {
    return loads.stream()
        .filter(load ->
            workers.containsKey(load.worker()) && worker(load.worker()).host().equals(host.name()));
  }

  private long newlyReserved(StoragePath path) {
    return reservations(path).mapToLong(Reservation::bytes).sum();
  }

  private long reserved(StoragePath path, SectorId sector) {
    return path.reserved().getOrDefault(sector, 0L)
        + reservations(path)
            .filter(own -> own.sector().equals(sector))
            .mapToLong(Reservation::bytes)
            .sum();
  }

  private Stream<Reservation> reservations(StoragePath path) {
    return plan.assignments().stream()
        .flatMap(given -> given.reservation().stream())
        .filter(reservation -> reservation.path().equals(path.id()));
  }
}
