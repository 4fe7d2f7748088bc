package io.sealwright.devchain.serve;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.BIG;
import static io.sealwright.lotus.json.ValueJson.BITFIELD;
import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;

import io.sealwright.devchain.chain.ChainRefusal;
import io.sealwright.devchain.state.BuiltinCode;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.lotus.json.RecordForm;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.protocol.actor.AccountState;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.Estimate;
import io.sealwright.protocol.actor.InitState;
import io.sealwright.protocol.actor.MarketState;
import io.sealwright.protocol.actor.PowerState;
import io.sealwright.protocol.actor.RewardState;
import io.sealwright.protocol.actor.SystemState;
import io.sealwright.protocol.actor.VerifiedRegistryState;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.MinerState;
import io.sealwright.protocol.actor.miner.Vesting;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.cbor.CborCodec;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** The states of actors as a node decodes them, by the names of the fields in Lotus. */
record ActorJson(Blocks blocks, NetworkLetter letter) {
  private static final JsonForm<Vesting> VESTING =
      RecordForm.of(
          "miner.VestingFunds",
          Vesting.class,
          field(
              "Head",
              RecordForm.of(
                  "miner.VestingFund",
                  Vesting.Part.class,
                  field("Epoch", EPOCH),
                  field("Amount", AMOUNT))),
          field("Tail", CID));

  private static final JsonForm<MinerState> MINER =
      RecordForm.of(
          "miner.State",
          MinerState.class,
          field("Info", CID),
          field("PreCommitDeposits", AMOUNT),
          field("LockedFunds", AMOUNT),
          field("VestingFunds", VESTING.optional()),
          field("FeeDebt", AMOUNT),
          field("InitialPledge", AMOUNT),
          field("PreCommittedSectors", CID),
          field("PreCommittedSectorsCleanUp", CID),
          field("AllocatedSectors", CID),
          field("Sectors", CID),
          field("ProvingPeriodStart", EPOCH),
          field("CurrentDeadline", UNSIGNED),
          field("Deadlines", CID),
          field("EarlyTerminations", BITFIELD),
          field("DeadlineCronActive", JsonForm.BOOL));

  private static final JsonForm<Estimate> ESTIMATE =
      RecordForm.of(
          "smoothing.FilterEstimate",
          Estimate.class,
          field("PositionEstimate", BIG),
          field("VelocityEstimate", BIG));

  private static final JsonForm<PowerState> POWER =
      RecordForm.of(
          "power.State",
          PowerState.class,
          field("TotalRawBytePower", BIG),
          field("TotalBytesCommitted", BIG),
          field("TotalQualityAdjPower", BIG),
          field("TotalQABytesCommitted", BIG),
          field("TotalPledgeCollateral", AMOUNT),
          field("ThisEpochRawBytePower", BIG),
          field("ThisEpochQualityAdjPower", BIG),
          field("ThisEpochPledgeCollateral", AMOUNT),
          field("ThisEpochQAPowerSmoothed", ESTIMATE),
          field("MinerCount", JsonForm.I64),
          field("MinerAboveMinPowerCount", JsonForm.I64),
          field("RampStartEpoch", EPOCH),
          field("RampDurationEpochs", UNSIGNED),
          field("CronEventQueue", CID),
          field("FirstCronEpoch", EPOCH),
          field("Claims", CID),
          field("ProofValidationBatch", CID.optional()));

  private static final JsonForm<RewardState> REWARD =
      RecordForm.of(
          "reward.State",
          RewardState.class,
          field("CumsumBaseline", BIG),
          field("CumsumRealized", BIG),
          field("EffectiveNetworkTime", EPOCH),
          field("EffectiveBaselinePower", BIG),
          field("ThisEpochReward", AMOUNT),
          field("ThisEpochRewardSmoothed", ESTIMATE),
          field("ThisEpochBaselinePower", BIG),
          field("Epoch", EPOCH),
          field("TotalStoragePowerReward", AMOUNT),
          field("SimpleTotal", AMOUNT),
          field("BaselineTotal", AMOUNT));

  private static final JsonForm<MarketState> MARKET =
      RecordForm.of(
          "market.State",
          MarketState.class,
          field("Proposals", CID),
          field("States", CID),
          field("PendingProposals", CID),
          field("EscrowTable", CID),
          field("LockedTable", CID),
          field("NextID", UNSIGNED),
          field("DealOpsByEpoch", CID),
          field("LastCron", EPOCH),
          field("TotalClientLockedCollateral", AMOUNT),
          field("TotalProviderLockedCollateral", AMOUNT),
          field("TotalClientStorageFee", AMOUNT),
          field("PendingDealAllocationIds", CID),
          field("ProviderSectors", CID));

  private static final JsonForm<InitState> INIT =
      RecordForm.of(
          "init.State",
          InitState.class,
          field("AddressMap", CID),
          field("NextID", UNSIGNED),
          field("NetworkName", JsonForm.TEXT));

  private static final JsonForm<SystemState> SYSTEM =
      RecordForm.of("system.State", SystemState.class, field("BuiltinActors", CID));

  /** The state of an actor; one of a kind that is not known here is refused. */
  JsonNode of(Actor actor) throws IOException {
    BuiltinCode kind =
        BuiltinCode.of(actor.code())
            .orElseThrow(() -> new ChainRefusal("unknown actor code " + actor.code()));
    return switch (kind) {
      case ACCOUNT -> read(actor, ActorCbor.ACCOUNT, account());
      case MINER -> read(actor, MinerCbor.STATE, MINER);
      case POWER -> read(actor, ActorCbor.POWER, POWER);
      case REWARD -> read(actor, ActorCbor.REWARD, REWARD);
      case MARKET -> read(actor, ActorCbor.MARKET, MARKET);
      case INIT -> read(actor, ActorCbor.INIT, INIT);
      case SYSTEM -> read(actor, ActorCbor.SYSTEM, SYSTEM);
      case VERIFIED_REGISTRY -> read(actor, ActorCbor.VERIFIED_REGISTRY, registry());
      case CRON,
          PAYMENT_CHANNEL,
          MULTISIG,
          DATACAP,
          PLACEHOLDER,
          EVM,
          ETHEREUM_ADDRESSES,
          ETHEREUM_ACCOUNT ->
          throw new ChainRefusal("the state of a " + kind.words() + " is not decoded here");
    };
  }

  private <T> JsonNode read(Actor actor, CborCodec<T> codec, JsonForm<T> form)
      throws IOException {
    return form.encode(blocks.read(actor.head(), codec));
  }

  private JsonForm<AccountState> account() {
    return RecordForm.of("account.State", AccountState.class, field("Address", address()));
  }

  private JsonForm<VerifiedRegistryState> registry() {
    return RecordForm.of(
        "verifreg.State",
        VerifiedRegistryState.class,
        field("RootKey", address()),
        field("Verifiers", CID),
        field("RemoveDataCapProposalIDs", CID),
        field("Allocations", CID),
        field("NextAllocationId", UNSIGNED),
        field("Claims", CID));
  }

  private JsonForm<Address> address() {
    return ValueJson.address(letter);
  }
}
