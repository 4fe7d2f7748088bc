package io.sealwright.protocol.actor.method;

import static io.sealwright.protocol.actor.ActorCbor.ESTIMATE;
import static io.sealwright.protocol.address.AddressCbor.ADDRESS;
import static io.sealwright.protocol.amount.AmountCbor.AMOUNT;
import static io.sealwright.protocol.bitfield.BitfieldCbor.BITFIELD;
import static io.sealwright.protocol.cbor.CborCodecs.BIG;
import static io.sealwright.protocol.cbor.CborCodecs.BYTES;
import static io.sealwright.protocol.cbor.CborCodecs.CID;
import static io.sealwright.protocol.cbor.CborCodecs.MAX_ITEMS;
import static io.sealwright.protocol.cbor.CborCodecs.SIGNED;
import static io.sealwright.protocol.cbor.CborCodecs.UNSIGNED;
import static io.sealwright.protocol.epoch.EpochCbor.EPOCH;

import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.message.ExitCode;

/** {@link ActorCalls} as messages carry them, and results of batches. */
public final class ActorCallsCbor {
  public static final CborCodec<ActorCalls.MinerConstruction> MINER_CONSTRUCTION =
      CborTuple.of(
          ActorCalls.MinerConstruction.class,
          ADDRESS,
          ADDRESS,
          ADDRESS.list(MAX_ITEMS),
          SIGNED,
          BYTES,
          BYTES.list(MAX_ITEMS));

  public static final CborCodec<ActorCalls.ApplyRewards> APPLY_REWARDS =
      CborTuple.of(ActorCalls.ApplyRewards.class, AMOUNT, AMOUNT);

  public static final CborCodec<ActorCalls.DeferredCron> DEFERRED_CRON =
      CborTuple.of(ActorCalls.DeferredCron.class, BYTES, ESTIMATE, ESTIMATE);

  public static final CborCodec<ActorCalls.CronReason> CRON_REASON =
      CborTuple.of(ActorCalls.CronReason.class, SIGNED);

  public static final CborCodec<ActorCalls.CronEnrolment> CRON_ENROLMENT =
      CborTuple.of(ActorCalls.CronEnrolment.class, EPOCH, BYTES);

  public static final CborCodec<ActorCalls.PowerChange> POWER_CHANGE =
      CborTuple.of(ActorCalls.PowerChange.class, BIG, BIG);

  public static final CborCodec<ActorCalls.NetworkPower> NETWORK_POWER =
      CborTuple.of(ActorCalls.NetworkPower.class, BIG, BIG, AMOUNT, ESTIMATE, EPOCH, UNSIGNED);

  public static final CborCodec<ActorCalls.EpochReward> EPOCH_REWARD =
      CborTuple.of(ActorCalls.EpochReward.class, ESTIMATE, BIG);

  public static final CborCodec<ActorCalls.SectorsTerminated> SECTORS_TERMINATED =
      CborTuple.of(ActorCalls.SectorsTerminated.class, EPOCH, BITFIELD);

  public static final CborCodec<BatchReturn> BATCH_RETURN =
      CborTuple.of(
          BatchReturn.class,
          UNSIGNED,
          CborTuple.of(
                  BatchReturn.Failure.class, UNSIGNED, UNSIGNED.as(ExitCode::new, ExitCode::code))
              .list(MAX_ITEMS));

  public static final CborCodec<ActorCalls.BlockReward> BLOCK_REWARD =
      CborTuple.of(ActorCalls.BlockReward.class, ADDRESS, AMOUNT, AMOUNT, SIGNED);

  public static final CborCodec<ActorCalls.Exec> EXEC =
      CborTuple.of(ActorCalls.Exec.class, CID, BYTES);

  private ActorCallsCbor() {}
}
