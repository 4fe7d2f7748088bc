package io.sealwright.protocol.actor.miner;

import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;
import java.util.Optional;

/**
 * What a miner promises of a sector before it proves it.
 *
 * @param sealProof the registered number
 * @param randomness the epoch its ticket was drawn at
 * @param deals numbers of deals, from before actors of version 13; empty since
 * @param data absent for a sector without data
 */
public record SectorPreCommit(
    long sealProof,
    SectorNumber number,
    CommR sealed,
    Epoch randomness,
    List<Long> deals,
    Epoch expiration,
    Optional<CommD> data) {
  public SectorPreCommit {
    deals = List.copyOf(deals);
  }
}
