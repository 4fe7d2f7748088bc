package io.sealwright.engine.schedule;

/** A result comes from somebody the task was taken from, or for a step that is over. */
public final class FenceLost extends Exception {
  private static final long serialVersionUID = 1L;

  public FenceLost(String words) {
    super(words);
  }
}
