package io.sealwright.app.cli;

import io.sealwright.app.shell.StandardError;
import io.sealwright.proofs.porep.Phase;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.ProgressEvent;
import io.sealwright.protocol.SectorId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * A bar with an estimate of the time left for each sector in work, on standard error. What takes
 * less than two seconds shows none; neither does anything when nobody watches.
 */
final class ProgressBars implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int UPDATE_MILLIS = 500;

  private final boolean watched = StandardError.isTerminal();
  private final Map<String, Bar> bars = new HashMap<>();

  /** Where the phases of a sector report to. */
  Progress of(SectorId sector) {
    return of(sector.toString());
  }

  /** The same for work that is not on one sector. */
  Progress of(String subject) {
    return watched ? event -> show(subject, event) : Progress.silent();
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
      String words = event.phase().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      this.name = subject + " " + words + (event.layer() == 0 ? "" : " " + event.layer());
      this.phase = event.phase();
      this.layer = event.layer();
      this.begin = begin;
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
