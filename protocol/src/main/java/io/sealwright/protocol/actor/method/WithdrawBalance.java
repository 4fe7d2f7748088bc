package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.amount.TokenAmount;

/** Parameters of a miner's WithdrawBalance: as much of this as is available. */
public record WithdrawBalance(TokenAmount requested) {}
