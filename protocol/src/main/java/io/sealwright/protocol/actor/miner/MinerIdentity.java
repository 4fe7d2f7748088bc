package io.sealwright.protocol.actor.miner;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;
import java.util.Optional;

/**
 * Who a miner is and who may act for it.
 *
 * @param peerId of libp2p; empty for none
 * @param multiaddrs binary multiaddrs
 * @param consensusFaultElapsed the last epoch of a ban; −1 for none
 */
public record MinerIdentity(
    Address owner,
    Address worker,
    List<Address> controls,
    Optional<WorkerChange> workerChange,
    ByteString peerId,
    List<ByteString> multiaddrs,
    long windowPostProof,
    long sectorSize,
    long sectorsPerPartition,
    Epoch consensusFaultElapsed,
    Optional<Address> pendingOwner,
    Address beneficiary,
    BeneficiaryTerm term,
    Optional<BeneficiaryChange> beneficiaryChange) {

  /** A worker key that takes effect at an epoch, once confirmed. */
  public record WorkerChange(Address worker, Epoch effective) {}

  /** What a beneficiary other than the owner may draw, and until when. */
  public record BeneficiaryTerm(TokenAmount quota, TokenAmount used, Epoch expiration) {
    /** The term of an owner, who needs none. */
    public static final BeneficiaryTerm NONE =
        new BeneficiaryTerm(TokenAmount.ZERO, TokenAmount.ZERO, Epoch.GENESIS);

    /** What is left of the quota at an epoch. */
    public TokenAmount available(Epoch now) {
      return now.isBefore(expiration) ? quota.minus(used).max(TokenAmount.ZERO) : TokenAmount.ZERO;
    }

    /** With more of the quota used. */
    public BeneficiaryTerm using(TokenAmount amount) {
      return new BeneficiaryTerm(quota, used.plus(amount), expiration);
    }
  }

  /** A proposed beneficiary and who has agreed. */
  public record BeneficiaryChange(
      Address beneficiary,
      TokenAmount quota,
      Epoch expiration,
      boolean approvedByBeneficiary,
      boolean approvedByNominee) {}

  public MinerIdentity {
    controls = List.copyOf(controls);
    multiaddrs = List.copyOf(multiaddrs);
  }

  /** With other keys, or a change of the worker's announced. */
  public MinerIdentity withKeys(Address newWorker, List<Address> newControls, Optional<WorkerChange> change) {
    return new MinerIdentity(
        owner,
        newWorker,
        newControls,
        change,
        peerId,
        multiaddrs,
        windowPostProof,
        sectorSize,
        sectorsPerPartition,
        consensusFaultElapsed,
        pendingOwner,
        beneficiary,
        term,
        beneficiaryChange);
  }

  /** Reached otherwise. */
  public MinerIdentity withContact(ByteString newPeerId, List<ByteString> newMultiaddrs) {
    return new MinerIdentity(
        owner,
        worker,
        controls,
        workerChange,
        newPeerId,
        newMultiaddrs,
        windowPostProof,
        sectorSize,
        sectorsPerPartition,
        consensusFaultElapsed,
        pendingOwner,
        beneficiary,
        term,
        beneficiaryChange);
  }

  /** With another owner, or one proposed. */
  public MinerIdentity withOwner(Address newOwner, Optional<Address> pending) {
    return new MinerIdentity(
        newOwner,
        worker,
        controls,
        workerChange,
        peerId,
        multiaddrs,
        windowPostProof,
        sectorSize,
        sectorsPerPartition,
        consensusFaultElapsed,
        pending,
        beneficiary,
        term,
        beneficiaryChange);
  }

  /** With another beneficiary, or one proposed. */
  public MinerIdentity withBeneficiary(Address newBeneficiary, BeneficiaryTerm newTerm, Optional<BeneficiaryChange> change) {
    return new MinerIdentity(
        owner,
        worker,
        controls,
        workerChange,
        peerId,
        multiaddrs,
        windowPostProof,
        sectorSize,
        sectorsPerPartition,
        consensusFaultElapsed,
        pendingOwner,
        newBeneficiary,
        newTerm,
        change);
  }
}
