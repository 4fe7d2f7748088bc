package io.sealwright.proofs.window;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** When each stage began and ended, and who hears of it. */
final class StageClock {
  private static final List<Stage> READING =
      List.of(Stage.P_AUX, Stage.TREE_ROOTS, Stage.TREE_BRANCHES);

  private final InstantSource clock;
  private final PostEvent.Listener listener;
  private final Map<Stage, Integer> expected = new EnumMap<>(Stage.class);
  private final Map<Stage, Instant> begun = new EnumMap<>(Stage.class);
  private final Map<Stage, StageSpan> spans = new EnumMap<>(Stage.class);

  /** Whether the last stage that did some work was left by fewer sectors than came to it. */
  private boolean stopped;

  StageClock(InstantSource clock, PostEvent.Listener listener) {
    this.clock = clock;
    this.listener = listener;
  }

  /** A stage will have to do with so many sectors. */
  synchronized void expect(Stage stage, int sectors) {
    expected.put(stage, sectors);
    spans.remove(stage);
  }

  /** A sector comes to a stage. */
  synchronized void begin(Stage stage) {
    if (!begun.containsKey(stage)) {
      Instant now = clock.instant();
      begun.put(stage, now);
      listener.on(new PostEvent.StageBegun(stage, now, expected.getOrDefault(stage, 0)));
    }
  }

  /** A sector leaves a stage; with the last one it ends. */
  synchronized void done(Stage stage) {
    int left = expected.merge(stage, -1, Integer::sum);
    if (left == 0) {
      end(stage);
    }
  }

  /** A stage ends, whoever is still in it. */
  synchronized void end(Stage stage) {
    if (begun.containsKey(stage) && !spans.containsKey(stage)) {
      if (stage != Stage.CLOSING) {
        stopped = expected.getOrDefault(stage, 0) > 0;
      }
      StageSpan span = new StageSpan(stage, begun.get(stage), clock.instant());
      spans.put(stage, span);
      listener.on(new PostEvent.StageEnded(span, !stopped));
    }
  }

  synchronized void endReading() {
    READING.forEach(this::end);
  }

  /** All sectors leave a stage together, and it ends. */
  synchronized void allDone(Stage stage) {
    expected.put(stage, 0);
    end(stage);
  }

  synchronized void slow(SectorReading reading) {
    listener.on(new PostEvent.SlowRead(reading, clock.instant()));
  }

  /** A sector falls out in a stage, and comes to no later one. */
  synchronized void leftOut(BadSector sector, Stage stage) {
    listener.on(new PostEvent.LeftOut(sector, clock.instant()));
    READING.stream().filter(reading -> reading.compareTo(stage) >= 0).forEach(this::done);
  }

  /** Those that ended, in order. */
  synchronized List<StageSpan> spans() {
    return List.copyOf(spans.values());
  }
}
