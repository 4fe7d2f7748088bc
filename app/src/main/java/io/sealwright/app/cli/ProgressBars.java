package io.sealwright.app.cli;

import io.sealwright.app.shell.StandardError;
import io.sealwright.proofs.porep.Phase;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.ProgressEvent;
import io.sealwright.protocol.SectorId;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * A bar with an estimate of the time left for each sector in work, on standard error. What takes
 * less than two seconds shows none. Where that is no terminal, as in a log, each sector gets a line
 * a minute instead.
 */
final class ProgressBars implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int UPDATE_MILLIS = 500;

  private static final Duration LINE_EVERY = Duration.ofMinutes(1);
  private static final int WHOLE = 100;

  private final boolean watched;
  private final Duration lineEvery;
  private final PrintStream lines;
  private final Map<String, Bar> bars = new HashMap<>();
  private final Map<String, Long> lined = new HashMap<>();

  ProgressBars() {
    this(StandardError.isTerminal(), LINE_EVERY, System.err);
  }

  ProgressBars(boolean watched, Duration lineEvery, PrintStream lines) {
    this.watched = watched;
    this.lineEvery = lineEvery;
    this.lines = lines;
  }

  /** Where the phases of a sector report to. */
  Progress of(SectorId sector) {
    return of(sector.toString());
  }

  /** The same for work that is not on one sector. */
  Progress of(String subject) {
    if (watched) {
      return event -> show(subject, event);
    }
    long begin = System.nanoTime();
    return event -> write(subject, event, begin);
  }

  /** The first line comes when the work has taken that long. */
  private synchronized void write(String subject, ProgressEvent event, long begin) {
    long now = System.nanoTime();
    if (now - lined.getOrDefault(subject, begin) >= lineEvery.toNanos()) {
      lined.put(subject, now);
      lines.println(Bar.name(subject, event) + ": " + percent(event) + " %");
    }
  }

  private static long percent(ProgressEvent event) {
    return event.total() == 0 ? 0 : (long) ((double) event.done() / event.total() * WHOLE);
  }

  private synchronized void show(String subject, ProgressEvent event) {
    Bar bar = bars.get(subject);
    if (bar == null || !bar.isOf(event)) {
      Optional.ofNullable(bar).ifPresent(Bar::close);
      bar = new Bar(subject, event, System.nanoTime());
      bars.put(subject, bar);
    }
    bar.show(event);
  }

  @Override
  public synchronized void close() {
    bars.values().forEach(Bar::close);
    bars.clear();
  }

  /** One stretch of work on one subject. */
  private static final class Bar {
    private final String name;
    private final Phase phase;
    private final int layer;
    private final long begin;
    private Optional<ProgressBar> drawn = Optional.empty();

    Bar(String subject, ProgressEvent event, long begin) {
      this.name = name(subject, event);
      this.phase = event.phase();
      this.layer = event.layer();
      this.begin = begin;
    }

    static String name(String subject, ProgressEvent event) {
      String words = event.phase().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return subject + " " + words + (event.layer() == 0 ? "" : " " + event.layer());
    }

    boolean isOf(ProgressEvent event) {
      return event.phase() == phase && event.layer() == layer;
    }

    void show(ProgressEvent event) {
      if (drawn.isEmpty() && System.nanoTime() - begin > PATIENCE.toNanos()) {
        drawn = Optional.of(draw(event));
      }
      drawn.ifPresent(bar -> bar.stepTo(event.done()));
    }

    /** The estimate counts from here on: what was done before may have been there already. */
    private ProgressBar draw(ProgressEvent event) {
      return new ProgressBarBuilder()
          .setTaskName(name)
          .setInitialMax(event.total())
          .startsFrom(event.done(), Duration.ofNanos(System.nanoTime() - begin))
          .setUpdateIntervalMillis(UPDATE_MILLIS)
          .build();
    }

    void close() {
      drawn.ifPresent(ProgressBar::close);
    }
  }
}
