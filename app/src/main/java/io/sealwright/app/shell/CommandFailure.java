package io.sealwright.app.shell;

/** A command that could not do what was asked, in words for the operator. */
public final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final ExitCode code;
  private final String what;

  private CommandFailure(ExitCode code, String what, String remedy) {
    super(what + "; " + remedy);
    this.code = code;
    this.what = what;
  }

  /**
   * {@code what} is wrong, and what to do about it. Each is a clause: no capital at its start, no
   * full stop at its end.
   */
  public static CommandFailure failed(String what, String remedy) {
    return new CommandFailure(ExitCode.FAILED, what, remedy);
  }

  /** A request that can never succeed as it stands; words as in {@link #failed}. */
  public static CommandFailure invalid(String what, String remedy) {
    return new CommandFailure(ExitCode.INVALID, what, remedy);
  }

  /** A refusal before anything began; words as in {@link #failed}. */
  public static CommandFailure refused(String what, String remedy) {
    return new CommandFailure(ExitCode.REFUSED, what, remedy);
  }

  /** Another system that does not answer or refuses; words as in {@link #failed}. */
  public static CommandFailure unreachable(String what, String remedy) {
    return new CommandFailure(ExitCode.UNREACHABLE, what, remedy);
  }

  /** The same failure, with what brought it about, which {@code --debug} shows. */
  public CommandFailure because(Throwable cause) {
    initCause(cause);
    return this;
  }

  /** What is wrong, without the remedy. */
  public String what() {
    return what;
  }

  public ExitCode code() {
    return code;
  }
}
