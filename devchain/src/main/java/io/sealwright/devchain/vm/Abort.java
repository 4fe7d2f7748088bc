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

  public ExitCode code() {
    return code;
  }
}
