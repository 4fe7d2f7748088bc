package io.sealwright.devchain.vm;

import io.sealwright.protocol.message.ExitCode;

/** A call that ends without effect: its exit code, and words for whoever looks for the reason. */
public final class Abort extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ExitCode code;

  public Abort(ExitCode code, String reason) {
    super(reason);
    this.code = code;
  }

  /** The parameters are not valid. */
  public static Abort illegalArgument(String reason) {
    return new Abort(Exits.ILLEGAL_ARGUMENT, reason);
  }

  public static Abort notFound(String reason) {
    return new Abort(Exits.NOT_FOUND, reason);
  }

  /** The caller may not do this. */
  public static Abort forbidden(String reason) {
    return new Abort(Exits.FORBIDDEN, reason);
  }

  public static Abort insufficientFunds(String reason) {
    return new Abort(Exits.INSUFFICIENT_FUNDS, reason);
  }

  /** The state does not allow it, or contradicts itself. */
  public static Abort illegalState(String reason) {
    return new Abort(Exits.ILLEGAL_STATE, reason);
  }

  /** The actor has no such method. */
  public static Abort unhandled(String reason) {
    return new Abort(Exits.UNHANDLED_MESSAGE, reason);
  }

  public ExitCode code() {
    return code;
  }
}
