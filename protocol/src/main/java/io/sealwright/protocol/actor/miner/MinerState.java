package io.sealwright.protocol.actor.miner;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Optional;

/**
 * The head block of a miner.
 *
 * @param info block of {@link MinerIdentity}
 * @param preCommitted HAMT of {@link PreCommit} by sector number
 * @param allocated block of a bitfield: numbers used so far
 * @param sectors AMT of {@link Sector} by sector number
 * @param deadlines block of the list of 48 {@link DeadlineState}
 */
public record MinerState(
    Cid info,
    TokenAmount preCommitDeposits,
    TokenAmount lockedFunds,
    Optional<Vesting> vesting,
    TokenAmount feeDebt,
    TokenAmount initialPledge,
    Cid preCommitted,
    Cid preCommittedCleanUp,
    Cid allocated,
    Cid sectors,
    Epoch provingPeriodStart,
    long currentDeadline,
    Cid deadlines,
    Bitfield earlyTerminations,
    boolean deadlineCronActive) {

  /** What of the actor's balance its owner may withdraw; negative if it owes more than it has. */
  public TokenAmount available(TokenAmount balance) {
    return balance.minus(lockedFunds).minus(preCommitDeposits).minus(initialPledge).minus(feeDebt);
  }
}
