package io.sealwright.protocol.actor;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;

/**
 * The state of the market actor.
 *
 * @param escrow HAMT of amounts by ID address: what each party has deposited
 * @param locked HAMT of amounts by ID address: the part of it that deals hold
 * @param nextDeal the number of the next deal, 64 bits without sign
 */
public record MarketState(
    Cid proposals,
    Cid states,
    Cid pendingProposals,
    Cid escrow,
    Cid locked,
    long nextDeal,
    Cid operationsByEpoch,
    Epoch lastCron,
    TokenAmount clientCollateral,
    TokenAmount providerCollateral,
    TokenAmount clientFees,
    Cid pendingAllocations,
    Cid providerSectors) {}
