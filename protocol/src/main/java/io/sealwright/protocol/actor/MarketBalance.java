package io.sealwright.protocol.actor;

import io.sealwright.protocol.amount.TokenAmount;

/** What a party has with the market: deposited in all, and the part of it that deals hold. */
public record MarketBalance(TokenAmount escrow, TokenAmount locked) {
  public TokenAmount available() {
    return escrow.minus(locked);
  }
}
