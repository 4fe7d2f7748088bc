package io.sealwright.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.schedule.Need.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What holds of every plan, over clusters drawn from seeds. */
final class PlannerPropertyTest {
  private static final int SEEDS = Boolean.getBoolean("sealwright.slow") ? 100_000 : 3_000;

  /** Lotus's table would not do: nearly all threads are nearly all of any number. */
  private static final NeedTable LITTLE =
      new NeedTable(
          NeedTable.LOTUS.needs().keySet().stream()
              .collect(
                  Collectors.toMap(
                      kind -> kind,
                      _ -> new Need(1, 1, Threads.exactly(1), Threads.exactly(1), 1))));

  private static final Rules ONLY_SLOTS =
      new Rules(
          LITTLE,
          Duration.ZERO,
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofHours(12));

  @Test
  void plansKeepEveryLimitAndTellTheTruth() {
    forEachSeed(seed -> {
      Rules rules = RandomClusters.rules(seed);
      Snapshot snapshot = RandomClusters.scarce(seed);
      PlanChecks.check(rules, snapshot, new Planner(rules).plan(snapshot));
    });
  }

  @Test
  void equalSnapshotsGiveEqualPlansWhateverTheOrderOfTheirLists() {
    forEachSeed(seed -> {
      Planner planner = new Planner(RandomClusters.rules(seed));
      Plan plan = planner.plan(RandomClusters.scarce(seed));
      assertThat(planner.plan(RandomClusters.scarce(seed))).isEqualTo(plan);
      Plan shuffled = planner.plan(shuffled(RandomClusters.scarce(seed), new Random(seed)));
      assertThat(shuffled.assignments()).isEqualTo(plan.assignments());
      assertThat(kinds(shuffled)).isEqualTo(kinds(plan));
    });
  }

  @Test
  void aFreedSlotTakesNoPlaceAwayWhereOnlySlotsAreShort() {
    Planner planner = new Planner(ONLY_SLOTS);
    forEachSeed(seed -> {
      Snapshot full = RandomClusters.ample(seed);
      Set<TaskId> before = assigned(planner.plan(full));
      for (int i = 0; i < full.running().size(); i++) {
        List<RunningTask> fewer = new ArrayList<>(full.running());
        fewer.remove(i);
        assertThat(assigned(planner.plan(withRunning(full, fewer)))).containsAll(before);
      }
    });
  }

  /** A property of snapshots in which nothing is short, or everything shut, would hold idly. */
  @Test
  void theClustersAreShortOfEverythingNowAndThen() {
    Map<Class<?>, Integer> obstacles = new HashMap<>();
    Map<TaskType, Integer> given = new EnumMap<>(TaskType.class);
    forEachSeed(seed -> {
      Plan plan = new Planner(RandomClusters.rules(seed)).plan(RandomClusters.scarce(seed));
      plan.assignments().forEach(a -> given.merge(a.task().type(), 1, Integer::sum));
      plan.held().stream()
          .flatMap(held -> held.at().stream())
          .flatMap(at -> at.obstacles().stream())
          .forEach(o -> obstacles.merge(o.getClass(), 1, Integer::sum));
    });
    assertThat(obstacles.keySet())
        .containsExactlyInAnyOrder(Obstacle.class.getPermittedSubclasses());
    assertThat(obstacles.values()).allMatch(count -> count > 100);
    assertThat(given.keySet()).containsExactly(TaskType.values());
    assertThat(given.values()).allMatch(count -> count > 100);
  }

  private static void forEachSeed(LongConsumer property) {
    LongStream.range(0, SEEDS)
        .forEach(seed -> {
          try {
            property.accept(seed);
          } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
          }
        });
  }

  /** Of the pauses an order is told, which is that of the snapshot. */
  private static Map<TaskId, Set<Obstacle>> kinds(Plan plan) {
    return plan.held().stream()
        .collect(
            Collectors.toMap(
                held -> held.task().id(),
                held ->
                    held.at().stream()
                        .flatMap(at -> at.obstacles().stream())
                        .collect(Collectors.toSet())));
  }

  private static Set<TaskId> assigned(Plan plan) {
    return plan.assignments().stream().map(a -> a.task().id()).collect(Collectors.toSet());
  }

  private static Snapshot withRunning(Snapshot s, List<RunningTask> running) {
    return new Snapshot(
            s.now(),
            s.hosts(),
            s.workers(),
            s.paths(),
            running,
            s.waiting(),
            s.pauses(),
            s.drained())
        .proving(s.proofs());
  }

  private static Snapshot shuffled(Snapshot s, Random random) {
    return new Snapshot(
            s.now(),
            shuffled(s.hosts(), random),
            shuffled(s.workers(), random),
            shuffled(s.paths(), random),
            shuffled(s.running(), random),
            shuffled(s.waiting(), random),
            shuffled(s.pauses(), random),
            new HashSet<>(s.drained()))
        .proving(s.proofs());
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }
}
