package io.sealwright.engine.serving;

/** Something is not done; the message says why, for whoever asked. */
public final class ActionRefused extends Exception {
  private static final long serialVersionUID = 1L;

  public ActionRefused(String reason) {
    super(reason);
  }
}
