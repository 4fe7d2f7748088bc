package io.sealwright.proofs.window;

import java.time.Instant;

/** What happens while a proof of spacetime is made. */
public sealed interface PostEvent {
  /** A stage begins with so many sectors. */
  record StageBegun(Stage stage, Instant at, int sectors) implements PostEvent {}

  /**
   * A stage ends.
   *
   * @param finished whether it, or for the last stage the whole, came to its own end; if not it was
   *     stopped
   */
  record StageEnded(StageSpan span, boolean finished) implements PostEvent {}

  /** The branches of a sector took at least as long as the operator wants to hear of. */
  record SlowRead(SectorReading reading, Instant at) implements PostEvent {}

  record LeftOut(BadSector sector, Instant at) implements PostEvent {}

  /** Hears of events, from any thread, one at a time. */
  @FunctionalInterface
  interface Listener {
    void on(PostEvent event);
  }
}
