package io.sealwright.app.miner;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sealwright.engine.duty.Attempt;
import io.sealwright.engine.duty.DuePartition;
import io.sealwright.engine.duty.DueWindow;
import io.sealwright.engine.duty.DutyFacts;
import io.sealwright.engine.duty.DutyRecords;
import io.sealwright.engine.duty.Progress;
import io.sealwright.engine.duty.WindowRecord;
import io.sealwright.engine.proving.WindowAccount;
import io.sealwright.proofs.window.Stage;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the windows go, from what the duty sees at each of its steps. A window is accounted for when
 * it is closed and nothing of it is on its way any more; one that closed while no process of the
 * miner ran is not.
 */
final class WindowFigures implements Consumer<DutyFacts> {
  private static final Logger LOG = LoggerFactory.getLogger(WindowFigures.class);

  /** Seconds: from a devnet's to a window's whole length. */
  private static final double[] BOUNDS = {0.1, 1, 5, 15, 30, 60, 120, 300, 600, 900, 1_200, 1_800};

  private static final String DEADLINE = "deadline";

  /** What becomes of sectors of a window. */
  private enum End {
    PROVEN(WindowAccount::proven),
    SKIPPED(WindowAccount::skipped),
    FAILED(WindowAccount::failed),
    LATE(WindowAccount::late);

    private final ToDoubleFunction<WindowAccount> count;

    End(ToDoubleFunction<WindowAccount> count) {
      this.count = count;
    }
  }

  /** So long after its end the records of a window are waited for. */
  private static final EpochSpan PATIENCE = new EpochSpan(100);

  private final DutyRecords records;
  private final Counter sectors;
  private final Histogram stages;
  private final Gauge left;
  private final TreeMap<Epoch, DueWindow> open = new TreeMap<>();
  private final Set<Attempt> timed = new HashSet<>();
  private volatile Optional<DutyFacts> newest = Optional.empty();

  WindowFigures(DutyRecords records, PrometheusRegistry metrics) {
    this.records = records;
    this.sectors =
        Counter.builder()
            .name("sealwright_window_sectors_total")
            .help("Sectors of windows that are closed, by what became of them")
            .labelNames(DEADLINE, "end")
            .register(metrics);
    this.stages =
        Histogram.builder()
            .name("sealwright_window_stage_seconds")
            .help("How long the stages of window proofs took")
            .labelNames("stage")
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .register(metrics);
    for (Stage stage : Stage.values()) {
      stages.initLabelValues(word(stage));
    }
    this.left =
        Gauge.builder()
            .name("sealwright_window_submission_epochs_left")
            .help("Epochs from the newest message with a proof to the end of its window")
            .labelNames(DEADLINE)
            .register(metrics);
    gauge(
        metrics,
        "sealwright_chain_head_epoch",
        "The head that the duty saw last",
        facts -> (double) facts.head().height());
    gauge(
        metrics,
        "sealwright_deadline_index",
        "The deadline that is open",
        facts -> facts.current().window().index());
    gauge(
        metrics,
        "sealwright_deadline_epochs_left",
        "Epochs to the end of its window",
        facts -> (double) facts.current().window().close().since(facts.head()).epochs());
    counts(
        metrics,
        "sealwright_deadline_partitions",
        "Partitions of the open deadline by how far their proof is",
        WindowFigures::partitions);
    counts(
        metrics,
        "sealwright_deadline_sectors",
        "Sectors of the open deadline that are to be proven, and its faults",
        WindowFigures::sectors);
  }

  private void gauge(
      PrometheusRegistry metrics, String name, String help, ToDoubleFunction<DutyFacts> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(gauge -> newest.ifPresent(facts -> gauge.call(value.applyAsDouble(facts))))
        .register(metrics);
  }

  /** A figure of a state. */
  private record Count(String state, long number) {}

