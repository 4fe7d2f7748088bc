package io.sealwright.protocol.actor.method;

import static io.sealwright.protocol.actor.miner.MinerCbor.PIECE;
import static io.sealwright.protocol.actor.miner.MinerCbor.SECTOR_NUMBER;
import static io.sealwright.protocol.actor.miner.MinerCbor.SECTOR_PRE_COMMIT;
import static io.sealwright.protocol.address.AddressCbor.ADDRESS;
import static io.sealwright.protocol.amount.AmountCbor.AMOUNT;
import static io.sealwright.protocol.bitfield.BitfieldCbor.BITFIELD;
import static io.sealwright.protocol.cbor.CborCodecs.BOOL;
import static io.sealwright.protocol.cbor.CborCodecs.BYTES;
import static io.sealwright.protocol.cbor.CborCodecs.BYTES_32;
import static io.sealwright.protocol.cbor.CborCodecs.MAX_ITEMS;
import static io.sealwright.protocol.cbor.CborCodecs.SIGNED;
import static io.sealwright.protocol.cbor.CborCodecs.UNSIGNED;
import static io.sealwright.protocol.chain.ChainCbor.POST_PROOF;
import static io.sealwright.protocol.epoch.EpochCbor.EPOCH;

import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborTuple;

/** Parameters and results of methods as messages carry them. */
public final class MethodCbor {
  public static final CborCodec<SubmitWindowedPost> SUBMIT_WINDOWED_POST =
      CborTuple.of(
          SubmitWindowedPost.class,
          UNSIGNED,
          CborTuple.of(SubmitWindowedPost.ProvenPartition.class, UNSIGNED, BITFIELD)
              .list(MAX_ITEMS),
          POST_PROOF.list(MAX_ITEMS),
          EPOCH,
          BYTES_32);

  public static final CborCodec<SectorSelections> SECTOR_SELECTIONS =
      CborTuple.of(
          SectorSelections.class,
          CborTuple.of(SectorSelections.Selection.class, UNSIGNED, UNSIGNED, BITFIELD)
              .list(SectorSelections.MOST));

  /** The result of TerminateSectors: a tuple that says whether all was done at once. */
  public static final CborCodec<TerminationResult> TERMINATION_RESULT =
      CborTuple.of(TerminationResult.class, BOOL);

  public static final CborCodec<WithdrawBalance> WITHDRAW_BALANCE =
      CborTuple.of(WithdrawBalance.class, AMOUNT);

  public static final CborCodec<MarketWithdrawal> MARKET_WITHDRAWAL =
      CborTuple.of(MarketWithdrawal.class, ADDRESS, AMOUNT);

  public static final CborCodec<ChangeWorkerAddress> CHANGE_WORKER_ADDRESS =
      CborTuple.of(ChangeWorkerAddress.class, ADDRESS, ADDRESS.list(MAX_ITEMS));

  public static final CborCodec<ChangePeerId> CHANGE_PEER_ID =
      CborTuple.of(ChangePeerId.class, BYTES);

  public static final CborCodec<ChangeMultiaddrs> CHANGE_MULTIADDRS =
      CborTuple.of(ChangeMultiaddrs.class, BYTES.list(MAX_ITEMS));

  public static final CborCodec<CompactPartitions> COMPACT_PARTITIONS =
      CborTuple.of(CompactPartitions.class, UNSIGNED, BITFIELD);

  public static final CborCodec<CompactSectorNumbers> COMPACT_SECTOR_NUMBERS =
      CborTuple.of(CompactSectorNumbers.class, BITFIELD);

  public static final CborCodec<ChangeBeneficiary> CHANGE_BENEFICIARY =
      CborTuple.of(ChangeBeneficiary.class, ADDRESS, AMOUNT, EPOCH);

  public static final CborCodec<DisputeWindowedPost> DISPUTE_WINDOWED_POST =
      CborTuple.of(DisputeWindowedPost.class, UNSIGNED, UNSIGNED);

  public static final CborCodec<ExtendSectors> EXTEND_SECTORS =
      CborTuple.of(
          ExtendSectors.class,
          CborTuple.of(
                  ExtendSectors.Extension.class,
                  UNSIGNED,
                  UNSIGNED,
                  BITFIELD,
                  CborTuple.of(
                          ExtendSectors.WithClaims.class,
                          SECTOR_NUMBER,
                          UNSIGNED.list(MAX_ITEMS),
                          UNSIGNED.list(MAX_ITEMS))
                      .list(MAX_ITEMS),
                  EPOCH)
              .list(MAX_ITEMS));

  public static final CborCodec<PreCommitSectors> PRE_COMMIT_SECTORS =
      CborTuple.of(PreCommitSectors.class, SECTOR_PRE_COMMIT.list(PreCommitSectors.MOST));

  public static final CborCodec<ProveCommitSectors> PROVE_COMMIT_SECTORS =
      CborTuple.of(
          ProveCommitSectors.class,
          activation().list(ProveCommitSectors.MOST),
          BYTES.list(ProveCommitSectors.MOST),
          BYTES,
          SIGNED.orNull(),
          BOOL,
          BOOL);

  public static final CborCodec<CreateMiner> CREATE_MINER =
      CborTuple.of(CreateMiner.class, ADDRESS, ADDRESS, SIGNED, BYTES, BYTES.list(MAX_ITEMS));

  public static final CborCodec<CreateMiner.Created> CREATED_MINER =
      CborTuple.of(CreateMiner.Created.class, ADDRESS, ADDRESS);

  private MethodCbor() {}

  /** Whether TerminateSectors ended all sectors; if not, the chain goes on at each epoch. */
  public record TerminationResult(boolean done) {}

  private static CborCodec<ProveCommitSectors.Activation> activation() {
    return CborTuple.of(
        ProveCommitSectors.Activation.class,
        SECTOR_NUMBER,
        CborTuple.of(
                ProveCommitSectors.Piece.class,
                PIECE,
                UNSIGNED.as(PaddedSize::new, PaddedSize::bytes),
                CborTuple.of(ProveCommitSectors.Allocation.class, UNSIGNED, UNSIGNED).orNull(),
                CborTuple.of(ProveCommitSectors.Notice.class, ADDRESS, BYTES).list(MAX_ITEMS))
            .list(MAX_ITEMS));
  }
}
