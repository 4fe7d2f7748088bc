package io.sealwright.engine.duty.report;

import io.sealwright.proofs.window.Stage;
import java.time.Duration;

/** How long a stage took. */
public record StageTook(Stage stage, Duration took) {}
