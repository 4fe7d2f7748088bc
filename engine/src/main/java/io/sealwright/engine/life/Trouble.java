package io.sealwright.engine.life;

import io.sealwright.protocol.message.ExitCode;

/**
 * Why a step failed.
 *
 * @param words what whoever failed said, for the log; decisions go by the kind
 */
public record Trouble(Kind kind, String words) {

  /** Sorted by what can be done about it. */
  public enum Kind {
    /** The worker or its host: no space, no memory, killed, gone. The files it read are fine. */
    HOST,
    /** Files that the step reads are gone, often with the host that had them. */
    INPUT_LOST,
    /** Files that the step reads do not hold what they must. */
    INPUT_BAD,
    /** There are no parameters to prove with, or they are damaged. */
    NO_PARAMETERS,
    /** A proof was made that does not verify. */
    PROOF_INVALID,
    /** The chain has another seed at that epoch now. */
    SEED_CHANGED,
    /** The chain carried the message out and refused it. */
    REFUSED,
    /** The chain refuses the message for what it is, and would again. */
    UNACCEPTABLE,
    /** The message ran out of gas. */
    OUT_OF_GAS,
    /** The miner could not pay what the message locks. */
    NO_FUNDS,
    /** Another message took the nonce, so this one cannot land. */
    SUPERSEDED,
    /** A reorganisation took the pre-commit from the chain. */
    PRE_COMMIT_GONE,
    /** The sector was not proven in time; its deposit is lost. */
    PRE_COMMIT_EXPIRED
  }

  /** What a message's refusal means; an exit code of 0 is an IllegalArgumentException. */
  public static Kind ofExit(ExitCode exit) {
    if (exit.isOk()) {
      throw new IllegalArgumentException("a message that went well is no trouble");
    }
    ExitCode.Meaning meaning = exit.meaning().orElse(ExitCode.Meaning.ILLEGAL_ARGUMENT);
    return switch (meaning) {
      case OUT_OF_GAS -> Kind.OUT_OF_GAS;
      case INSUFFICIENT_FUNDS -> Kind.NO_FUNDS;
      case OK,
          SENDER_INVALID,
          SENDER_STATE_INVALID,
          ILLEGAL_ARGUMENT,
          NOT_FOUND,
          FORBIDDEN,
          ILLEGAL_STATE,
          SERIALIZATION ->
          Kind.REFUSED;
    };
  }
}
