package io.sealwright.engine.serving;

import io.sealwright.engine.cluster.work.TaskType;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Need;
import io.sealwright.engine.schedule.Plan;
import io.sealwright.engine.schedule.Planner;
import io.sealwright.engine.schedule.RunningTask;
import io.sealwright.engine.schedule.Snapshot;
import io.sealwright.engine.schedule.WaitingTask;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.lotus.cluster.CallId;
import io.sealwright.lotus.cluster.SchedulerState;
import io.sealwright.lotus.cluster.WorkerJob;
import io.sealwright.lotus.cluster.WorkerStats;
import io.sealwright.lotus.cluster.WorkerStats.Machine;
import io.sealwright.lotus.cluster.WorkerStats.Resources;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The cluster's work as Lotus shows it. A task that is on a worker is a job, and its id that of the
 * call; one that waits is a request.
 *
 * @param snapshot of the same moment as the tasks
 * @param proof of the sectors for which needs are told
 */
record WorkView(List<TaskTable.Row> tasks, Snapshot snapshot, Planner planner, SealProof proof) {
  /** Where Lotus lists jobs whose worker it does not know. */
  private static final UUID NO_WORKER = new UUID(0, 0);

  private static final long RUNNING = 0;
  private static final long LOST = -1;

  /** A worker of Lotus asks for so much work ahead. */
  private static final int MOST_WINDOWS = 2;

  /** Lotus's name of a type of task. */
  static String name(io.sealwright.engine.schedule.TaskType type) {
    return TaskType.ofShort(type.name()).orElseThrow().name();
  }

  Map<UUID, List<WorkerJob>> jobs() {
    Map<UUID, List<WorkerJob>> jobs = new TreeMap<>();
    for (TaskTable.Row row : tasks) {
      row.lease()
          .map(lease -> worker(lease.worker()))
          .ifPresent(worker ->
              jobs.computeIfAbsent(
                      worker.map(w -> w.id().id()).orElse(NO_WORKER), _ -> new ArrayList<>())
                  .add(job(row, worker.isPresent())));
    }
    return jobs;
  }

  private Optional<Worker> worker(Worker.Id id) {
    return snapshot.workers().stream().filter(worker -> worker.id().equals(id)).findFirst();
  }

  private static WorkerJob job(TaskTable.Row row, boolean isListed) {
    WaitingTask task = row.task();
    Instant start = row.started().orElse(task.since());
    return new WorkerJob(
        call(task.sector(), task.id().id()),
        task.sector(),
        name(task.type()),
        isListed ? RUNNING : LOST,
        start.atOffset(ZoneOffset.UTC),
        Optional.empty());
  }

  private static CallId call(SectorId sector, UUID task) {
    return new CallId(sector, task);
  }

  Map<UUID, WorkerStats> stats() {
    Map<UUID, WorkerStats> stats = new TreeMap<>();
    Map<Host.Name, Host> hosts = new TreeMap<>();
    snapshot.hosts().forEach(host -> hosts.put(host.name(), host));
    for (Worker worker : snapshot.workers()) {
      Host host = hosts.get(worker.host());
      if (host != null) {
        stats.put(worker.id().id(), stats(worker, host));
      }
    }
    return stats;
  }

  private WorkerStats stats(Worker worker, Host host) {
    List<RunningTask> running = runningOn(worker);
    boolean isAlive = isAlive(worker);
    Host.Machine machine = host.machine();
    long memory = memory(running);
    return new WorkerStats(
        new Machine(worker.host().name(), false, resources(worker, machine)),
        isAlive ? Optional.of(taskNames(worker)) : Optional.empty(),
        isAlive && !isPaused(worker),
        memory,
        memory,
        BigDecimal.valueOf(running.stream().mapToInt(t -> need(t).gpusOn(machine)).sum()),
        running.stream().mapToInt(t -> need(t).threadsOn(machine)).sum(),
        Optional.of(counts(running)));
  }

  private List<RunningTask> runningOn(Worker worker) {
    return snapshot.running().stream()
        .filter(task -> task.lease().worker().equals(worker.id()))
        .toList();
  }

  private boolean isAlive(Worker worker) {
    return snapshot.now().isBefore(worker.lastHeartbeat().plus(planner.rules().silence()));
  }

