package io.sealwright.protocol.message;

import java.util.Arrays;
import java.util.Optional;

/** How a call ended: 0 well, below 16 stopped by the system, from 16 refused by the actor. */
public record ExitCode(long code) {
  public static final ExitCode OK = new ExitCode(0);

  /** The codes with one meaning for all actors. */
  public enum Meaning {
    OK(0),
    SENDER_INVALID(1),
    SENDER_STATE_INVALID(2),
    OUT_OF_GAS(7),
    ILLEGAL_ARGUMENT(16),
    NOT_FOUND(17),
    FORBIDDEN(18),
    INSUFFICIENT_FUNDS(19),
    ILLEGAL_STATE(20),
    SERIALIZATION(21);

    private final long code;

    Meaning(long code) {
      this.code = code;
    }
  }

  /** What the code means; codes from 32 up, and some others, are the actor's own affair. */
  public Optional<Meaning> meaning() {
    return Arrays.stream(Meaning.values()).filter(meaning -> meaning.code == code).findFirst();
  }

  public boolean isOk() {
    return code == 0;
  }

  @Override
  public String toString() {
    return Long.toString(code);
  }
}
