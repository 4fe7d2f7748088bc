package io.sealwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.porep.Phase;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.ProgressEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Progress where nobody watches: in a log. */
final class ProgressBarsTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void aLogGetsALineEachTimeTheIntervalHasPassed() {
    try (ProgressBars bars = bars(Duration.ZERO)) {
      Progress progress = bars.of("s-t01000-43");
      progress.on(new ProgressEvent(Phase.LABELS, 3, 1L << 61, 1L << 62));
      progress.on(new ProgressEvent(Phase.ADD_PIECE, 0, 0, 0));
    }
    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("s-t01000-43 labels 3: 50 %", "s-t01000-43 add piece: 0 %");
  }

  @Test
  void workThatEndsBeforeTheIntervalWritesNothing() {
    try (ProgressBars bars = bars(Duration.ofDays(1))) {
      bars.of("s-t01000-43").on(new ProgressEvent(Phase.LABELS, 3, 1, 2));
    }
    assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private ProgressBars bars(Duration interval) {
    return new ProgressBars(
        false, interval, new PrintStream(written, true, StandardCharsets.UTF_8));
  }
}
