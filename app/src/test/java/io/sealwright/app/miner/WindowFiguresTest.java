package io.sealwright.app.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sealwright.engine.duty.Attempt;
import io.sealwright.engine.duty.DuePartition;
import io.sealwright.engine.duty.DueWindow;
import io.sealwright.engine.duty.DutyFacts;
import io.sealwright.engine.duty.Progress;
import io.sealwright.engine.duty.Window;
import io.sealwright.engine.duty.WindowRecord;
import io.sealwright.engine.duty.report.StageTook;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.DutyTable;
import io.sealwright.proofs.window.Stage;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deadline 8 has a partition of sectors 1 and 2, one of 3 and 4, and one of a fault, 5. */
final class WindowFiguresTest {
  private static final Window EIGHT =
      new Window(8, new Epoch(1480), new Epoch(1540), new Epoch(1460), new Epoch(1410));
  private static final List<DuePartition> PARTITIONS =
      List.of(
          new DuePartition(0, Bitfield.of(1, 2), Bitfield.EMPTY, Bitfield.EMPTY),
          new DuePartition(1, Bitfield.of(3, 4), Bitfield.EMPTY, Bitfield.EMPTY),
          new DuePartition(2, Bitfield.of(5), Bitfield.of(5), Bitfield.EMPTY));
  private static final Attempt FIRST = new Attempt(EIGHT, Bitfield.of(0), 1);
  private static final Attempt SECOND = new Attempt(EIGHT, Bitfield.of(1), 1);
  private static final Cid MESSAGE = Cid.ofCbor(new byte[] {1});

  private final PrometheusRegistry metrics = new PrometheusRegistry();
  private Database database;
  private DutyTable records;
  private WindowFigures figures;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseAddress.memory("figures" + UUID.randomUUID()));
    records = database.duties(new MinerId(1000));
    figures = new WindowFigures(records, metrics);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void keep(Attempt attempt, Bitfield skipped, Progress progress) throws Exception {
    records.put(
        new WindowRecord(
            attempt,
            Bytes32.ZERO,
            Instant.EPOCH,
            List.of(new StageTook(Stage.P_AUX, Duration.ofMillis(250))),
            Bitfield.EMPTY,
            skipped,
            List.of(),
            false,
            progress));
  }

  /** What the duty would see. */
  private void see(long head, DueWindow current) throws Exception {
    Window next = current.window().next();
    figures.accept(
        new DutyFacts(
            new Epoch(head),
            new Epoch(1000),
            current,
            new DueWindow(next, List.of(), Bitfield.EMPTY),
            new DueWindow(next.next(), List.of(), Bitfield.EMPTY),
            current.window().equals(EIGHT) ? records.ofWindow(EIGHT.open()) : records.unended(),
            Map.of(),
            Map.of(),
            DutyFacts.Own.NOTHING));
  }

  private Set<String> shown() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create()
        .write(bytes, metrics.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    return Set.copyOf(bytes.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void theOpenDeadlineIsShownWithWhatIsStillMissing() throws Exception {
    assertThat(shown()).noneMatch(line -> line.startsWith("sealwright_deadline"));
    keep(FIRST, Bitfield.EMPTY, new Progress.OnItsWay(MESSAGE, new Epoch(1484)));
    see(1490, new DueWindow(EIGHT, PARTITIONS, Bitfield.EMPTY));
    assertThat(shown())
        .contains(
            "sealwright_chain_head_epoch 1490.0",
            "sealwright_deadline_index 8.0",
            "sealwright_deadline_epochs_left 50.0",
            "sealwright_deadline_partitions{state=\"proven\"} 0.0",
            "sealwright_deadline_partitions{state=\"sent\"} 1.0",
            "sealwright_deadline_partitions{state=\"proving\"} 0.0",
            "sealwright_deadline_partitions{state=\"missing\"} 1.0",
            "sealwright_deadline_sectors{state=\"to_prove\"} 4.0",
            "sealwright_deadline_sectors{state=\"faulty\"} 1.0",
            "sealwright_window_submission_epochs_left{deadline=\"8\"} 56.0",
            "sealwright_window_sectors_total{deadline=\"8\",end=\"late\"} 0.0");

    keep(SECOND, Bitfield.EMPTY, new Progress.Proving());
    see(1491, new DueWindow(EIGHT, PARTITIONS, Bitfield.of(0)));
    assertThat(shown())
        .contains(
            "sealwright_deadline_partitions{state=\"proven\"} 1.0",
            "sealwright_deadline_partitions{state=\"sent\"} 0.0",
            "sealwright_deadline_partitions{state=\"proving\"} 1.0",
            "sealwright_deadline_partitions{state=\"missing\"} 0.0");
  }

  @Test
  void aClosedWindowIsCountedOnceAndNotBeforeTheFateOfItsMessagesIsKnown() throws Exception {
    keep(FIRST, Bitfield.of(2), new Progress.OnItsWay(MESSAGE, new Epoch(1538)));
    see(1539, new DueWindow(EIGHT, PARTITIONS, Bitfield.EMPTY));
    DueWindow nine = new DueWindow(EIGHT.next(), List.of(), Bitfield.EMPTY);
    see(1541, nine);
    assertThat(shown())
        .contains("sealwright_window_sectors_total{deadline=\"8\",end=\"proven\"} 0.0");
    keep(FIRST, Bitfield.of(2), new Progress.Landed(MESSAGE, new Epoch(1539)));
    for (long head = 1542; head < 1545; head++) {
      see(head, nine);
    }
    assertThat(shown())
        .contains(
            "sealwright_window_sectors_total{deadline=\"8\",end=\"proven\"} 1.0",
            "sealwright_window_sectors_total{deadline=\"8\",end=\"skipped\"} 1.0",
            "sealwright_window_sectors_total{deadline=\"8\",end=\"failed\"} 0.0",
            "sealwright_window_sectors_total{deadline=\"8\",end=\"late\"} 2.0",
            "sealwright_window_stage_seconds_count{stage=\"p_aux\"} 1",
            "sealwright_window_stage_seconds_sum{stage=\"p_aux\"} 0.25");
  }

  /** A message of long ago whose fate nobody knows is seen at every step. */
  @Test
  void aProofIsTimedOnceHoweverLongItsMessageIsOnItsWay() throws Exception {
    keep(FIRST, Bitfield.EMPTY, new Progress.OnItsWay(MESSAGE, new Epoch(1538)));
    see(1539, new DueWindow(EIGHT, PARTITIONS, Bitfield.EMPTY));
    for (long head = 1640; head < 1644; head++) {
      see(head, new DueWindow(EIGHT.next(), List.of(), Bitfield.EMPTY));
    }
    assertThat(shown()).contains("sealwright_window_stage_seconds_count{stage=\"p_aux\"} 1");
  }
}
