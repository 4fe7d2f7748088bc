package io.sealwright.lotus.json;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.EPOCH;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.actor.miner.MinerIdentity.BeneficiaryChange;
import io.sealwright.protocol.actor.miner.MinerIdentity.BeneficiaryTerm;
import io.sealwright.protocol.actor.miner.MinerIdentity.WorkerChange;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.Base58;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;
import java.util.Optional;

/** The form of who a miner is. */
public final class IdentityJson {
  private static final Epoch NEVER = new Epoch(-1);
  private static final BeneficiaryTerm NO_TERM =
      new BeneficiaryTerm(TokenAmount.ZERO, TokenAmount.ZERO, new Epoch(0));

  private static final JsonForm<ByteString> PEER_ID =
      JsonForm.TEXT
          .mapped("peer.ID", Base58::decode, Base58::encode)
          .optional()
          .mapped(
              "peer.ID",
              present -> present.orElse(ByteString.EMPTY),
              id -> Optional.of(id).filter(some -> !some.isEmpty()));

  private static final JsonForm<BeneficiaryTerm> TERM =
      RecordForm.of(
          "miner.BeneficiaryTerm",
          BeneficiaryTerm.class,
          field("Quota", AMOUNT),
          field("UsedQuota", AMOUNT),
          field("Expiration", EPOCH));

  private IdentityJson() {}

  /** The fields as they are sent: a change of worker is two of them. */
  public record Sent(
      Address owner,
      Address worker,
      Optional<Address> newWorker,
      List<Address> controls,
      Epoch workerChange,
      ByteString peerId,
      List<ByteString> multiaddrs,
      long windowPostProof,
      long sectorSize,
      long sectorsPerPartition,
      Epoch consensusFaultElapsed,
      Optional<Address> pendingOwner,
      Optional<Address> beneficiary,
      BeneficiaryTerm term,
      Optional<BeneficiaryChange> change) {

    static Sent of(MinerIdentity miner) {
      return new Sent(
          miner.owner(),
          miner.worker(),
          miner.workerChange().map(WorkerChange::worker),
          miner.controls(),
          miner.workerChange().map(WorkerChange::effective).orElse(NEVER),
          miner.peerId(),
          miner.multiaddrs(),
          miner.windowPostProof(),
          miner.sectorSize(),
          miner.sectorsPerPartition(),
          miner.consensusFaultElapsed(),
          miner.pendingOwner(),
          Optional.of(miner.beneficiary()),
          miner.term(),
          miner.beneficiaryChange());
    }

    /** Before there were beneficiaries, the owner was who was paid. */
    MinerIdentity identity() {
      return new MinerIdentity(
          owner,
          worker,
          controls,
          newWorker.map(address -> new WorkerChange(address, workerChange)),
          peerId,
          multiaddrs,
          windowPostProof,
          sectorSize,
          sectorsPerPartition,
          consensusFaultElapsed,
          pendingOwner,
          beneficiary.orElse(owner),
          term,
          change);
    }
  }

  /** For a network whose addresses have this letter. */
  public static JsonForm<MinerIdentity> of(NetworkLetter letter) {
    JsonForm<Address> address = ValueJson.address(letter);
    return RecordForm.of(
            "api.MinerInfo",
            Sent.class,
            field("Owner", address),
            field("Worker", address),
            field("NewWorker", ValueJson.addressOrEmpty(letter)),
            field("ControlAddresses", ValueJson.slice(address)),
            field("WorkerChangeEpoch", EPOCH),
            field("PeerId", PEER_ID),
            field("Multiaddrs", ValueJson.slice(ValueJson.BYTES)),
            field("WindowPoStProofType", JsonForm.I64),
            field("SectorSize", JsonForm.I64),
            field("WindowPoStPartitionSectors", JsonForm.I64),
            field("ConsensusFaultElapsed", EPOCH),
            field("PendingOwnerAddress", address.optional()),
            field("Beneficiary", address.optional()),
            field("BeneficiaryTerm", TERM.orIfAbsent(NO_TERM)),
            field("PendingBeneficiaryTerm", change(address).optional()))
        .mapped("api.MinerInfo", Sent::identity, Sent::of);
  }

  private static JsonForm<BeneficiaryChange> change(JsonForm<Address> address) {
    return RecordForm.of(
        "miner.PendingBeneficiaryChange",
        BeneficiaryChange.class,
        field("NewBeneficiary", address),
        field("NewQuota", AMOUNT),
        field("NewExpiration", EPOCH),
        field("ApprovedByBeneficiary", JsonForm.BOOL),
        field("ApprovedByNominee", JsonForm.BOOL));
  }
}
