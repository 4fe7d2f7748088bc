package io.sealwright.lotus.json;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.RecordForm.sometimes;
import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.BIG;
import static io.sealwright.lotus.json.ValueJson.BITFIELD;
import static io.sealwright.lotus.json.ValueJson.BYTES;
import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.PIECE_CID;
import static io.sealwright.lotus.json.ValueJson.SEALED;
import static io.sealwright.lotus.json.ValueJson.SECTOR_NUMBER;
import static io.sealwright.lotus.json.ValueJson.UNSEALED;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;

import io.sealwright.lotus.cluster.AddressRoles;
import io.sealwright.lotus.cluster.BatchResult;
import io.sealwright.lotus.cluster.NumberUse;
import io.sealwright.lotus.cluster.PieceOf;
import io.sealwright.lotus.cluster.SealedRef;
import io.sealwright.lotus.cluster.SectorStatus;
import io.sealwright.lotus.cluster.WindowProof;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import java.util.Map;

/** The forms of a miner's sectors. */
public final class SectorJson {
  public static final JsonForm<PieceOf> PIECE =
      RecordForm.of(
          "abi.PieceInfo",
          PieceOf.class,
          field("Size", UNSIGNED),
          field("PieceCID", PIECE_CID.optional()));

  private static final JsonForm<SectorStatus.Piece> SECTOR_PIECE =
      RecordForm.of(
          "api.SectorPiece",
          SectorStatus.Piece.class,
          field("Piece", PIECE),
          field("DealInfo", JsonForm.RAW));

  private static final JsonForm<SectorStatus.Drawn> DRAWN =
      RecordForm.of(
          "api.SealTicket", SectorStatus.Drawn.class, field("Value", BYTES), field("Epoch", EPOCH));

  private static final JsonForm<SectorStatus.LogEntry> LOG_ENTRY =
      RecordForm.of(
          "api.SectorLog",
          SectorStatus.LogEntry.class,
          field("Kind", JsonForm.TEXT),
          field("Timestamp", UNSIGNED),
          field("Trace", JsonForm.TEXT),
          field("Message", JsonForm.TEXT));

  public static final JsonForm<SectorStatus> STATUS =
      RecordForm.of(
          "api.SectorInfo",
          SectorStatus.class,
          field("SectorID", SECTOR_NUMBER),
          field("State", JsonForm.TEXT),
          field("CommD", UNSEALED.optional()),
          field("CommR", SEALED.optional()),
          field("Proof", BYTES),
          field("Deals", UNSIGNED.list()),
          field("Pieces", SECTOR_PIECE.list()),
          field("Ticket", DRAWN),
          field("Seed", DRAWN),
          field("PreCommitMsg", CID.optional()),
          field("CommitMsg", CID.optional()),
          field("Retries", UNSIGNED),
          field("ToUpgrade", JsonForm.BOOL),
          field("ReplicaUpdateMessage", CID.optional()),
          field("LastErr", JsonForm.TEXT),
          field("Log", LOG_ENTRY.list()),
          field("SealProof", JsonForm.I64),
          field("Activation", EPOCH),
          field("Expiration", EPOCH),
          field("DealWeight", BIG),
          field("VerifiedDealWeight", BIG),
          field("InitialPledge", AMOUNT),
          field("OnTime", EPOCH),
          field("Early", EPOCH));

  public static final JsonForm<BatchResult> BATCH =
      RecordForm.of(
          "sealiface.CommitBatchRes",
          BatchResult.class,
          field("Sectors", ValueJson.slice(SECTOR_NUMBER)),
          sometimes("FailedSectors", byNumber()),
          field("Msg", CID.optional()),
          field("Error", JsonForm.TEXT));

  public static final JsonForm<SealedRef> SEALED_REF =
      RecordForm.of(
          "api.SealedRef",
          SealedRef.class,
          field("SectorID", SECTOR_NUMBER),
          field("Offset", UNSIGNED),
          field("Size", UNSIGNED));

  public static final JsonForm<NumberUse> NUMBER_USE =
      RecordForm.of(
          "api.NumAssignerMeta",
          NumberUse.class,
          field("Reserved", BITFIELD),
          field("Allocated", BITFIELD),
          field("InUse", BITFIELD),
          field("Next", SECTOR_NUMBER));

  public static final JsonForm<WindowProof> WINDOW_PROOF =
      RecordForm.of(
          "miner.SubmitWindowedPoStParams",
          WindowProof.class,
          field("Deadline", UNSIGNED),
          field(
              "Partitions",
              ValueJson.slice(
                  RecordForm.of(
                      "miner.PoStPartition",
                      WindowProof.Proven.class,
                      field("Index", UNSIGNED),
                      field("Skipped", BITFIELD)))),
          field("Proofs", ValueJson.slice(ChainJson.POST_PROOF)),
          field("ChainCommitEpoch", EPOCH),
          field("ChainCommitRand", BYTES));

  private SectorJson() {}

  /** A text for each sector, its number being the key. */
  public static JsonForm<Map<SectorNumber, String>> byNumber() {
    return JsonForm.TEXT.mapBy(
        "abi.SectorNumber",
        text -> new SectorNumber(Long.parseLong(text)),
        number -> Long.toString(number.number()));
  }

  /** For a network whose addresses have this letter. */
  public static JsonForm<AddressRoles> addressRoles(NetworkLetter letter) {
    JsonForm<Address> address = ValueJson.address(letter);
    return RecordForm.of(
        "api.AddressConfig",
        AddressRoles.class,
        field("PreCommitControl", ValueJson.slice(address)),
        field("CommitControl", ValueJson.slice(address)),
        field("TerminateControl", ValueJson.slice(address)),
        field("DealPublishControl", ValueJson.slice(address)),
        field("DisableOwnerFallback", JsonForm.BOOL),
        field("DisableWorkerFallback", JsonForm.BOOL));
  }
}
