package io.sealwright.devchain.vm;

import io.sealwright.protocol.message.ExitCode;

/** The exit codes the network gives a meaning: below 16 the system's own, from 16 the actors'. */
public final class Exits {
  public static final ExitCode SENDER_INVALID = new ExitCode(1);

  /** The sender's nonce is another, or it cannot pay the gas. */
  public static final ExitCode SENDER_STATE_INVALID = new ExitCode(2);

  /** There is no such actor, and a message cannot make it. */
  public static final ExitCode INVALID_RECEIVER = new ExitCode(5);

  /** The sender does not have what it sends. */
  public static final ExitCode CANNOT_TRANSFER = new ExitCode(6);

  public static final ExitCode OUT_OF_GAS = new ExitCode(7);
  public static final ExitCode ASSERTION_FAILED = new ExitCode(10);
  public static final ExitCode ILLEGAL_ARGUMENT = new ExitCode(16);
  public static final ExitCode NOT_FOUND = new ExitCode(17);
  public static final ExitCode FORBIDDEN = new ExitCode(18);
  public static final ExitCode INSUFFICIENT_FUNDS = new ExitCode(19);
  public static final ExitCode ILLEGAL_STATE = new ExitCode(20);
  public static final ExitCode SERIALIZATION = new ExitCode(21);
  public static final ExitCode UNHANDLED_MESSAGE = new ExitCode(22);

  private Exits() {}
}
