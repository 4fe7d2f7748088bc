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
  public record BeneficiaryTerm(TokenAmount quota, TokenAmount used, Epoch expiration) {}

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
}