  /** Whether an operator keeps all from it that it takes, or all that brings nothing away. */
  private boolean isPaused(Worker worker) {
    Set<io.sealwright.engine.schedule.TaskType> types = worker.slots().types();
    return snapshot.drained().contains(worker.host())
        || !types.isEmpty()
            && types.stream()
                .allMatch(type ->
                    snapshot.pauses().stream().anyMatch(pause -> pause.covers(worker, type)));
  }

  private static List<String> taskNames(Worker worker) {
    return worker.slots().types().stream().sorted().map(WorkView::name).toList();
  }

  private Need need(RunningTask task) {
    return planner.rules().needs().of(task.type(), task.proof().size());
  }

  /** What tasks of a worker take: their own, and once for each kind what they share. */
  private long memory(List<RunningTask> running) {
    Set<String> kinds = new HashSet<>();
    long bytes = 0;
    for (RunningTask task : running) {
      Need need = need(task);
      bytes += need.memory();
      if (kinds.add(task.type() + " " + task.proof().size())) {
        bytes += need.shared();
      }
    }
    return bytes;
  }

  private Resources resources(Worker worker, Host.Machine machine) {
    Map<String, Map<Long, WorkerStats.Need>> needs = new TreeMap<>();
    for (io.sealwright.engine.schedule.TaskType type : worker.slots().types()) {
      Need need = planner.rules().needs().of(type, proof.size());
      int threads = need.threadsOn(machine);
      needs.put(
          name(type),
          Map.of(
              (long) proof.number(),
              new WorkerStats.Need(
                  need.memory(),
                  need.memory(),
                  BigDecimal.valueOf(need.gpus()),
                  threads,
                  threads,
                  need.shared(),
                  worker.slots().of(type))));
    }
    long used =
        snapshot.workers().stream()
            .filter(other -> other.host().equals(worker.host()))
            .mapToLong(other -> memory(runningOn(other)))
            .sum();
    return new Resources(
        machine.memory(),
        used,
        0,
        0,
        machine.threads(),
        Optional.of(Collections.nCopies(machine.gpus(), "GPU")),
        Optional.of(needs));
  }

  private static Map<String, Long> counts(List<RunningTask> running) {
    Map<String, Long> counts = new TreeMap<>();
    running.forEach(
        task -> counts.merge(task.proof().number() + ":" + name(task.type()), 1L, Long::sum));
    return counts;
  }

  SchedulerState scheduler() {
    Map<String, String> calls = new TreeMap<>();
    for (RunningTask task : snapshot.running()) {
      calls.put(call(task.sector(), task.id().id()).text(), work(task));
    }
    List<SchedulerState.Request> requests = requests();
    List<UUID> windows = windows();
    List<String> waiting = calls.values().stream().sorted().toList();
    return new SchedulerState(
        new SchedulerState.Queue(present(requests), Optional.of(windows)),
        Optional.empty(),
        present(waiting),
        calls,
        Optional.empty());
  }

  private static String work(RunningTask task) {
    return "%s([{\"ID\":{\"Miner\":%d,\"Number\":%s},\"ProofType\":%d}])"
        .formatted(
            name(task.type()),
            task.sector().miner().id(),
            task.sector().number(),
            task.proof().number());
  }

  private List<SchedulerState.Request> requests() {
    Plan plan = planner.plan(snapshot);
    return Stream.concat(
            plan.assignments().stream().map(Plan.Assignment::task),
            plan.held().stream().map(Plan.Held::task))
        .map(task ->
            new SchedulerState.Request(
                task.sector(), name(task.type()), task.priority(), Optional.of(task.id().id())))
        .toList();
  }

  private List<UUID> windows() {
    List<UUID> windows = new ArrayList<>();
    for (Worker worker : snapshot.workers()) {
      if (isAlive(worker) && !isPaused(worker)) {
        int free = freeSlots(worker);
        windows.addAll(Collections.nCopies(Math.min(free, MOST_WINDOWS), worker.id().id()));
      }
    }
    return windows;
  }

  private int freeSlots(Worker worker) {
    List<RunningTask> running = runningOn(worker);
    return worker.slots().types().stream()
        .mapToInt(type -> {
          long taken = running.stream().filter(task -> task.type() == type).count();
          return (int) Math.max(0, worker.slots().of(type) - taken);
        })
        .sum();
  }

  /** Lotus says null for a list of nothing here. */
  private static <T> Optional<List<T>> present(List<T> list) {
    return Optional.of(list).filter(some -> !some.isEmpty());
  }
}
