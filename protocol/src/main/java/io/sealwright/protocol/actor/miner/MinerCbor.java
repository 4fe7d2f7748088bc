package io.sealwright.protocol.actor.miner;

import static io.sealwright.protocol.address.AddressCbor.ADDRESS;
import static io.sealwright.protocol.amount.AmountCbor.AMOUNT;
import static io.sealwright.protocol.bitfield.BitfieldCbor.BITFIELD;
import static io.sealwright.protocol.cbor.CborCodecs.BIG;
import static io.sealwright.protocol.cbor.CborCodecs.BOOL;
import static io.sealwright.protocol.cbor.CborCodecs.BYTES;
import static io.sealwright.protocol.cbor.CborCodecs.CID;
import static io.sealwright.protocol.cbor.CborCodecs.MAX_ITEMS;
import static io.sealwright.protocol.cbor.CborCodecs.SIGNED;
import static io.sealwright.protocol.cbor.CborCodecs.UNSIGNED;
import static io.sealwright.protocol.chain.ChainCbor.POST_PROOF;
import static io.sealwright.protocol.epoch.EpochCbor.EPOCH;

import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Deadline;
import java.util.List;

/** A miner's state as the chain stores it. */
public final class MinerCbor {
  public static final CborCodec<SectorNumber> SECTOR_NUMBER =
      UNSIGNED.as(SectorNumber::new, SectorNumber::number);

  public static final CborCodec<CommR> SEALED =
      CID.as(cid -> CommR.fromCid(cid.toString()), commR -> Cid.parse(commR.cid()));

  public static final CborCodec<CommP> PIECE =
      CID.as(cid -> CommP.fromCid(cid.toString()), commP -> Cid.parse(commP.cid()));

  public static final CborCodec<CommD> UNSEALED =
      PIECE.as(commP -> new CommD(commP.value()), commD -> new CommP(commD.value()));

  private static final CborCodec<Vesting.Part> VESTING_PART =
      CborTuple.of(Vesting.Part.class, EPOCH, AMOUNT);

  public static final CborCodec<Vesting> VESTING =
      CborTuple.of(Vesting.class, VESTING_PART, CID);

  /** The block of all parts of the vesting but the next. */
  public static final CborCodec<List<Vesting.Part>> VESTING_REST = VESTING_PART.list(MAX_ITEMS);

  public static final CborCodec<MinerState> STATE =
      CborTuple.of(
          MinerState.class,
          CID,
          AMOUNT,
          AMOUNT,
          VESTING.orNull(),
          AMOUNT,
          AMOUNT,
          CID,
          CID,
          CID,
          CID,
          EPOCH,
          UNSIGNED,
          CID,
          BITFIELD,
          BOOL);

  public static final CborCodec<MinerIdentity> IDENTITY =
      CborTuple.of(
          MinerIdentity.class,
          ADDRESS,
          ADDRESS,
          ADDRESS.list(MAX_ITEMS),
          CborTuple.of(MinerIdentity.WorkerChange.class, ADDRESS, EPOCH).orNull(),
          BYTES,
          BYTES.list(MAX_ITEMS),
          SIGNED,
          UNSIGNED,
          UNSIGNED,
          EPOCH,
          ADDRESS.orNull(),
          ADDRESS,
          CborTuple.of(MinerIdentity.BeneficiaryTerm.class, AMOUNT, AMOUNT, EPOCH),
          CborTuple.of(MinerIdentity.BeneficiaryChange.class, ADDRESS, AMOUNT, EPOCH, BOOL, BOOL)
              .orNull());

  public static final CborCodec<PowerPair> POWER = CborTuple.of(PowerPair.class, BIG, BIG);

  public static final CborCodec<DeadlineState> DEADLINE =
      CborTuple.of(
          DeadlineState.class,
          CID,
          CID,
          BITFIELD,
          BITFIELD,
          UNSIGNED,
          UNSIGNED,
          POWER,
          CID,
          CID,
          CID,
          CID,
          POWER,
          AMOUNT);

  /** The block that names a miner's 48 deadlines: a tuple of one list. */
  public static final CborCodec<Deadlines> DEADLINES =
      CborTuple.of(Deadlines.class, CID.list(Deadline.PER_PERIOD));

  public static final CborCodec<Partition> PARTITION =
      CborTuple.of(
          Partition.class,
          BITFIELD,
          BITFIELD,
          BITFIELD,
          BITFIELD,
          BITFIELD,
          CID,
          CID,
          POWER,
          POWER,
          POWER,
          POWER);

  public static final CborCodec<ExpirationSet> EXPIRATION_SET =
      CborTuple.of(ExpirationSet.class, BITFIELD, BITFIELD, AMOUNT, POWER, POWER, AMOUNT);

  public static final CborCodec<ProofSubmission> PROOF_SUBMISSION =
      CborTuple.of(ProofSubmission.class, BITFIELD, POST_PROOF.list(MAX_ITEMS));

  public static final CborCodec<Sector> SECTOR =
      CborTuple.of(
          Sector.class,
          SECTOR_NUMBER,
          SIGNED,
          SEALED,
          UNSIGNED.list(MAX_ITEMS),
          EPOCH,
          EPOCH,
          BIG,
          BIG,
          AMOUNT,
          AMOUNT.orNull(),
          AMOUNT.orNull(),
          EPOCH,
          AMOUNT.orNull(),
          CID.orNull(),
          UNSIGNED,
          AMOUNT);

  public static final CborCodec<SectorPreCommit> SECTOR_PRE_COMMIT =
      CborTuple.of(
          SectorPreCommit.class,
          SIGNED,
          SECTOR_NUMBER,
          SEALED,
          EPOCH,
          UNSIGNED.list(MAX_ITEMS),
          EPOCH,
          UNSEALED.orNull());

  public static final CborCodec<PreCommit> PRE_COMMIT =
      CborTuple.of(PreCommit.class, SECTOR_PRE_COMMIT, AMOUNT, EPOCH);

  private MinerCbor() {}

  /** The blocks of a miner's deadlines, 48 of them. */
  public record Deadlines(List<Cid> blocks) {
    public Deadlines {
      blocks = List.copyOf(blocks);
      if (blocks.size() != Deadline.PER_PERIOD) {
        throw new IllegalArgumentException(blocks.size() + " deadlines");
      }
    }
  }
}
