package io.sealwright.engine.stage;

/** The task is another's: what was made is not wanted. */
public final class FenceLost extends Exception {
  private static final long serialVersionUID = 1L;

  public FenceLost(String words) {
    super(words);
  }
}
