package io.sealwright.engine.life.next;

import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.ExitCode;

/** What became of a message. */
public sealed interface MessageFate {

  /** It could not be learned. */
  record Unknown() implements MessageFate {}

  /** It is in the pool, or was there and its nonce is not taken. */
  record Pending() implements MessageFate {}

  /**
   * It was carried out.
   *
   * @param exit for this sector: of the call, or where one message carries several sectors and each
   *     may fail by itself, of this one's part
   */
  record Landed(Epoch at, ExitCode exit) implements MessageFate {}

  /** Another message took its nonce, beyond the reach of reorganisations. */
  record Superseded() implements MessageFate {}

  /** There is no such message. */
  record None() implements MessageFate {}

  /** Whether it may yet have its effect, or has had it. */
  default boolean mayTakeEffect() {
    return switch (this) {
      case Unknown _, Pending _ -> true;
      case Landed landed -> landed.exit.isOk();
      case Superseded _, None _ -> false;
    };
  }
}
