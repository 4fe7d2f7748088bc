package io.sealwright.engine.recovery;

import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.pieces.FoundPieces;
import io.sealwright.engine.recovery.publish.Keep;
import io.sealwright.engine.recovery.publish.Published;
import io.sealwright.engine.recovery.space.Place;
import io.sealwright.engine.recovery.space.Preflight;
import io.sealwright.engine.recovery.space.Preflight.Demand;
import io.sealwright.engine.recovery.space.SectorNeeds;
import io.sealwright.proofs.porep.LabelSeat;
import io.sealwright.proofs.porep.Needs;
import io.sealwright.proofs.porep.PorepConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Recovers several sectors, some side by side. */
public final class RecoveryRun {
  /** Sectors in phase 1 side by side; beyond this a host has other limits. */
  public static final int MOST_PARALLEL = 256;

  private final Site site;
  private final Folders folders;
  private final int parallel;

  public RecoveryRun(Site site, Folders folders, int parallel) {
    if (parallel < 1 || parallel > MOST_PARALLEL) {
      throw new IllegalArgumentException(parallel + " sectors side by side");
    }
    this.site = site;
    this.folders = folders;
    this.parallel = parallel;
  }

  /** What is to be done about each sector, from what is published and which pieces there are. */
  public List<PlannedSector> plan(List<KnownSector> sectors, Keep keep, FoundPieces pieces)
      throws IOException {
    List<PlannedSector> plan = new ArrayList<>();
    for (KnownSector sector : sectors) {
      Published there = Published.of(folders.layout(sector.id()), sector.size(), sector.commR());
      plan.add(PlannedSector.of(sector, keep, there, pieces));
    }
    return plan;
  }

  /** Measures disks against what the plan will write; what a killed run left counts as written. */
  public Preflight.Verdict preflight(List<PlannedSector> plan, long memory) throws IOException {
    List<PlannedSector> makes =
        plan.stream().filter(p -> p.step() instanceof PlannedSector.Step.Make).toList();
    long atOnce = Math.min(parallel, makes.size());
    List<Demand> demands = new ArrayList<>();
    demands.add(new Demand(Place.measure("temp", folders.temp()), temp(makes)));
    long result = makes.stream().mapToLong(planned -> needs(planned).result()).sum();
    demands.add(new Demand(Place.measure("result", folders.result()), result));
    site.parentsToMake(makes.stream().map(planned -> planned.sector().order().config()).toList())
        .ifPresent(demands::add);
    return Preflight.judge(demands, atOnce * Needs.memory(site.threads()), memory);
  }

  private static SectorNeeds needs(PlannedSector planned) {
    KnownSector sector = planned.sector();
    return SectorNeeds.of(sector.size(), planned.keep(), !sector.pieces().isEmpty(), false);
  }

