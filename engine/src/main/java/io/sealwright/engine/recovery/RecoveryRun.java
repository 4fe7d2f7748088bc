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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
   * labelled side by side when memory holds the layers of all that are in work. A pair is begun
   * together, so only an even number in work has pairs: the odd one would hold a place while it
   * waits for a neighbour to be begun.
   *
   * @param memory bytes that the system could give
   */
  public List<SectorReport> run(List<PlannedSector> plan, long memory) throws InterruptedException {
    Map<PlannedSector, LabelSeat> seats = seats(plan, memory);
    List<PlannedSector> order = new ArrayList<>(seats.keySet());
    plan.stream().filter(planned -> !seats.containsKey(planned)).forEach(order::add);
    Map<PlannedSector, Future<SectorReport>> futures = new HashMap<>();
    try (ExecutorService lanes = Executors.newFixedThreadPool(parallel)) {
      List<Future<SectorReport>> results =
          lanes.invokeAll(
              order.stream()
                  .map(planned ->
                      new SectorRecovery(
                          site, folders, planned, seats.getOrDefault(planned, LabelSeat.alone())))
                  .map(recovery -> (Callable<SectorReport>) recovery::run)
                  .toList());
      for (int i = 0; i < order.size(); i++) {
        futures.put(order.get(i), results.get(i));
      }
      List<SectorReport> reports = new ArrayList<>();
      for (PlannedSector planned : plan) {
        reports.add(result(Objects.requireNonNull(futures.get(planned))));
      }
      return reports;
    }
  }

  /**
   * Seats for those that are to be made and have a neighbour, neighbours one after the other: lanes
   * take them in this order, so that whoever waits for a neighbour waits for the next to begin.
   */
  private Map<PlannedSector, LabelSeat> seats(List<PlannedSector> plan, long memory) {
    Map<PlannedSector, LabelSeat> seats = new LinkedHashMap<>();
    Map<PorepConfig, PlannedSector> single = new HashMap<>();
    int atOnce = Math.min(parallel, plan.size());
    for (PlannedSector planned :
        parallel % 2 == 1 ? Set.<PlannedSector>of() : new LinkedHashSet<>(plan)) {
      long layers = atOnce * Needs.memoryForSpeed(planned.sector().size());
      if (planned.step() instanceof PlannedSector.Step.Make && layers <= memory) {
        PorepConfig config = planned.sector().order().config();
        PlannedSector other = single.remove(config);
        if (other == null) {
          single.put(config, planned);
        } else {
          List<LabelSeat> pair = LabelSeat.pair(planned.sector().size());
          seats.put(other, pair.getFirst());
          seats.put(planned, pair.getLast());
        }
      }
    }
    return seats;
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
