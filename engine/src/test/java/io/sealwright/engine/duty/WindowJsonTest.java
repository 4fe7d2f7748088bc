package io.sealwright.engine.duty;

import static io.sealwright.engine.duty.Scene.EIGHT;
import static io.sealwright.engine.duty.Scene.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.duty.report.SkippedSector;
import io.sealwright.engine.duty.report.StageTook;
import io.sealwright.engine.life.json.UnreadableRecord;
import io.sealwright.proofs.window.Stage;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is kept of a window comes back as it was. */
final class WindowJsonTest {
  private static final WindowRecord RECORD =
      new WindowRecord(
          Scene.attempt(EIGHT, 2, 0, 1),
          Bytes32.repeat(3),
          Instant.parse("2026-11-26T04:00:00.5Z"),
          List.of(new StageTook(Stage.P_AUX, Duration.ofMillis(1500))),
          Bitfield.of(1, 2),
          Bitfield.of(7),
          List.of(new SkippedSector(new SectorNumber(7), Optional.empty(), "is gone")),
          true,
          new Progress.Landed(MESSAGE, new Epoch(1486)));

  /**
   * Kept by version 2: a change of this text is a change of the format. The sets are RLE+: {0, 1}
   * is 00 1 01 0100, the lowest bit first, and so 0x54.
   */
  private static final String KEPT =
      "{\"version\":2,\"attempt\":{\"window\":{\"index\":8,\"open\":1480,\"close\":1540,"
          + "\"challenge\":1460,\"faultCutoff\":1410},\"partitions\":\"VA==\",\"number\":2},"
          + "\"randomness\":\"0303030303030303030303030303030303030303030303030303030303030303\","
          + "\"started\":\"2026-11-26T04:00:00.500Z\","
          + "\"stages\":[{\"stage\":\"P_AUX\",\"took\":\"PT1.5S\"}],"
          + "\"sectors\":\"qA==\",\"skipped\":\"8AI=\","
          + "\"reasons\":[{\"sector\":7,\"storage\":null,\"reason\":\"is gone\"}],"
          + "\"withheld\":true,\"progress\":{\"kind\":\"Landed\",\"message\":\"MESSAGE\","
          + "\"at\":1486}}";

  @Test
  void theFormatIsTheOneThatWasKept() throws UnreadableRecord {
    String kept = KEPT.replace("MESSAGE", MESSAGE.toString());
    assertThat(WindowJson.encode(RECORD)).isEqualTo(kept);
    assertThat(WindowJson.decode(kept)).isEqualTo(RECORD);
  }

  /** It kept of a proof only that it was there. */
  @Test
  void whatTheFirstVersionKeptIsRead() throws UnreadableRecord {
    String landed =
        KEPT.replace("MESSAGE", MESSAGE.toString()).replace("version\":2", "version\":1");
    assertThat(WindowJson.decode(landed)).isEqualTo(RECORD);
    String proven = landed.replaceFirst("\"kind\":\"Landed\".*", "\"kind\":\"Proven\"}}");
    assertThat(WindowJson.decode(proven)).isEqualTo(RECORD.with(new Progress.Proving()));
  }

  @ParameterizedTest
  @MethodSource("progresses")
  void everyProgressComesBack(Progress progress) throws UnreadableRecord {
    WindowRecord record = RECORD.with(progress);
    assertThat(WindowJson.decode(WindowJson.encode(record))).isEqualTo(record);
  }

  private static Stream<Progress> progresses() {
    return Stream.of(
        new Progress.Proving(),
        Scene.PROVEN,
        new Progress.OnItsWay(MESSAGE, new Epoch(1484)),
        new Progress.Landed(MESSAGE, new Epoch(1486)),
        new Progress.Refused(MESSAGE, new ExitCode(16)),
        new Progress.Failed("out of time in stage PROOF", new Epoch(1539)),
        new Progress.Stopped("its window closed first", new Epoch(1539)));
  }

  @Test
  void thereIsASpecimenOfEveryProgress() {
    assertThat(progresses().map(Object::getClass))
        .containsAll(Stream.of(Progress.class.getPermittedSubclasses()).toList());
  }

  /** Three full partitions of 32 GiB sectors, each other sector lost with a long path. */
  @Test
  void theWorstWindowFits() throws UnreadableRecord {
    List<SkippedSector> lost =
        LongStream.range(0, 3500)
            .mapToObj(i ->
                new SkippedSector(
                    new SectorNumber(2_000_000 + 2 * i),
                    Optional.of("/mnt/" + "x".repeat(250)),
                    "y".repeat(250) + " is not there"))
            .toList();
    Bitfield good = Bitfield.of(LongStream.range(0, 3500).map(i -> 2_000_001 + 2 * i).toArray());
    WindowRecord worst = RECORD.withSectors(good, lost);
    assertThat(worst.skipped().count()).isEqualTo(3500);
    assertThat(worst.reasons()).hasSize(WindowRecord.MOST_REASONS);
    String json = WindowJson.encode(worst);
    assertThat(json.length()).isLessThan(WindowJson.MOST_CHARACTERS / 2);
    assertThat(WindowJson.decode(json)).isEqualTo(worst);
  }

  @Test
  void whatWasNotWrittenByThisVersionIsRefused() {
    String json = WindowJson.encode(RECORD);
    for (String wrong :
        List.of(
            json.replace("\"version\":2", "\"version\":3"),
            json.replace("\"number\":2", "\"number\":4294967298"),
            json.replace("PT1.5S", "soon"),
            json.replace("\"8AI=\"", "\"8A==\""),
            json.replace("\"number\":2", "\"number\":0"))) {
      assertThat(wrong).isNotEqualTo(json);
      assertThatThrownBy(() -> WindowJson.decode(wrong)).isInstanceOf(UnreadableRecord.class);
    }
  }
}
