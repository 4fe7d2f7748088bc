package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;

/** Parameters of the market's WithdrawBalance (3): from whose deposit, and how much. */
public record MarketWithdrawal(Address party, TokenAmount requested) {}
