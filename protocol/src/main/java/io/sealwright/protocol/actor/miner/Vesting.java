package io.sealwright.protocol.actor.miner;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;

/** Locked rewards: the next part to be released, and the block of the list of all others. */
public record Vesting(Part next, Cid rest) {
  /** An amount and when it is released. */
  public record Part(Epoch epoch, TokenAmount amount) {}
}
