package io.sealwright.engine.schedule.rehearsal;

import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.schedule.Lease;
import io.sealwright.engine.schedule.Plan;
import io.sealwright.engine.schedule.RunningTask;
import io.sealwright.engine.schedule.Snapshot;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.WaitingTask;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * One run of a scenario, tick by tick: what has ended by now is published or refused, what was lost
 * with a frozen worker waits again, and the planner is asked.
 */
public final class Rehearsal {
  private static final Instant START = Instant.EPOCH;
  private static final MinerId MINER = new MinerId(1000);

  private final Scenario scenario;
  private final RandomGenerator random;
  private final Function<Snapshot, Plan> planner;
  private final VirtualCluster cluster;
  private final Map<TaskId, WaitingTask> waiting = new LinkedHashMap<>();
  private final Map<TaskId, Attempt> running = new LinkedHashMap<>();
  private final Map<TaskId, FencingToken> tokens = new HashMap<>();
  private final Map<SectorId, StoragePath.Id> homes = new HashMap<>();
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparing(Later::at).thenComparingLong(Later::order));
  private final Map<TaskType, Integer> published = new EnumMap<>(TaskType.class);
  private Instant now = START;
  private long order;
  private int finished;
  private int refused;
  private int plans;
  private int mostWaiting;

  /** A worker's try at a task; the lease is moved on as long as the worker is awake. */
  private static final class Attempt {
    final WaitingTask task;
    Lease lease;

    Attempt(WaitingTask task, Lease lease) {
      this.task = task;
      this.lease = lease;
    }
  }

  /** What happens at an instant, in the order in which it was arranged. */
  private record Later(Instant at, long order, Runnable what) {}

  private Rehearsal(Scenario scenario, RandomGenerator random, Function<Snapshot, Plan> planner) {
    this.scenario = scenario;
    this.random = random;
    this.planner = planner;
    this.cluster = new VirtualCluster(scenario, START);
  }

  /** Runs a scenario until all sectors are finished or its limit is reached. */
  public static Outcome run(
      Scenario scenario, RandomGenerator random, Function<Snapshot, Plan> planner) {
    return new Rehearsal(scenario, random, planner).run();
  }

  private Outcome run() {
    for (int number = 0; number < scenario.sectors(); number++) {
      enqueue(new SectorId(MINER, new SectorNumber(number)), TaskType.AP, Set.of());
    }
    while (finished < scenario.sectors() && now.isBefore(START.plus(scenario.limit()))) {
      tick();
      now = now.plus(scenario.tick());
    }
    return new Outcome(
        finished, Duration.between(START, now), plans, published, refused, mostWaiting);
  }

  private void tick() {
    cluster.tick(now, random);
    renewOrTakeBack();
    while (!later.isEmpty() && !later.peek().at().isAfter(now)) {
      Objects.requireNonNull(later.poll()).what().run();
    }
    mostWaiting = Math.max(mostWaiting, waiting.size());
    plans++;
    planner.apply(snapshot()).assignments().forEach(this::start);
  }

  private void renewOrTakeBack() {
    List<Attempt> lost = new ArrayList<>();
    for (Attempt attempt : running.values()) {
      if (attempt.lease.hasExpired(now)) {
        lost.add(attempt);
      } else if (!cluster.isFrozen(attempt.lease.worker(), now)) {
        attempt.lease = attempt.lease.renewed(now, now.plus(scenario.rules().lease()));
      }
    }
    for (Attempt attempt : lost) {
      running.remove(attempt.task.id());
      if (attempt.task.type() == TaskType.AP) {
        cluster.release(cluster.sealPathOf(attempt.lease.worker()), attempt.task.sector());
      }
      enqueue(attempt.task.sector(), attempt.task.type(), attempt.task.inputs());
    }
  }

  private Snapshot snapshot() {
    return new Snapshot(
        now,
        cluster.hosts(),
        cluster.workers(),
        cluster.paths(),
        running.values().stream()
            .map(attempt ->
                new RunningTask(
                    attempt.task.id(),
                    attempt.task.type(),
                    attempt.task.sector(),
                    attempt.task.proof(),
                    attempt.lease))
            .toList(),
        List.copyOf(waiting.values()),
        List.of(),
        Set.of());
  }

  private void enqueue(SectorId sector, TaskType type, Set<StoragePath.Id> inputs) {
    TaskId id = idOf(sector, type);
    waiting.put(
        id,
        new WaitingTask(
            id,
            type,
            sector,
            scenario.proof(),
            0,
            now,
            inputs,
            tokens.getOrDefault(id, FencingToken.NONE)));
  }

  private static TaskId idOf(SectorId sector, TaskType type) {
    byte[] name = (sector + " " + type).getBytes(StandardCharsets.UTF_8);
    return new TaskId(UUID.nameUUIDFromBytes(name));
  }

  private void start(Plan.Assignment assignment) {
    WaitingTask task = assignment.task();
    Lease lease = assignment.lease();
    waiting.remove(task.id());
    tokens.put(task.id(), lease.token());
    assignment.reservation().ifPresent(cluster::reserve);
    if (task.type() == TaskType.PC1) {
      cluster.startPhase1(lease.worker(), now);
    }
    Attempt attempt = new Attempt(task, lease);
    running.put(task.id(), attempt);
    Duration usual = Objects.requireNonNull(scenario.durations().get(task.type()));
    at(now.plusNanos((long) (usual.toNanos() * (0.9 + 0.2 * random.nextDouble()))), attempt);
  }

  private void at(Instant end, Attempt attempt) {
    later.add(new Later(end, order++, () -> end(attempt)));
  }

  /** A frozen worker comes back with its result when it wakes, and not before. */
  private void end(Attempt attempt) {
    Lease lease = attempt.lease;
    if (cluster.isFrozen(lease.worker(), now)) {
      at(cluster.frozenUntil(lease.worker()).orElseThrow(), attempt);
      return;
    }
    WaitingTask task = attempt.task;
    FencingToken current = Objects.requireNonNull(tokens.get(task.id()));
    if (!lease.mayPublish(current, now)) {
      refused++;
      return;
    }
    running.remove(task.id());
    published.merge(task.type(), 1, Integer::sum);
    if (task.type() == TaskType.AP) {
      homes.put(task.sector(), cluster.sealPathOf(lease.worker()));
    }
    goOn(task.sector(), task.type());
  }

  private void goOn(SectorId sector, TaskType done) {
    StoragePath.Id home = Objects.requireNonNull(homes.get(sector));
    switch (done) {
      case AP -> enqueue(sector, TaskType.PC1, Set.of(home));
      case PC1 -> enqueue(sector, TaskType.PC2, Set.of(home));
      case PC2 ->
          later.add(
              new Later(
                  now.plus(scenario.seedWait()),
                  order++,
                  () -> enqueue(sector, TaskType.C1, Set.of(home))));
      case C1 -> enqueue(sector, TaskType.C2, Set.of());
      case C2 -> enqueue(sector, TaskType.FIN, Set.of(home));
      case FIN -> {
        cluster.finish(sector, home);
        finished++;
      }
      case GET, WDP -> throw new IllegalArgumentException(done + " is not rehearsed");
    }
  }
}
