package io.sealwright.devchain.mpool;

import io.sealwright.protocol.message.SignedMessage;

/** A message that came into the pool or left it. */
public record MpoolChange(Kind kind, SignedMessage message) {
  /** What happened, with the number Lotus gives it. */
  public enum Kind {
    ADD,
    REMOVE;

    public int number() {
      return ordinal();
    }
  }
}
