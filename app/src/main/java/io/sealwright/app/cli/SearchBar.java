package io.sealwright.app.cli;

import io.sealwright.app.shell.StandardError;
import io.sealwright.engine.recovery.source.SearchWatcher;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows how far a search through messages has come, once it takes more than two seconds. */
final class SearchBar implements SearchWatcher, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final boolean watched = StandardError.isTerminal();
  private final String name;
  private long begin;
  private Optional<ProgressBar> drawn = Optional.empty();

  SearchBar(String name) {
    this.name = name;
  }

  @Override
  public void at(long done, long total) {
    begin = begin == 0 ? System.nanoTime() : begin;
    if (watched && drawn.isEmpty() && System.nanoTime() - begin > PATIENCE.toNanos()) {
      drawn = Optional.of(new ProgressBarBuilder().setTaskName(name).setInitialMax(total).build());
    }
    drawn.ifPresent(bar -> bar.stepTo(Math.min(done, total)));
  }

  @Override
  public void close() {
    drawn.ifPresent(ProgressBar::close);
  }
}
