package io.sealwright.app.cli.node;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Logs with meaning, from files of a real network. */
final class LogsTest {
  private static final Path LOGS = Path.of("..", "vectors", "lotus-logs");
  private static final String LOST =
      "2022-01-10T12:00:01.123+0800\tERROR\tmain\tx/y.go:1\tLOTUS-MINER CONNECTION LOST\n";

  /** A minute: far more than it takes. */
  private static final int MOST_LOOKS = 1200;

  @TempDir Path folder;

  @Test
  void aKnownFaultIsRaisedWithItsConsequenceAndRemedy() {
    Ran ran = Ran.line("logs", "--only-faults", LOGS.resolve("worker.log").toString());
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains("LOTUS-MINER CONNECTION LOST")
        .contains("FAULT the worker lost its miner")
        .contains("Then: it takes no new work and cannot hand in results.")
        .contains("Do: see whether the miner runs and can be reached.")
        .doesNotContain("Starting lotus worker");
    assertThat(ran.err()).contains("2 ×: the worker lost its miner");
  }

  @Test
  void whatFollowsFromARepeatedFaultIsToldAgainAfterAHundredEvents() throws Exception {
    Path log = Files.writeString(folder.resolve("worker.log"), LOST.repeat(102));
    Ran ran = Ran.line("logs", log.toString());
    assertThat(ran.lines().stream().filter(line -> line.contains("FAULT"))).hasSize(102);
    assertThat(ran.lines().stream().filter(line -> line.contains("Then: "))).hasSize(2);
  }

  @Test
  void aFolderIsCalledOneAndAMissingFileMissing() {
    Ran ran = Ran.line("logs", folder.toString());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains(folder + " is a folder");
    Ran missing = Ran.line("logs", folder.resolve("none.log").toString());
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("none.log is not there");
  }

  @Test
  void chineseOperatorsReadItInChinese() {
    Ran ran =
        Ran.line("logs", "--only-faults", "--lang", "zh", LOGS.resolve("worker.log").toString());
    assertThat(ran.out()).contains("故障 worker 与矿工的连接断开").contains("处理：");
  }

  @Test
  void whatFollowsAnEventWithoutATimeIsShownBelowIt() throws Exception {
    Path log = folder.resolve("worker.log");
    Files.writeString(
        log,
        LOST.replace("01.123", "00.000")
            + "goroutine 7 [running]:\n"
            + "main.run()\n".repeat(30)
            + LOST);
    Ran ran = Ran.line("logs", log.toString());
    assertThat(ran.out())
        .contains("2022-01-10T12:00:00.000+08:00")
        .contains("  | goroutine 7 [running]:", "and 11 more lines");
  }

  @Test
  void aProofMadeAgainIsNoFault() {
    Ran ran = Ran.line("logs", LOGS.resolve("miner.log").toString());
    assertThat(ran.out())
        .contains("Harmless the window proof was in already; made again after a restart");
    assertThat(ran.err()).doesNotContain("a window proof could not be sent");
  }

  @Test
  void theLevelHidesWhatIsLessGraveButNeverAKnownFault() {
    Ran all = Ran.line("logs", LOGS.resolve("miner.log").toString());
    Ran errors = Ran.line("logs", "--level", "error", LOGS.resolve("miner.log").toString());
    assertThat(errors.lines().size()).isLessThan(all.lines().size());
    assertThat(errors.out()).contains("JWT Verification failed").doesNotContain(" INFO repo");
    assertThat(errors.err()).isEqualTo(all.err());
  }

  @Test
  void everyFormAndACompressedFileAreReadAsObjectsForPrograms() throws Exception {
    Path compressed = folder.resolve("worker-json.log.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      Files.copy(LOGS.resolve("worker-json.log"), out);
    }
    Ran ran = Ran.line("logs", "--level", "trace", "--output", "json", compressed.toString());
    assertThat(ran.lines()).hasSize(514);
    assertThat(ran.lines())
        .allSatisfy(line ->
            assertThat(JsonMapper.shared().readTree(line).path("logger").asString()).isNotEmpty());
  }

  @Test
  void onlyTheLastEventsAreShownWhenThatIsAsked() {
    assertThat(
            Ran.line(
                    "logs",
                    "--last",
                    "3",
                    "--output",
                    "json",
                    LOGS.resolve("daemon.log").toString())
                .lines())
        .hasSize(3);
  }

  @Test
  void whatIsNoLogOrCutShortIsCalledSoByItsName() throws Exception {
    Path whole = folder.resolve("worker.log.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      Files.copy(LOGS.resolve("worker.log"), out);
    }
    byte[] bytes = Files.readAllBytes(whole);
    for (int length : new int[] {5, bytes.length / 2}) {
      Path cut = Files.write(folder.resolve("cut.log.gz"), Arrays.copyOf(bytes, length));
      Ran ran = Ran.line("logs", cut.toString());
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).contains(cut + " is cut short; copy");
    }
    Path binary = Files.write(folder.resolve("chain.car"), new byte[] {0, 1, '\n', 3});
    Ran ran = Ran.line("logs", binary.toString());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains(binary + " is no log");
    Path empty = Files.createFile(folder.resolve("empty.log"));
    assertThat(Ran.line("logs", empty.toString()).code()).isZero();
  }

  @Test
  void theLastFewAreAtLeastOne() {
    Ran ran = Ran.line("logs", "--last", "-1", LOGS.resolve("daemon.log").toString());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--last is -1");
  }

  @Test
  void aFileThatIsNotThereIsAnInvalidRequest() {
    assertThat(Ran.line("logs", folder.resolve("none").toString()).code()).isEqualTo(2);
  }

  @Test
  void followingGoesOnAfterARotation() throws Exception {
    Path log = Files.writeString(folder.resolve("logs"), line("one"));
    StringWriter out = new StringWriter();
    Thread follower =
        Thread.ofVirtual()
            .start(() -> {
              int _ =
                  Ran.into(
                      out,
                      new StringWriter(),
                      "logs",
                      "--follow",
                      "--output",
                      "json",
                      log.toString());
            });
    awaitText(out, "\"one\"");
    Files.writeString(log, line("two"), APPEND);
    awaitText(out, "\"two\"");
    Files.move(log, folder.resolve("logs.1"));
    Files.writeString(log, line("three") + LOST);
    awaitText(out, "\"known\":\"miner_lost\"");
    follower.interrupt();
    follower.join();
    assertThat(out.toString().lines()).hasSize(4);
    assertThat(out.toString().lines().toList().get(2)).contains("\"three\"");
  }

  private static void awaitText(StringWriter out, String text) throws InterruptedException {
    for (int i = 0; i < MOST_LOOKS && !out.toString().contains(text); i++) {
      Thread.sleep(50);
    }
    assertThat(out.toString()).contains(text);
  }

  private static String line(String message) {
    return "2022-01-10T12:00:01.123+0800\tINFO\trepo\tx/y.go:1\t" + message + "\n";
  }
}
