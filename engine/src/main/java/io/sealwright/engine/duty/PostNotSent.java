package io.sealwright.engine.duty;

/** No message was given to the pool. The same may be tried again at the next head. */
public final class PostNotSent extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message why, for the operator
   */
  public PostNotSent(String message) {
    super(message);
  }

  public PostNotSent(String message, Throwable cause) {
    super(message, cause);
  }
}
