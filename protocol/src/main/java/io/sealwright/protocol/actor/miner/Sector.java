package io.sealwright.protocol.actor.miner;

import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A sector the chain knows.
 *
 * @param deals numbers of deals, from before actors of version 13; empty since
 * @param dealWeight bytes times epochs of unverified deals
 * @param powerBase the epoch from which its power is counted
 * @param sectorKey CommR before data was put into a sector sealed empty
 */
public record Sector(
    SectorNumber number,
    long sealProof,
    CommR sealed,
    List<Long> deals,
    Epoch activation,
    Epoch expiration,
    BigInteger dealWeight,
    BigInteger verifiedDealWeight,
    TokenAmount initialPledge,
    Optional<TokenAmount> expectedDayReward,
    Optional<TokenAmount> expectedStoragePledge,
    Epoch powerBase,
    Optional<TokenAmount> replacedDayReward,
    Optional<Cid> sectorKey,
    long flags,
    TokenAmount dailyFee) {
  public Sector {
    deals = List.copyOf(deals);
  }
}
