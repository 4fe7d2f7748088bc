package io.sealwright.engine.sending;

/** What was shown is no longer what would happen; nothing more is sent. */
public final class PlanOutdated extends Exception {
  private static final long serialVersionUID = 1L;

  public PlanOutdated(String what) {
    super(what);
  }
}
