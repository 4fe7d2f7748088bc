package io.sealwright.engine.life.next;

import io.sealwright.protocol.CommR;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Optional;

/** What the chain says of a sector's number at the head. */
public sealed interface ChainStanding {

  /** It could not be asked. */
  record Unknown() implements ChainStanding {}

  /** The number was never used. */
  record Absent() implements ChainStanding {}

  /** The number is used up, and there is neither a promise nor a sector. */
  record NumberUsed() implements ChainStanding {}

  /**
   * A promise, not yet proven.
   *
   * @param ticketEpoch whose randomness the replica was made with
   */
  record PreCommitted(CommR commR, Epoch ticketEpoch, Epoch landed, TokenAmount deposit)
      implements ChainStanding {}

  record Active(CommR commR, Epoch activated, Epoch expires) implements ChainStanding {}

  /**
   * It has no power, and costs.
   *
   * @param recovering whether it is to be proven again in its next window
   */
  record Faulty(CommR commR, Epoch activated, Epoch expires, boolean recovering)
      implements ChainStanding {}

  /**
   * It had a sector of this number.
   *
   * @param early before the end that was promised
   */
  record Ended(Epoch at, boolean early) implements ChainStanding {}

  /** The replica the chain has. */
  default Optional<CommR> replica() {
    return switch (this) {
      case PreCommitted promise -> Optional.of(promise.commR);
      case Active active -> Optional.of(active.commR);
      case Faulty faulty -> Optional.of(faulty.commR);
      case Unknown _, Absent _, NumberUsed _, Ended _ -> Optional.empty();
    };
  }

  /** Whether the chain has it as a sector, with power or without. */
  default boolean isLive() {
    return this instanceof Active || this instanceof Faulty;
  }
}
