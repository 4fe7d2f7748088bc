package io.sealwright.lotus.json;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.RecordForm.unless;
import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.BIG;
import static io.sealwright.lotus.json.ValueJson.BITFIELD;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.SEALED;
import static io.sealwright.lotus.json.ValueJson.SECTOR_NUMBER;
import static io.sealwright.lotus.json.ValueJson.UNSEALED;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;

import io.sealwright.lotus.node.MinerFigures.SectorCounts;
import io.sealwright.lotus.node.MinerFigures.ShownDeadline;
import io.sealwright.lotus.node.ProvingDeadline;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;

/** The forms of what a node answers about a miner and its sectors. */
public final class MinerJson {
  public static final JsonForm<PowerPair> POWER =
      RecordForm.of(
          "power.Claim",
          PowerPair.class,
          field("RawBytePower", BIG),
          field("QualityAdjPower", BIG));

  /** A miner's power and the network's. */
  public record MinerPower(PowerPair miner, PowerPair total, boolean hasMinimum) {}

  public static final JsonForm<MinerPower> MINER_POWER =
      RecordForm.of(
          "api.MinerPower",
          MinerPower.class,
          field("MinerPower", POWER),
          field("TotalPower", POWER),
          field("HasMinPower", JsonForm.BOOL));

  /** A partition as a node shows it: sets already taken from each other. */
  public record ShownPartition(
      Bitfield all, Bitfield faulty, Bitfield recovering, Bitfield live, Bitfield active) {}

  public static final JsonForm<ShownPartition> PARTITION =
      RecordForm.of(
          "api.Partition",
          ShownPartition.class,
          field("AllSectors", BITFIELD),
          field("FaultySectors", BITFIELD),
          field("RecoveringSectors", BITFIELD),
          field("LiveSectors", BITFIELD),
          field("ActiveSectors", BITFIELD));

  /** When a sector ends: on time, and early if it is faulty ({@code 0}: it is not). */
  public record Expiration(Epoch onTime, Epoch early) {}

  public static final JsonForm<Expiration> EXPIRATION =
      RecordForm.of(
          "miner.SectorExpiration",
          Expiration.class,
          field("OnTime", EPOCH),
          field("Early", EPOCH));

  /** Where a sector is proven. */
  public record Location(long deadline, long partition) {}

  public static final JsonForm<Location> LOCATION =
      RecordForm.of(
          "miner.SectorLocation",
          Location.class,
          field("Deadline", UNSIGNED),
          field("Partition", UNSIGNED));

  public static final JsonForm<SectorPreCommit> SECTOR_PRE_COMMIT = preCommit(SEALED);

  /** As it is asked for prices: lotus-miner names no replica then. */
  public static final JsonForm<SectorPreCommit> PRICED_PRE_COMMIT =
      preCommit(SEALED.orIfAbsent(new CommR(Bytes32.ZERO)));

  public static final JsonForm<PreCommit> PRE_COMMIT =
      RecordForm.of(
          "miner.SectorPreCommitOnChainInfo",
          PreCommit.class,
          field("Info", SECTOR_PRE_COMMIT),
          field("PreCommitDeposit", AMOUNT),
          field("PreCommitEpoch", EPOCH));

  public static final JsonForm<SectorCounts> SECTOR_COUNTS =
      RecordForm.of(
          "api.MinerSectors",
          SectorCounts.class,
          field("Live", UNSIGNED),
          field("Active", UNSIGNED),
          field("Faulty", UNSIGNED));

  public static final JsonForm<ShownDeadline> DEADLINE =
      RecordForm.of(
          "api.Deadline",
          ShownDeadline.class,
          field("PostSubmissions", BITFIELD),
          field("DisputableProofCount", UNSIGNED),
          field("DailyFee", AMOUNT.orIfAbsent(TokenAmount.ZERO)));

  public static final JsonForm<ProvingDeadline> PROVING_DEADLINE =
      RecordForm.of(
          "dline.Info",
          ProvingDeadline.class,
          field("CurrentEpoch", EPOCH),
          field("PeriodStart", EPOCH),
          field("Index", UNSIGNED),
          field("Open", EPOCH),
          field("Close", EPOCH),
          field("Challenge", EPOCH),
          field("FaultCutoff", EPOCH),
          field("WPoStPeriodDeadlines", UNSIGNED),
          field("WPoStProvingPeriod", JsonForm.I64),
          field("WPoStChallengeWindow", JsonForm.I64),
          field("WPoStChallengeLookback", JsonForm.I64),
          field("FaultDeclarationCutoff", JsonForm.I64));

  /** Nodes of v1.13 also have deals, and have none of the last five fields. */
  public static final JsonForm<Sector> SECTOR =
      RecordForm.of(
          "miner.SectorOnChainInfo",
          Sector.class,
          field("SectorNumber", SECTOR_NUMBER),
          field("SealProof", JsonForm.I64),
          field("SealedCID", SEALED),
          unless("DealIDs", UNSIGNED.list(), List.of()),
          field("Activation", EPOCH),
          field("Expiration", EPOCH),
          field("DealWeight", BIG),
          field("VerifiedDealWeight", BIG),
          field("InitialPledge", AMOUNT),
          field("ExpectedDayReward", AMOUNT.optional()),
          field("ExpectedStoragePledge", AMOUNT.optional()),
          field("PowerBaseEpoch", EPOCH.orIfAbsent(new Epoch(0))),
          field("ReplacedDayReward", AMOUNT.optional()),
          field("SectorKeyCID", ValueJson.CID.optional()),
          field("Flags", UNSIGNED.orIfAbsent(0L)),
          field("DailyFee", AMOUNT.orIfAbsent(TokenAmount.ZERO)));

  private MinerJson() {}

  private static JsonForm<SectorPreCommit> preCommit(JsonForm<CommR> sealed) {
    return RecordForm.of(
        "miner.SectorPreCommitInfo",
        SectorPreCommit.class,
        field("SealProof", JsonForm.I64),
        field("SectorNumber", SECTOR_NUMBER),
        field("SealedCID", sealed),
        field("SealRandEpoch", EPOCH),
        field("DealIDs", ValueJson.slice(UNSIGNED)),
        field("Expiration", EPOCH),
        field("UnsealedCid", UNSEALED.optional()));
  }
}