  private void counts(
      PrometheusRegistry metrics,
      String name,
      String help,
      Function<DutyFacts, List<Count>> counted) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("state")
        .callback(gauge ->
            newest.ifPresent(facts ->
                counted.apply(facts).forEach(each -> gauge.call((double) each.number, each.state))))
        .register(metrics);
  }

  private static List<Count> partitions(DutyFacts facts) {
    DueWindow due = facts.current();
    Bitfield wanted = Bitfield.of(due.unproven().stream().mapToLong(DuePartition::index).toArray());
    Bitfield sent = Bitfield.EMPTY;
    Bitfield begun = Bitfield.EMPTY;
    for (WindowRecord record : facts.records()) {
      if (record.attempt().window().equals(due.window()) && record.progress().isPromising()) {
        Bitfield its = record.attempt().partitions();
        switch (record.progress()) {
          case Progress.OnItsWay _, Progress.Landed _ -> sent = sent.union(its);
          case Progress.Proving _, Progress.Proven _ -> begun = begun.union(its);
          case Progress.Refused _, Progress.Failed _, Progress.Stopped _ -> {}
        }
      }
    }
    return List.of(
        new Count("proven", due.posted().count()),
        new Count("sent", wanted.intersect(sent).count()),
        new Count("proving", wanted.intersect(begun).minus(sent).count()),
        new Count("missing", wanted.minus(sent).minus(begun).count()));
  }

  private static List<Count> sectors(DutyFacts facts) {
    long wanted = 0;
    long faulty = 0;
    for (DuePartition partition : facts.current().partitions()) {
      wanted += partition.toProve().count();
      faulty += partition.faulty().intersect(partition.live()).count();
    }
    return List.of(new Count("to_prove", wanted), new Count("faulty", faulty));
  }

  @Override
  public void accept(DutyFacts facts) {
    newest = Optional.of(facts);
    facts.records().stream()
        .filter(record -> !isLongOver(record.attempt().window().close(), facts.head()))
        .forEach(this::time);
    timed.removeIf(attempt -> isLongOver(attempt.window().close(), facts.head()));
    note(facts);
    close(facts);
  }

  private static boolean isLongOver(Epoch close, Epoch head) {
    return close.plus(PATIENCE).isBefore(head);
  }

  private void time(WindowRecord record) {
    String deadline = Integer.toString(record.attempt().window().index());
    if (!record.stages().isEmpty() && timed.add(record.attempt())) {
      record
          .stages()
          .forEach(each ->
              stages
                  .labelValues(word(each.stage()))
                  .observe((double) each.took().toNanos() / TimeUnit.SECONDS.toNanos(1)));
    }
    if (record.progress() instanceof Progress.OnItsWay(_, Epoch head)) {
      left.labelValues(deadline)
          .set((double) record.attempt().window().close().since(head).epochs());
    }
  }

  private static String word(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  /** Each figure of a deadline is there before it changes for the first time. */
  private void note(DutyFacts facts) {
    DueWindow due = facts.current();
    boolean isProving = !facts.head().isBefore(facts.periodStart());
    if (isProving && !due.live().isEmpty() && open.put(due.window().open(), due) == null) {
      for (End end : End.values()) {
        sectors.initLabelValues(Integer.toString(due.window().index()), word(end));
      }
    }
  }

  private static String word(End end) {
    return end.name().toLowerCase(Locale.ROOT);
  }

  private void close(DutyFacts facts) {
    Iterator<DueWindow> windows = open.values().iterator();
    while (windows.hasNext()) {
      DueWindow due = windows.next();
      boolean isOpen =
          !due.window().close().isBefore(facts.head())
              || facts.records().stream()
                  .anyMatch(record ->
                      record.attempt().window().equals(due.window())
                          && !record.progress().isEnded());
      if (!isOpen && (account(due) || isLongOver(due.window().close(), facts.head()))) {
        windows.remove();
      }
    }
  }

  private boolean account(DueWindow due) {
    try {
      WindowAccount account = WindowAccount.of(due, records.ofWindow(due.window().open()));
      String deadline = Integer.toString(due.window().index());
      for (End end : End.values()) {
        sectors.labelValues(deadline, word(end)).inc(end.count.applyAsDouble(account));
      }
      return true;
    } catch (IOException e) {
      LOG.debug("window {} is counted later: {}", due.window().index(), e.getMessage());
      return false;
    }
  }
}
