package io.sealwright.app.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.RealProgram;
import io.sealwright.app.RealProgram.Ended;
import io.sealwright.app.RealProgram.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration is ended while its cluster runs. */
@Timeout(600)
final class DemoEndTest {
  private static final String KEYS = Path.of("target", "demo-end-keys").toAbsolutePath().toString();

  /** A shell that is not asked anything lets what it starts beside itself ignore the keyboard. */
  private static final List<String> KEYBOARD = List.of("env", "--default-signal=INT");

  private static final int PROCESSES = 4;
  private static final int BY_KEYBOARD = 130;
  private static final long BETWEEN_LOOKS = 50;

  @TempDir Path folder;

  /** Waits until the cluster is there, and returns its processes. */
  private static List<ProcessHandle> cluster(Running demo) throws Exception {
    while (!Files.readString(demo.out(), UTF_8).contains("sectors of 2KiB are pledged")) {
      assertThat(demo.process().isAlive()).as(Files.readString(demo.err())).isTrue();
      Thread.sleep(BETWEEN_LOOKS);
    }
    List<ProcessHandle> processes = demo.process().descendants().toList();
    assertThat(processes).hasSize(PROCESSES);
    return processes;
  }

  private Running start(String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of("demo", "--params", KEYS));
    line.addAll(List.of(more));
    return new RealProgram(folder, KEYBOARD, List.of("-XX:TieredStopAtLevel=1"))
        .start(line.toArray(String[]::new));
  }

  @Test
  void theKeyboardEndsAllProcessesAndItSaysWhatIsLeft() throws Exception {
    try (Running demo = start("--keep", "shown")) {
      List<ProcessHandle> processes = cluster(demo);
      String pid = Long.toString(demo.process().pid());
      assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor()).isZero();
      Ended ended = demo.end();
      assertThat(ended.code()).isEqualTo(BY_KEYBOARD);
      assertThat(ended.err())
          .contains("interrupted; what was shown is in shown, and the next run begins anew");
      assertThat(processes).noneMatch(ProcessHandle::isAlive);
      assertThat(folder.resolve("shown/cluster/miner.toml")).exists();
    }
  }

  @Test
  void noProcessOutlivesItsSuddenEnd() throws Exception {
    try (Running demo = start("--keep", "shown")) {
      List<ProcessHandle> processes = cluster(demo);
      demo.process().destroyForcibly();
      for (ProcessHandle process : processes) {
        process.onExit().get(1, TimeUnit.MINUTES);
      }
    }
  }
}
