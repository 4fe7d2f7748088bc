package io.sealwright.lotus.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of Lotus's lines, against logs of a real network. */
final class LogAssemblerTest {
  private static final Path LOGS = Path.of("..", "vectors", "lotus-logs");

  /** Counted with grep: lines that begin with a time, or are an object with one. */
  @ParameterizedTest
  @CsvSource({
    "daemon.log, 1940",
    "miner.log, 2690",
    "miner-init.log, 177",
    "miner-json.log, 598",
    "worker.log, 1090",
    "worker-json.log, 514",
    "wdpost-worker.log, 51",
    "preseal.log, 102"
  })
  void everyLineThatBeginsAnEventIsRead(String file, int events) throws IOException {
    long begun;
    try (Stream<String> lines = Files.lines(LOGS.resolve(file))) {
      begun =
          lines.filter(line -> line.matches("20\\d\\d-\\d\\d-\\d\\dT.*|\\{\"level\".*")).count();
    }
    assertThat(entries(file)).hasSize((int) begun).hasSize(events);
    assertThat(entries(file)).allSatisfy(entry -> assertThat(entry.logger()).isNotEmpty());
  }

  @Test
  void aLineOfThisProgramItself() {
    LogEntry entry =
        one("2026-11-28T06:19:44.747Z WARN  wdpost the proof of deadline 0 > 5 is withheld");
    assertThat(entry.time()).isEqualTo(LocalDateTime.parse("2026-11-28T06:19:44.747"));
    assertThat(entry.offset()).contains(ZoneOffset.UTC);
    assertThat(entry.level()).isEqualTo(LogLevel.WARN);
    assertThat(entry.logger()).isEqualTo("wdpost");
    assertThat(entry.message()).isEqualTo("the proof of deadline 0 > 5 is withheld");
    assertThat(one("2026-11-28T06:19:44.747Z ERROR Daemon has failed").level())
        .isEqualTo(LogLevel.ERROR);
  }

  @Test
  void aLineOfOldLotusWithItsFields() {
    LogEntry entry =
        one(
            "2022-01-10T12:00:01.123+0800\tINFO\tstorageminer\tstorage/wdpost_run.go:626\trunning"
                + " window post\t{\"chain-random\": \"sR0=\", \"deadline\": {\"Index\":8},"
                + " \"height\": \"1461\", \"skipped\": 0}");
    assertThat(entry.time()).isEqualTo(LocalDateTime.parse("2022-01-10T12:00:01.123"));
    assertThat(entry.offset()).contains(ZoneOffset.ofHours(8));
    assertThat(entry.level()).isEqualTo(LogLevel.INFO);
    assertThat(entry.logger()).isEqualTo("storageminer");
    assertThat(entry.caller()).isEqualTo("storage/wdpost_run.go:626");
    assertThat(entry.message()).isEqualTo("running window post");
    assertThat(entry.fields().keySet())
        .containsExactly("chain-random", "deadline", "height", "skipped");
    assertThat(entry.field("height")).contains("1461");
    assertThat(entry.field("deadline")).contains("{\"Index\":8}");
  }

  @Test
  void coloursAreNotPartOfALine() {
    LogEntry entry =
        one("2022-01-10T12:00:01.123+0800\t\u001b[31mERROR\u001b[0m\tmain\tx/y.go:1\tgone");
    assertThat(entry.level()).isEqualTo(LogLevel.ERROR);
    assertThat(entry.message()).isEqualTo("gone");
  }

  @Test
  void aLineOfTheRustLibrary() {
    LogEntry entry =
        one(
            "2026-11-23T06:08:02.424 INFO filecoin_proofs::api::seal >"
                + " seal_pre_commit_phase1:start");
    assertThat(entry.logger()).isEqualTo("filecoin_proofs::api::seal");
    assertThat(entry.message()).isEqualTo("seal_pre_commit_phase1:start");
    assertThat(entry.offset()).isEmpty();
  }

  @Test
  void theFirstOfTwoTimesIsTheTimeAndTheSecondATipset() {
    LogEntry entry =
        one(
            "{\"level\":\"info\",\"ts\":\"2026-11-23T06:31:04.087Z\",\"logger\":\"wdpost\","
                + "\"caller\":\"wdpost/wdpost_run.go:261\",\"msg\":\"starting PoSt cycle\","
                + "\"manual\":false,\"ts\":\"[bafy2bzaceao6]\",\"deadline\":2}");
    assertThat(entry.time()).isEqualTo(LocalDateTime.parse("2026-11-23T06:31:04.087"));
    assertThat(entry.field("ts")).contains("[bafy2bzaceao6]");
    assertThat(entry.field("deadline")).contains("2");
  }

  @Test
  void rustLinesInJsonHaveTheirOwnOffsetForm() throws IOException {
    assertThat(entries("worker-json.log"))
        .filteredOn(entry -> entry.logger().equals("filecoin_proofs::api::seal"))
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.offset()).contains(ZoneOffset.UTC));
  }

  @Test
  void theLinesOfATraceBelongToTheirEvent() throws IOException {
    LogEntry failed =
        entries("miner.log").stream()
            .filter(entry -> entry.message().startsWith("submit window post failed"))
            .findFirst()
            .orElseThrow();
    assertThat(failed.more()).hasSize(5);
    assertThat(failed.wholeText()).contains("partition already proven");
  }

  @Test
  void aMessageOfSeveralLinesInJsonIsOneEvent() throws IOException {
    assertThat(entries("miner-json.log"))
        .filteredOn(entry -> entry.message().startsWith("submit window post failed"))
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.message()).doesNotContain("\n"))
        .allSatisfy(entry -> assertThat(entry.wholeText()).contains("partition already proven"));
  }

  @Test
  void anEndlessTraceIsCut() {
    LogAssembler assembler = new LogAssembler();
    assembler.accept("2026-11-23T06:08:02.424\tINFO\tx\tm");
    for (int i = 0; i < 10_000; i++) {
      assertThat(assembler.accept("  trace " + i)).isEmpty();
    }
    assertThat(assembler.flush().orElseThrow().more()).hasSize(LogAssembler.MAX_MORE);
  }

  private static LogEntry one(String line) {
    LogAssembler assembler = new LogAssembler();
    assertThat(assembler.accept(line)).isEmpty();
    return assembler.flush().orElseThrow();
  }

  private static List<LogEntry> entries(String file) throws IOException {
    LogAssembler assembler = new LogAssembler();
    List<LogEntry> entries = new ArrayList<>();
    try (Stream<String> lines = Files.lines(LOGS.resolve(file))) {
      lines.forEach(line -> assembler.accept(line).ifPresent(entries::add));
    }
    assembler.flush().ifPresent(entries::add);
    return entries;
  }
}
