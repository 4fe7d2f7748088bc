package io.sealwright.engine.cluster.work;

import io.sealwright.engine.cluster.work.Explanation.At;
import io.sealwright.engine.cluster.work.Queue.Request;
import io.sealwright.engine.cluster.work.Worker.Slot;
import io.sealwright.protocol.SectorNumber;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at a queue as the scheduler of Lotus does, and notes what it would object to: every reason,
 * not only the first. What it also looks at and the API does not show is where files lie.
 *
 * <p>Source: Lotus, {@code storage/sealer/sched_resources.go}.
 */
public final class Scheduling {
  private Scheduling() {}

  /**
   * Explains each request.
   *
   * @param proofs the seal proof of each sector, as far as it is known
   */
  public static List<Explanation> explain(
      Queue queue, Collection<Worker> workers, Map<SectorNumber, Long> proofs) {
    List<Worker> inOrder = workers.stream().sorted(Worker.ORDER).toList();
    return queue.requests().stream()
        .map(request -> explain(request, queue, inOrder, proofs))
        .toList();
  }

  private static Explanation explain(
      Request request, Queue queue, List<Worker> workers, Map<SectorNumber, Long> proofs) {
    Optional<Long> proof = Optional.ofNullable(proofs.get(request.sector()));
    return new Explanation(
        request,
        workers.stream()
            .map(worker -> new At(worker, obstacles(request.task(), proof, worker, queue)))
            .toList());
  }

  private static List<Obstacle> obstacles(
      TaskType task, Optional<Long> proof, Worker worker, Queue queue) {
    List<Obstacle> found = new ArrayList<>();
    if (!worker.enabled()) {
      found.add(new Obstacle.Disabled());
    }
    if (worker.tasks().isEmpty()) {
      found.add(new Obstacle.TasksUnknown());
    } else if (!worker.tasks().get().contains(task)) {
      found.add(new Obstacle.OtherTasks());
      return found;
    }
    Optional<Need> need = proof.map(known -> new Slot(known, task)).map(worker.needs()::get);
    if (need.isPresent()) {
      lackOfRoom(worker, new Slot(proof.orElseThrow(), task), need.get(), found);
    } else if (!worker.ignoresResources()) {
      found.add(new Obstacle.NeedUnknown());
    }
    if (worker.enabled() && queue.windows().getOrDefault(worker.id(), 0) == 0) {
      found.add(new Obstacle.NoOpenWindow());
    }
    return found;
  }

  private static void lackOfRoom(Worker worker, Slot slot, Need need, List<Obstacle> found) {
    long running = worker.counts().getOrDefault(slot, 0L);
    if (need.maxConcurrent() > 0 && running >= need.maxConcurrent()) {
      found.add(new Obstacle.Full(running, need.maxConcurrent()));
    }
    if (!worker.ignoresResources()) {
      lackOfMemory(worker, need, found);
      lackOfProcessors(worker, need, found);
    }
  }

  private static void lackOfMemory(Worker worker, Need need, List<Obstacle> found) {
    Worker.Hardware has = worker.hardware();
    long needed = need.minMemory() + need.baseMemory();
    long free = has.memory() - worker.use().minMemory();
    if (needed > free) {
      found.add(new Obstacle.Memory(needed, Math.max(0, free)));
    }
    long all = need.maxMemory() + need.baseMemory();
    long used = Math.max(worker.use().maxMemory(), has.memoryUsed() + has.swapUsed());
    long freeOfAll = has.memory() + has.swap() - used;
    if (all > freeOfAll) {
      found.add(new Obstacle.MemoryWithSwap(all, Math.max(0, freeOfAll)));
    }
  }

  private static void lackOfProcessors(Worker worker, Need need, List<Obstacle> found) {
    Worker.Hardware has = worker.hardware();
    long threads = need.threadsOn(has.cpus(), has.gpus().size());
    long free = has.cpus() - worker.use().cpus();
    if (threads > free) {
      found.add(new Obstacle.Cpus(threads, Math.max(0, free)));
    }
    double freeGpus = has.gpus().size() - worker.use().gpus();
    if (!has.gpus().isEmpty() && need.gpus() > 0 && need.gpus() > freeGpus) {
      found.add(new Obstacle.Gpus(need.gpus(), Math.max(0, freeGpus)));
    }
  }
}