  /** The neediest that may be in work together, each less what it has already. */
  private long temp(List<PlannedSector> makes) throws IOException {
    List<Long> rests = new ArrayList<>();
    for (PlannedSector planned : makes) {
      long used = Place.used(folders.bench(planned.sector().id()).folder());
      rests.add(Math.max(0, needs(planned).temp() - used));
    }
    return rests.stream()
        .sorted(Comparator.reverseOrder())
        .limit(parallel)
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Carries out a plan, each sector for itself. */
  public List<SectorReport> run(List<PlannedSector> plan) throws InterruptedException {
    return run(plan, 0);
  }

  /**
   * Carries out a plan. Every sector gets a report, in the order of the plan. Two of one proof are
   * labelled side by side when memory holds the layers of all that are in work.
   *
   * @param memory bytes that the system could give
   */
  public List<SectorReport> run(List<PlannedSector> plan, long memory) throws InterruptedException {
    Map<PlannedSector, LabelSeat> seats = seats(plan, memory);
    Map<PlannedSector, FutureTask<SectorReport>> tasks = new LinkedHashMap<>();
    seats.forEach((planned, seat) -> tasks.put(planned, task(planned, seat)));
    Queue<FutureTask<SectorReport>> pairs = new ConcurrentLinkedQueue<>(tasks.values());
    Queue<FutureTask<SectorReport>> singles = new ConcurrentLinkedQueue<>();
    for (PlannedSector planned : plan) {
      tasks.computeIfAbsent(
          planned,
          single -> {
            FutureTask<SectorReport> task = task(single, LabelSeat.alone());
            singles.add(task);
            return task;
          });
    }
    carryOut(pairs, singles);
    for (FutureTask<SectorReport> task : tasks.values()) {
      if (task.state() == Future.State.FAILED) {
        result(task); // Others may not have been begun, then.
      }
    }
    List<SectorReport> reports = new ArrayList<>();
    for (PlannedSector planned : plan) {
      reports.add(result(Objects.requireNonNull(tasks.get(planned))));
    }
    return reports;
  }

  private FutureTask<SectorReport> task(PlannedSector planned, LabelSeat seat) {
    return new FutureTask<>(new SectorRecovery(site, folders, planned, seat)::run);
  }

  /**
   * Runs tasks, in as many lanes as sectors are to be in work. Neighbours follow each other in
   * their queue, so that whoever waits for one waits for the next to begin; where the number of
   * lanes is odd, the odd one leaves them alone.
   */
  private void carryOut(
      Queue<FutureTask<SectorReport>> pairs, Queue<FutureTask<SectorReport>> singles)
      throws InterruptedException {
    Callable<Boolean> odd = () -> finish(singles);
    Callable<Boolean> even = () -> finish(pairs) && finish(singles);
    List<Callable<Boolean>> lanes = new ArrayList<>(Collections.nCopies(parallel % 2, odd));
    lanes.addAll(Collections.nCopies(parallel - lanes.size(), even));
    try (ExecutorService threads = Executors.newFixedThreadPool(parallel)) {
      threads.invokeAll(lanes);
    }
  }

  /** Runs tasks until there are none, or one is stopped. */
  private static boolean finish(Queue<FutureTask<SectorReport>> tasks) {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
      if (task.state() == Future.State.FAILED) {
        return false;
      }
    }
    return true;
  }

  /**
   * Seats for those that are to be made and have a neighbour, neighbours one after the other. Of an
   * odd number in work one is always alone.
   */
  private Map<PlannedSector, LabelSeat> seats(List<PlannedSector> plan, long memory) {
    Map<PlannedSector, LabelSeat> seats = new LinkedHashMap<>();
    Map<PorepConfig, List<PlannedSector>> ofOneGraph = new LinkedHashMap<>();
    int atOnce = Math.min(parallel, plan.size());
    for (PlannedSector planned : new LinkedHashSet<>(plan)) {
      long layers = atOnce * Needs.memoryForSpeed(planned.sector().size());
      if (planned.step() instanceof PlannedSector.Step.Make && layers <= memory) {
        ofOneGraph
            .computeIfAbsent(planned.sector().order().config(), _ -> new ArrayList<>())
            .add(planned);
      }
    }
    for (var sectors : ofOneGraph.entrySet()) {
      for (List<PlannedSector> two : neighbours(sectors.getValue())) {
        List<LabelSeat> pair = LabelSeat.pair(sectors.getKey().size());
        seats.put(two.getFirst(), pair.getFirst());
        seats.put(two.getLast(), pair.getLast());
      }
    }
    return seats;
  }

  /** In twos, but for each last one of as many as are in work. */
  private List<List<PlannedSector>> neighbours(List<PlannedSector> sectors) {
    List<List<PlannedSector>> pairs = new ArrayList<>();
    for (int from = 0; from < sectors.size(); from += parallel) {
      int end = Math.min(sectors.size(), from + parallel);
      for (int i = from; i + 1 < end; i += 2) {
        pairs.add(sectors.subList(i, i + 2));
      }
    }
    return pairs;
  }

  private static SectorReport result(Future<SectorReport> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (Objects.requireNonNullElse(e.getCause(), e)) {
        case InterruptedException stopped -> throw stopped;
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        case Throwable other -> throw new IllegalStateException(other);
      }
    }
  }
}
