package io.sealwright.engine.cluster.work;

import io.sealwright.engine.cluster.work.Queue.Request;
import io.sealwright.engine.cluster.work.Worker.Slot;
import io.sealwright.lotus.cluster.SchedulerState;
import io.sealwright.lotus.cluster.WorkerJob;
import io.sealwright.lotus.cluster.WorkerStats;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads what a lotus-miner answers as workers, jobs and a queue. */
public final class LotusWork {
  /** Go's zero time is of this year. */
  private static final int NO_YEAR = 1;

  private LotusWork() {}

  public static Map<UUID, Worker> workers(Map<UUID, WorkerStats> stats) {
    Map<UUID, Worker> workers = new HashMap<>();
    stats.forEach((id, worker) -> workers.put(id, worker(id, worker)));
    return workers;
  }

  public static List<Job> jobs(Map<UUID, List<WorkerJob>> jobs) {
    List<Job> all = new ArrayList<>();
    jobs.forEach((worker, own) -> own.forEach(job -> all.add(job(worker, job))));
    return all;
  }

  public static Queue queue(SchedulerState state) {
    Map<UUID, Integer> windows = new HashMap<>();
    state.queue().openWindows().orElse(List.of()).forEach(id -> windows.merge(id, 1, Integer::sum));
    return new Queue(
        state.queue().requests().orElse(List.of()).stream().map(LotusWork::request).toList(),
        windows,
        state.calls(),
        state.waiting().orElse(List.of()),
        state.returned().orElse(List.of()),
        state.early().orElse(List.of()));
  }

  private static Request request(SchedulerState.Request request) {
    return new Request(
        request.sector().number(), new TaskType(request.task()), request.priority(), request.id());
  }

  private static Job job(UUID worker, WorkerJob job) {
    return new Job(
        job.call().id(),
        job.sector().number(),
        new TaskType(job.task()),
        JobState.of(Math.toIntExact(job.runWait())),
        worker,
        job.hostname().filter(host -> !host.isEmpty()),
        start(job.start()));
  }

  private static Optional<Instant> start(OffsetDateTime start) {
    return start.getYear() <= NO_YEAR ? Optional.empty() : Optional.of(start.toInstant());
  }

  private static Worker worker(UUID id, WorkerStats stats) {
    WorkerStats.Resources has = stats.machine().resources();
    return new Worker(
        id,
        stats.machine().hostname(),
        stats.enabled(),
        stats.machine().ignoreResources(),
        new Worker.Hardware(
            has.memPhysical(),
            has.memUsed(),
            has.memSwap(),
            has.memSwapUsed(),
            has.cpus(),
            has.gpus().orElse(List.of())),
        new Worker.Use(
            stats.memUsedMin(), stats.memUsedMax(), stats.gpuUsed().doubleValue(), stats.cpuUse()),
        stats.tasks().map(tasks -> tasks.stream().map(TaskType::new).collect(Collectors.toSet())),
        counts(stats.taskCounts().orElse(Map.of())),
        needs(has.tasks().orElse(Map.of())));
  }

  /** Keys are {@code PROOF:TASK}; what has another form is left out. */
  private static Map<Slot, Long> counts(Map<String, Long> counts) {
    Map<Slot, Long> slots = new HashMap<>();
    counts.forEach((key, count) -> {
      String[] parts = key.split(":", 2);
      if (parts.length == 2 && parts[0].matches("[0-9]{1,9}")) {
        slots.put(new Slot(Long.parseLong(parts[0]), new TaskType(parts[1])), count);
      }
    });
    return slots;
  }

  private static Map<Slot, Need> needs(Map<String, Map<Long, WorkerStats.Need>> tasks) {
    Map<Slot, Need> needs = new HashMap<>();
    tasks.forEach((task, byProof) ->
        byProof.forEach(
            (proof, need) -> needs.put(new Slot(proof, new TaskType(task)), need(need))));
    return needs;
  }

  private static Need need(WorkerStats.Need need) {
    return new Need(
        need.minMemory(),
        need.maxMemory(),
        need.baseMinMemory(),
        need.gpuUtilization().doubleValue(),
        need.maxParallelism(),
        need.maxParallelismGpu(),
        need.maxConcurrent());
  }
}
