package io.sealwright.proofs.window;

import java.time.Duration;
import java.time.Instant;

/** When a stage ran. Stages that read overlap where sectors come through at different speeds. */
public record StageSpan(Stage stage, Instant begun, Instant ended) {
  public Duration took() {
    return Duration.between(begun, ended);
  }
}
