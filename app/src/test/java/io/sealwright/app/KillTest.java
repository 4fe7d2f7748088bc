package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends the program without notice at moments of phase 1 and phase 2, and starts it again. */
final class KillTest {
  private static final boolean SLOW = Boolean.getBoolean("sealwright.slow");
  private static final int KILLS = SLOW ? 200 : 10;
  private static final long SEED = Long.getLong("sealwright.seed", 43);

  /** From before the first file to after the start of phase 2 on a machine that is at leisure. */
  private static final int SOONEST_MILLIS = 500;

  private static final int LATEST_MILLIS = 4500;

  @TempDir Path folder;

  @Test
  void aSectorComesOutRightHoweverOftenTheProgramIsKilled() throws Exception {
    System.out.println("Kills at random moments: -Dsealwright.seed=" + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    int kills = 0;
    for (int round = 0; kills < KILLS; round++) {
      Path work = Files.createDirectory(folder.resolve("round-" + round));
      kills += killUntilDone(work, random, KILLS - kills);
    }
  }

  /** Recovers one sector, killed again and again; returns how often. */
  private static int killUntilDone(Path work, SplittableRandom random, int most) throws Exception {
    Golden golden = new Golden("8m-v1_1");
    String metadata = golden.metadata(work).toString();
    Golden.piece(Files.createDirectory(work.resolve("pieces")).resolve("piece"), 8_323_072);
    String[] line =
        ("recover 43 --sealing-result result --sealing-temp temp --pieces pieces"
                + " --sectors-recovery-metadata "
                + metadata)
            .split(" ");
    int kills = 0;
    boolean killed = true;
    while (killed && kills < most) {
      try (RealProgram.Running running = RealProgram.in(work).start(line)) {
        killed = running.killAfter(random.nextInt(SOONEST_MILLIS, LATEST_MILLIS));
      }
      kills += killed ? 1 : 0;
    }
    RealProgram.Ended last = RealProgram.in(work).run(line);
    assertThat(last.code()).as(last.err()).isZero();
    Path result = work.resolve("result");
    assertThat(Golden.sha256(result.resolve("sealed/s-t01000-43"))).isEqualTo(golden.sealed(43));
    golden
        .kept(43)
        .forEach((file, digest) ->
            assertThat(Golden.sha256(result.resolve("cache/s-t01000-43").resolve(file)))
                .isEqualTo(digest));
    assertThat(Golden.files(work.resolve("temp"))).isEmpty();
    assertThat(result).isDirectoryNotContaining("glob:**/.sealwright*");
    return kills;
  }
}
