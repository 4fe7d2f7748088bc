package io.sealwright.engine.schedule.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.NeedTable;
import io.sealwright.engine.schedule.Plan;
import io.sealwright.engine.schedule.PlanChecks;
import io.sealwright.engine.schedule.Planner;
import io.sealwright.engine.schedule.Rules;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.capacity.Capacity;
import io.sealwright.engine.schedule.capacity.HostKind;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RehearsalTest {
  private static final long GIB = 1L << 30;
  private static final int SECTORS = 300;

  private static final Map<TaskType, Duration> DURATIONS =
      Map.of(
          TaskType.AP, Duration.ofMinutes(5),
          TaskType.PC1, Duration.ofMinutes(315),
          TaskType.PC2, Duration.ofMinutes(20),
          TaskType.C1, Duration.ofMinutes(1),
          TaskType.C2, Duration.ofMinutes(10),
          TaskType.FIN, Duration.ofMinutes(3));

  @Test
  void allSectorsAreFinishedNearTheRateThatTheSlotsAllow() {
    Outcome outcome = run(scenario(0, 1008 * GIB, 64, 20 * 520 * GIB));
    assertAllFinished(outcome);
    assertThat(outcome.refused()).isZero();
    double slots =
        Capacity.of(
                List.of(
                    new HostKind("p1", 3, Slots.SEALING), new HostKind("c2", 1, Slots.COMMITTING)),
                DURATIONS)
            .sectorsPerDay();
    double days = outcome.took().toMinutes() / (24 * 60.0);
    // The pipeline fills and empties once, which takes a day.
    assertThat(days).isBetween(SECTORS / slots, SECTORS / slots + 1);
  }

  @Test
  void whatAFrozenWorkerBringsTooLateIsRefusedAndDoneAgain() {
    Outcome outcome = run(scenario(4, 1008 * GIB, 64, 20 * 520 * GIB));
    assertAllFinished(outcome);
    assertThat(outcome.refused()).isPositive();
  }

  @Test
  void hostsThatAreShortOfEverythingStillFinish() {
    Outcome outcome = run(scenario(1, 400 * GIB, 8, 4 * 520 * GIB));
    assertAllFinished(outcome);
  }

  private static void assertAllFinished(Outcome outcome) {
    assertThat(outcome.finished()).isEqualTo(SECTORS);
    // Each result counted once, however often the task was done.
    assertThat(outcome.published().keySet()).isEqualTo(DURATIONS.keySet());
    assertThat(outcome.published().values()).containsOnly(SECTORS);
  }

  private static Outcome run(Scenario scenario) {
    Planner planner = new Planner(scenario.rules());
    int[] plans = {0};
    return Rehearsal.run(
        scenario,
        new Random(1),
        snapshot -> {
          Plan plan = planner.plan(snapshot);
          if (plans[0]++ % 50 == 0) {
            PlanChecks.check(scenario.rules(), snapshot, plan);
          }
          return plan;
        });
  }

  private static Scenario scenario(double freezes, long memory, int threads, long space) {
    return new Scenario(
        SECTORS,
        3,
        1,
        new SealProof(SealFamily.V1_1, SectorSize.GIB_32),
        new Host.Machine(memory, threads, 0),
        space,
        DURATIONS,
        Duration.ofMinutes(75),
        Duration.ofMinutes(1),
        freezes,
        new Rules(
            NeedTable.OWN,
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofHours(12)),
        Duration.ofDays(60));
  }
}
