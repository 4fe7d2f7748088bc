package io.sealwright.protocol.actor;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;

/** The state of the datacap actor: a token with one governor. */
public record DatacapState(Address governor, Token token) {
  /**
   * Who has how much.
   *
   * @param balances HAMT of amounts by actor number
   * @param allowances HAMT of HAMTs: what an operator may spend of an owner's
   * @param bitWidth of the HAMTs, beyond which nothing is configured
   */
  public record Token(TokenAmount supply, Cid balances, Cid allowances, long bitWidth) {}
}
