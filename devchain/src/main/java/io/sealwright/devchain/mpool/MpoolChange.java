package io.sealwright.devchain.mpool;

import io.sealwright.protocol.message.SignedMessage;

/** A message that came into the pool or left it. */
public record MpoolChange(Kind kind, SignedMessage message) {
  /** What happened, with the number Lotus gives it. */
  public enum Kind {
    ADD(0),
    REMOVE(1);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }
  }
}
