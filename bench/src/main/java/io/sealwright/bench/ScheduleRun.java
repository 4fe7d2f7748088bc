package io.sealwright.bench;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.NeedTable;
import io.sealwright.engine.schedule.Plan;
import io.sealwright.engine.schedule.Planner;
import io.sealwright.engine.schedule.Rules;
import io.sealwright.engine.schedule.Snapshot;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.rehearsal.Outcome;
import io.sealwright.engine.schedule.rehearsal.Rehearsal;
import io.sealwright.engine.schedule.rehearsal.Scenario;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Plans a cluster of 90 sealing and 10 C2 hosts, a worker each, from the pledge of all sectors to
 * the last in storage, in virtual time with a plan a minute; then one plan again and again.
 *
 * <p>Arguments: sectors; 10,000 if left out.
 */
public final class ScheduleRun {
  private static final long GIB = 1L << 30;
  private static final int REPEATS = 50;

  private static final Map<TaskType, Duration> DURATIONS =
      Map.of(
          TaskType.AP, Duration.ofMinutes(5),
          TaskType.PC1, Duration.ofMinutes(315),
          TaskType.PC2, Duration.ofMinutes(20),
          TaskType.C1, Duration.ofMinutes(1),
          TaskType.C2, Duration.ofMinutes(10),
          TaskType.FIN, Duration.ofMinutes(3));

  private final Planner planner = new Planner(Rules.DEFAULTS);
  private final List<Long> nanos = new ArrayList<>();
  private final List<Snapshot> largest = new ArrayList<>();

  private ScheduleRun() {}

  public static void main(String[] args) {
    new ScheduleRun().run(args.length > 0 ? Integer.parseInt(args[0]) : 10_000);
  }

  private void run(int sectors) {
    Outcome outcome = Rehearsal.run(scenario(sectors), new Random(1), this::plan);
    System.out.printf(
        "%d of %d sectors finished in %.1f days, %d results too late and refused%n",
        outcome.finished(), sectors, outcome.took().toMinutes() / (24 * 60.0), outcome.refused());
    System.out.printf(
        "%d plans, %d tasks waiting at most: ", outcome.plans(), outcome.mostWaiting());
    report();
    for (Snapshot snapshot : largest) {
      nanos.clear();
      for (int i = 0; i < REPEATS; i++) {
        plan(snapshot);
      }
      Plan plan = planner.plan(snapshot);
      System.out.printf(
          "%d waiting, %d running, %d starts: ",
          snapshot.waiting().size(), snapshot.running().size(), plan.assignments().size());
      report();
    }
  }

  private Plan plan(Snapshot snapshot) {
    long begun = System.nanoTime();
    Plan plan = planner.plan(snapshot);
    nanos.add(System.nanoTime() - begun);
    keep(snapshot);
    return plan;
  }

  /** The first plan of all, and the first in a cluster that is busy. */
  private void keep(Snapshot snapshot) {
    if (largest.isEmpty() || (largest.size() == 1 && snapshot.running().size() > 1000)) {
      largest.add(snapshot);
    }
  }

  private void report() {
    Collections.sort(nanos);
    double sum = nanos.stream().mapToLong(Long::longValue).sum();
    System.out.printf(
        "%.0f plans/s, median %.2f ms, 99 %% within %.2f ms, longest %.1f ms%n",
        nanos.size() * 1e9 / sum,
        nanos.get(nanos.size() / 2) / 1e6,
        nanos.get((int) (nanos.size() * 0.99)) / 1e6,
        nanos.getLast() / 1e6);
  }

  private static Scenario scenario(int sectors) {
    return new Scenario(
        sectors,
        90,
        10,
        new SealProof(SealFamily.V1_1, SectorSize.GIB_32),
        new Host.Machine(1008 * GIB, 64, 0),
        20 * 520 * GIB,
        DURATIONS,
        Duration.ofMinutes(75),
        Duration.ofMinutes(1),
        0.1,
        new Rules(
            NeedTable.OWN,
            Rules.DEFAULTS.staggerPerGib(),
            Duration.ofMinutes(2),
            Rules.DEFAULTS.lease(),
            Rules.DEFAULTS.patience()),
        Duration.ofDays(60));
  }
}
