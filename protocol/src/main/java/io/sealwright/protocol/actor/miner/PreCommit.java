package io.sealwright.protocol.actor.miner;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;

/** A sector pre-committed on chain and not yet proven. */
public record PreCommit(SectorPreCommit sector, TokenAmount deposit, Epoch landed) {}
