package io.sealwright.engine.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever goes wrong with a cluster, and when, its sectors come to proving or say why not. A step
 * is one thing that a process does, or one that goes wrong. {@code sealwright.slow}: a hundred such
 * runs. {@code sealwright.faults.seed} has one of them again.
 */
final class FaultRunTest {
  private static final int RUNS = Boolean.getBoolean("sealwright.slow") ? 100 : 1;
  private static final int STEPS = Integer.getInteger("sealwright.faults.steps", 1000);
  private static final int SECTORS = 8;

  /** Two periods, and as long again where a base fee falls after a spike before messages land. */
  private static final int MOST_CALM = 600;

  @TempDir private Path folder;

  @Test
  void sectorsComeToProvingOrSayWhyNotWhateverGoesWrong() throws Exception {
    Optional<Long> one = Optional.ofNullable(Long.getLong("sealwright.faults.seed"));
    Random seeds = new Random(20_261_126);
    for (int i = 0; i < (one.isPresent() ? 1 : RUNS); i++) {
      run(one.orElse(seeds.nextLong()));
    }
  }

  private void run(long seed) throws Exception {
    Path own = folder.resolve(Long.toUnsignedString(seed, 36));
    try (Cluster cluster = new Cluster(own, folder, seed)) {
      FaultRun run = new FaultRun(cluster, seed, SECTORS);
      try {
        Invariants invariants = new Invariants(cluster);
        while (run.trace().size() < STEPS) {
          run.step();
          invariants.check();
        }
        calm(cluster, run, invariants);
        invariants.checkEnd();
        assertThat(invariants.ends().getOrDefault("Proving", 0L))
            .as("sectors that are proven, of %s", invariants.ends())
            .isPositive();
      } catch (Exception | Error e) {
        int last = run.trace().size();
        throw new AssertionError(
            "with -Dsealwright.faults.seed=%d, after:%n%s"
                .formatted(
                    seed, String.join("\n", run.trace().subList(Math.max(0, last - 60), last))),
            e);
      }
    }
  }

  static void calm(Cluster cluster, FaultRun run, Invariants invariants) throws Exception {
    run.heal();
    for (int i = 0; i < MOST_CALM && !invariants.isSettled(); i++) {
      run.calm();
      invariants.check();
    }
    for (int i = 0; i < 2; i++) {
      cluster.hosts().forEach(cluster::sweep);
    }
  }
}
