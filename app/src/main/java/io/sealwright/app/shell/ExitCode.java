package io.sealwright.app.shell;

/** How a command ended, for the scripts that called it. */
public enum ExitCode {
  DONE(0),
  /** Tried, and failed. */
  FAILED(1),
  /** The request itself is not valid; the same request can never succeed. */
  INVALID(2),
  /** A guard refused before anything began. */
  REFUSED(3),
  /** Another system does not answer, or refuses. */
  UNREACHABLE(4);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
