package io.sealwright.engine.stage;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Trouble;
import java.util.Optional;

/** A stage could not be done; whatever the sector had is as it was. */
public final class StageFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Optional<FailedStep> step;
  private final transient Trouble trouble;

  public StageFailed(SectorState state, Trouble trouble) {
    super(trouble.kind() + ": " + trouble.words());
    this.step = FailedStep.of(state, trouble.kind());
    this.trouble = trouble;
  }

  /** What failed; none for a recovery, whose failure changes no state: it is tried again. */
  public Optional<FailedStep> step() {
    return step;
  }

  public Trouble trouble() {
    return trouble;
  }
}
