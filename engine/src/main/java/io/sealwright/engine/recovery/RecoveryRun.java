package io.sealwright.engine.recovery;

import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.pieces.FoundPieces;
import io.sealwright.engine.recovery.publish.Keep;
import io.sealwright.engine.recovery.publish.Published;
import io.sealwright.engine.recovery.space.Place;
import io.sealwright.engine.recovery.space.Preflight;
import io.sealwright.engine.recovery.space.Preflight.Demand;
import io.sealwright.engine.recovery.space.SectorNeeds;
import io.sealwright.proofs.porep.Needs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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

  /** Carries out a plan. Every sector gets a report, in the order of the plan. */
  public List<SectorReport> run(List<PlannedSector> plan) throws InterruptedException {
    try (ExecutorService lanes = Executors.newFixedThreadPool(parallel)) {
      List<Future<SectorReport>> futures =
          lanes.invokeAll(
              plan.stream()
                  .map(planned -> new SectorRecovery(site, folders, planned))
                  .map(recovery -> (Callable<SectorReport>) recovery::run)
                  .toList());
      List<SectorReport> reports = new ArrayList<>();
      for (Future<SectorReport> future : futures) {
        reports.add(result(future));
      }
      return reports;
    }
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
