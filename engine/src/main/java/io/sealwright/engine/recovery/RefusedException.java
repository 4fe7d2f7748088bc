package io.sealwright.engine.recovery;

/** A guard said no before anything was begun; the message is a clause, and the remedy another. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  RefusedException(String reason, String remedy) {
    super(reason);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
