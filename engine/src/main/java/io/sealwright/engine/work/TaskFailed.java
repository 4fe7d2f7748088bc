package io.sealwright.engine.work;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Trouble;

/** A task was tried and cannot be done; the sector is told. */
public final class TaskFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient FailedStep step;
  private final transient Trouble trouble;

  public TaskFailed(FailedStep step, Trouble trouble, Throwable cause) {
    super(trouble.words(), cause);
    this.step = step;
    this.trouble = trouble;
  }

  public FailedStep step() {
    return step;
  }

  public Trouble trouble() {
    return trouble;
  }
}
