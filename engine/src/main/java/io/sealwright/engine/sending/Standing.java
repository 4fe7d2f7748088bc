package io.sealwright.engine.sending;

import io.sealwright.protocol.amount.TokenAmount;

/** Where a pending message stands: what keeps it from landing, if anything known does. */
public sealed interface Standing {

  /** Nothing known is in its way. */
  record Clear() implements Standing {}

  /** The chain burns more for a unit of gas than the sender pays at most. */
  record FeeCapTooLow(TokenAmount baseFee) implements Standing {}

  /** What is left for the block's miner is less than half of what is usual. */
  record PremiumTooLow(TokenAmount offered, TokenAmount usual) implements Standing {}

  /** The sender has not enough for this message and those before it. */
  record NotFunded(TokenAmount needed, TokenAmount balance) implements Standing {}

  /** An earlier nonce was never sent, or is unknown to this node. */
  record BeyondGap(long missing) implements Standing {}

  /** An earlier message, which itself cannot land, is in the way. */
  record Behind(long nonce) implements Standing {}

  /** The chain has taken this nonce already: it, or another message, has landed. */
  record Superseded() implements Standing {}

  /** Whether paying more would help. */
  default boolean isFeeTooLow() {
    return switch (this) {
      case FeeCapTooLow _, PremiumTooLow _ -> true;
      case Clear _, NotFunded _, BeyondGap _, Behind _, Superseded _ -> false;
    };
  }

  /** Whether the messages behind it have to wait because of it. */
  default boolean isBlocking() {
    return switch (this) {
      case Clear _, Superseded _ -> false;
      case FeeCapTooLow _, PremiumTooLow _, NotFunded _, BeyondGap _, Behind _ -> true;
    };
  }
}
