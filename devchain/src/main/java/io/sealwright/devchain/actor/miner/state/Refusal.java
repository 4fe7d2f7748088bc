package io.sealwright.devchain.actor.miner.state;

import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.message.ExitCode;

/** The reasons a miner refuses a call for, by exit code. */
public enum Refusal {
  /** The parameters cannot be right. */
  ARGUMENT(16),
  /** What is named does not exist. */
  NOT_FOUND(17),
  /** Not by this caller, or not now. */
  FORBIDDEN(18),
  FUNDS(19),
  /** The state itself does not allow it, or is wrong. */
  STATE(20),
  SERIALIZATION(21),
  UNHANDLED_METHOD(22),
  /** The balance does not cover what is locked. */
  BALANCE(1000),
  /** An actor that was to be told of data could not be reached, aborted, or said no. */
  NOTICE_FAILED(1001),
  NOTICE_ABORTED(1002),
  NOTICE_UNREADABLE(1003),
  NOTICE_REJECTED(1004);

  private final ExitCode code;

  Refusal(long code) {
    this.code = new ExitCode(code);
  }

  public ExitCode code() {
    return code;
  }

  /** The abort to throw, with a reason as of {@link String#format}. */
  public Abort because(String reason, Object... arguments) {
    return new Abort(code, reason.formatted(arguments));
  }

  /** Throws unless a condition holds. */
  public void unless(boolean holds, String reason, Object... arguments) throws Abort {
    if (!holds) {
      throw because(reason, arguments);
    }
  }
}
