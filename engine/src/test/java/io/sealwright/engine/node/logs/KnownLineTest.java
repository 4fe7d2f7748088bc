package io.sealwright.engine.node.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.lotus.log.LogAssembler;
import io.sealwright.lotus.log.LogEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lines of a real network, and of old Lotus, are known to be. */
final class KnownLineTest {
  private static final Path LOGS = Path.of("..", "vectors", "lotus-logs");

  /** Lines of v1.13 as its sources write them, and of the recorded v1.36. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WARN|auth|JWT Verification failed (originating from 10.0.0.5:41234): JWT Verification"
            + " failed: jwt: HMAC verification failed|JWT_REFUSED|FAULT",
        "ERROR|main|LOTUS-MINER CONNECTION LOST|MINER_LOST|FAULT",
        "ERROR|worker|LOTUS-MINER CONNECTION LOST|MINER_LOST|FAULT",
        "ERROR|storageminer|runPoStCycle failed: running window post failed: x|POST_FAILED|FAULT",
        "ERROR|wdpost|error generating window post: x|POST_FAILED|FAULT",
        "ERROR|storageminer|submitPoStMessage failed: x|POST_NOT_SUBMITTED|FAULT",
        "ERROR|wdpost|checking sector faults: faults 1480: late|POST_NOT_DECLARED|FAULT",
        "ERROR|wdpost|checking sector recoveries: pushing message: no|POST_NOT_DECLARED|FAULT",
        "ERROR|storageminer|Submitting window post bafy2 failed: exit 16|POST_REJECTED|FAULT",
        "INFO|storageminer|Submitted window post: bafy2|POST_SENT|NOTICE",
        "INFO|wdpost|Submitted window post: bafy2 (deadline 8)|POST_SENT|NOTICE",
        "WARN|wdpost|Aborted window post Proving (Deadline: {})|POST_NOT_PROVEN|FAULT",
        "ERROR|wdpost|DETECTED FAULTY SECTORS, declaring faults|SECTORS_FAULTY|FAULT",
        "WARN|sectors|sector 1234 got error event sealing.SectorSealPreCommit1Failed: seal pre"
            + " commit(1) failed:|SECTOR_ERROR|FAULT",
        "INFO|sectors|SealPreCommit1Failed(1234), waiting 59.912s before"
            + " retrying|SECTOR_WAITS|FAULT",
        "ERROR|sectors|unhandled sector error (7): normal shutdown of state"
            + " machine:|SECTOR_SHUTDOWN|HARMLESS",
        "ERROR|sectors|unhandled sector error (7): disk|SECTOR_UNHANDLED|FAULT",
        "ERROR|evtsm|Executing event planner failed: x|SECTOR_MACHINE_DEAD|FAULT",
        "ERROR|advmgr|return error, will retry in 5s: ReturnSealPreCommit1: x|RETURN_FAILED|FAULT",
        "ERROR|x|write /data/cache: no space left on device|DISK_FULL|FAULT"
      })
  void aLineIsKnown(String level, String logger, String message, KnownLine line, Grade grade) {
    Explanation known = KnownLine.of(entry(level, logger, message)).orElseThrow();
    assertThat(known.line()).isEqualTo(line);
    assertThat(known.grade()).isEqualTo(grade);
  }

  @Test
  void whatDiffersIsTakenOut() {
    assertThat(
            KnownLine.of(
                    entry(
                        "INFO", "sectors", "SealPreCommit1Failed(12), waiting 59s before retrying"))
                .orElseThrow()
                .values())
        .containsExactly("SealPreCommit1Failed", "12", "59s");
  }

  @Test
  void anOrdinaryLineIsNotKnown() {
    assertThat(KnownLine.of(entry("INFO", "repo", "Initializing repo at '/data/x'"))).isEmpty();
  }

  /** Counts by grep; the words of a proof made again are harmless wherever they are. */
  @ParameterizedTest
  @CsvSource({
    "worker.log, MINER_LOST, 2",
    "worker.log, HEARTBEAT_FAILED, 9",
    "miner.log, C2_FAILED, 15",
    "miner.log, SECTOR_WAITS, 13",
    "miner.log, POST_ALREADY_PROVEN, 74",
    "miner.log, POST_NOT_SUBMITTED, 0",
    "miner-json.log, SECTOR_UNREADABLE, 6",
    "daemon.log, JWT_REFUSED, 5"
  })
  void theFaultsOfARealNetworkAreFound(String file, KnownLine line, int count) throws IOException {
    assertThat(entries(file))
        .filteredOn(entry -> KnownLine.of(entry).filter(known -> known.line() == line).isPresent())
        .hasSize(count);
  }

  @Test
  void sectorsThatCannotAllBeReadAreAFault() throws IOException {
    assertThat(entries("miner.log"))
        .filteredOn(entry -> entry.message().equals("Checked sectors"))
        .isNotEmpty()
        .allSatisfy(entry -> {
          boolean all = entry.field("checked").equals(entry.field("good"));
          assertThat(KnownLine.of(entry).orElseThrow().grade())
              .isEqualTo(all ? Grade.NOTICE : Grade.FAULT);
        })
        .anySatisfy(
            entry -> assertThat(KnownLine.of(entry).orElseThrow().grade()).isEqualTo(Grade.FAULT));
  }

  private static LogEntry entry(String level, String logger, String message) {
    LogAssembler assembler = new LogAssembler();
    assembler.accept(
        String.join("\t", "2022-01-10T12:00:01.123+0800", level, logger, "a/b.go:1", message));
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
