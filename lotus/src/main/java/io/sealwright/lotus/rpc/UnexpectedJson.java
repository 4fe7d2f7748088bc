package io.sealwright.lotus.rpc;

/** A JSON value that is not what its place promises. The message says what was found instead. */
public final class UnexpectedJson extends Exception {
  private static final long serialVersionUID = 1L;

  public UnexpectedJson(String message) {
    super(message);
  }

  public UnexpectedJson(String message, Throwable cause) {
    super(message, cause);
  }
}
