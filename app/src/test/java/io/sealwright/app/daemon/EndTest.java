package io.sealwright.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.shell.ExitCode;
import java.io.BufferedReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a process, by a signal from outside. */
@Timeout(120)
final class EndTest {
  private static final String UP = "up";

  /** Closes what it has when it is told to, or never comes to it. */
  static final class Ended {
    private Ended() {}

    static void main(String[] what) throws InterruptedException {
      boolean closes = Boolean.parseBoolean(what[0]);
      Duration limit = closes ? Duration.ofHours(1) : Duration.ofMillis(100);
      Runtime.getRuntime().addShutdownHook(new Thread(Ended::neverEnd, "of a library"));
      End end = End.ofProcess(limit);
      System.out.println(UP);
      end.await();
      if (closes) {
        end.close();
      }
      neverEnd();
    }

    private static void neverEnd() {
      while (true) {
        try {
          Thread.sleep(Duration.ofDays(1));
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private static int codeAfterSignal(boolean closes) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ended.class.getName(),
                Boolean.toString(closes))
            .redirectError(Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo(UP);
      process.destroy();
      return process.waitFor();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatIsClosedInTimeEndsWellWhateverElseWaits() throws Exception {
    assertThat(codeAfterSignal(true)).isZero();
  }

  @Test
  void whatIsNotClosedInTimeIsNotWaitedForAnyLonger() throws Exception {
    assertThat(codeAfterSignal(false)).isEqualTo(ExitCode.FAILED.number());
  }
}
