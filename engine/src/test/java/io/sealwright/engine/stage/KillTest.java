package io.sealwright.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.recovery.files.Scratch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deaths between any two renames, at the fence, and at any report of progress; the next worker
 * comes to the same files.
 */
final class KillTest {
  /** One of so many places, where not all are tried. */
  private static final int EVERY = Boolean.getBoolean("sealwright.slow") ? 1 : 5;

  @TempDir static Path parents;
  @TempDir Path folder;
  private int at;
  private int passed;

  @BeforeEach
  void nobodyDies() {
    at = Integer.MAX_VALUE;
  }

  @Test
  void aKilledLifeEndsWithTheFilesOfAnUninterruptedOne() throws Exception {
    Map<String, String> whole = live(world(0)).files();
    int points = passed;
    assertThat(points).isGreaterThan(30);
    for (int kill = 0; kill < points; kill += EVERY) {
      at = kill;
      StageWorld world = live(world(kill + 1));
      world.sweep();
      assertThat(alike(world.files()))
          .as("killed at %d of %d", kill, points)
          .isEqualTo(alike(whole));
    }
  }

  @Test
  void aKilledRecoveryEndsWithTheSameFiles() throws Exception {
    StageWorld first = lost(live(world(0)));
    passed = 0;
    Map<String, String> whole = mend(first).files();
    int points = passed;
    assertThat(points).isGreaterThan(5);
    for (int kill = 0; kill < points; kill += EVERY) {
      at = Integer.MAX_VALUE;
      StageWorld world = lost(live(world(kill + 1)));
      passed = 0;
      at = kill;
      mend(world);
      world.happen(new SectorEvent.Recovered());
      world.sweep();
      assertThat(alike(world.files()))
          .as("killed at %d of %d", kill, points)
          .isEqualTo(alike(whole));
    }
  }

  /** Every t_aux names its own folder. */
  private static Map<String, String> alike(Map<String, String> files) {
    files.replaceAll((name, digest) -> name.endsWith("t_aux") ? "" : digest);
    return files;
  }

  private StageWorld world(int number) throws Exception {
    StageWorld world = new StageWorld(folder.resolve("w" + number), parents);
    passed = 0;
    world.point =
        () -> {
          synchronized (this) {
            if (passed++ == at) {
              throw new StageWorld.Killed();
            }
          }
        };
    return world;
  }

  private static StageWorld live(StageWorld world) throws Exception {
    while (!(world.state instanceof SectorState.Proving)) {
      survive(world);
    }
    return world;
  }

  private static StageWorld lost(StageWorld world) throws Exception {
    world.happen(new SectorEvent.FaultReported(Optional.empty()));
    Scratch.discard(world.stored().sealed());
    Files.write(world.stored().cache().pAux(), new byte[64]);
    return world;
  }

  private static StageWorld mend(StageWorld world) throws Exception {
    while (!(world.last instanceof SectorEvent.Stored)) {
      survive(world);
    }
    return world;
  }

  /** A death on a thread that helps comes out as what it breaks. */
  private static void survive(StageWorld world) throws Exception {
    try {
      world.step();
    } catch (StageWorld.Killed _) {
      // The next one goes on.
    } catch (IllegalStateException e) {
      assertThat(e).hasRootCauseInstanceOf(StageWorld.Killed.class);
    } catch (StageFailed e) {
      assertThat(e).hasMessageContaining("Killed"); // A recovery tells deaths of those who help.
    }
  }
}
