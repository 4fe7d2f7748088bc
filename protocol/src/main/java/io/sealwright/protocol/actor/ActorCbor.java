package io.sealwright.protocol.actor;

import static io.sealwright.protocol.address.AddressCbor.ADDRESS;
import static io.sealwright.protocol.amount.AmountCbor.AMOUNT;
import static io.sealwright.protocol.cbor.CborCodecs.BIG;
import static io.sealwright.protocol.cbor.CborCodecs.BYTES;
import static io.sealwright.protocol.cbor.CborCodecs.CID;
import static io.sealwright.protocol.cbor.CborCodecs.MAX_ITEMS;
import static io.sealwright.protocol.cbor.CborCodecs.SIGNED;
import static io.sealwright.protocol.cbor.CborCodecs.TEXT;
import static io.sealwright.protocol.cbor.CborCodecs.UNSIGNED;
import static io.sealwright.protocol.epoch.EpochCbor.EPOCH;
import static io.sealwright.protocol.message.MessageCbor.METHOD;

import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborTuple;

/** Actors and their states as the chain stores them. */
public final class ActorCbor {
  public static final CborCodec<Actor> ACTOR =
      CborTuple.of(Actor.class, CID, CID, UNSIGNED, AMOUNT, ADDRESS.orNull());

  public static final CborCodec<StateRoot> STATE_ROOT =
      CborTuple.of(StateRoot.class, UNSIGNED, CID, CID);

  public static final CborCodec<Estimate> ESTIMATE = CborTuple.of(Estimate.class, BIG, BIG);

  public static final CborCodec<PowerState> POWER =
      CborTuple.of(
          PowerState.class,
          BIG,
          BIG,
          BIG,
          BIG,
          AMOUNT,
          BIG,
          BIG,
          AMOUNT,
          ESTIMATE,
          SIGNED,
          SIGNED,
          EPOCH,
          UNSIGNED,
          CID,
          EPOCH,
          CID,
          CID.orNull());

  public static final CborCodec<PowerClaim> POWER_CLAIM =
      CborTuple.of(PowerClaim.class, SIGNED, BIG, BIG);

  public static final CborCodec<RewardState> REWARD =
      CborTuple.of(
          RewardState.class,
          BIG,
          BIG,
          EPOCH,
          BIG,
          AMOUNT,
          ESTIMATE,
          BIG,
          EPOCH,
          AMOUNT,
          AMOUNT,
          AMOUNT);

  public static final CborCodec<MarketState> MARKET =
      CborTuple.of(
          MarketState.class,
          CID,
          CID,
          CID,
          CID,
          CID,
          UNSIGNED,
          CID,
          EPOCH,
          AMOUNT,
          AMOUNT,
          AMOUNT,
          CID,
          CID);

  public static final CborCodec<InitState> INIT =
      CborTuple.of(InitState.class, CID, UNSIGNED, TEXT);

  public static final CborCodec<AccountState> ACCOUNT = CborTuple.of(AccountState.class, ADDRESS);

  public static final CborCodec<SystemState> SYSTEM = CborTuple.of(SystemState.class, CID);

  public static final CborCodec<VerifiedRegistryState> VERIFIED_REGISTRY =
      CborTuple.of(VerifiedRegistryState.class, ADDRESS, CID, CID, CID, UNSIGNED, CID);

  public static final CborCodec<CronState> CRON =
      CborTuple.of(
          CronState.class, CborTuple.of(CronState.Entry.class, ADDRESS, METHOD).list(MAX_ITEMS));

  public static final CborCodec<CronEvent> CRON_EVENT =
      CborTuple.of(CronEvent.class, ADDRESS, BYTES);

  public static final CborCodec<DatacapState> DATACAP =
      CborTuple.of(
          DatacapState.class,
          ADDRESS,
          CborTuple.of(DatacapState.Token.class, AMOUNT, CID, CID, UNSIGNED));

  public static final CborCodec<MultisigState> MULTISIG =
      CborTuple.of(
          MultisigState.class,
          ADDRESS.list(MAX_ITEMS),
          UNSIGNED,
          SIGNED,
          AMOUNT,
          EPOCH,
          SIGNED,
          CID);

  private ActorCbor() {}
}
