package io.sealwright.devchain.actor;

import io.sealwright.devchain.state.BuiltinCode;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.CronEvent;
import io.sealwright.protocol.actor.Estimate;
import io.sealwright.protocol.actor.PowerClaim;
import io.sealwright.protocol.actor.PowerState;
import io.sealwright.protocol.actor.method.ActorCalls;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.actor.method.CreateMiner;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.AmountCbor;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.HamtWriter;
import io.sealwright.protocol.message.MethodNumber;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps who has how much power, makes miners, and calls them when they asked to be called. */
public final class PowerActor {
  private static final Logger LOG = LoggerFactory.getLogger(PowerActor.class);

  private static final long CREATE_MINER_EXPORTED = 1_173_380_165L;
  private static final long NETWORK_RAW_POWER = 931_722_534L;
  private static final long MINER_COUNT = 1_987_646_258L;
  private static final long MINER_CONSENSUS_COUNT = 196_739_875L;
  private static final MethodNumber EXEC = new MethodNumber(2);
  private static final MethodNumber EPOCH_REWARD = new MethodNumber(3);
  private static final MethodNumber UPDATE_NETWORK_KPI = new MethodNumber(4);

  /** The estimate of power every network begins with, in bytes, and its growth an epoch. */
  private static final BigInteger FIRST_POWER = BigInteger.valueOf(750_000).shiftLeft(30);

  private static final BigInteger FIRST_GROWTH = BigInteger.valueOf(3_840).shiftLeft(30);

  private PowerActor() {}

  public static ActorCode code() {
    return new Methods()
        .on(2, MethodCbor.CREATE_MINER, PowerActor::createMiner)
        .on(3, ActorCallsCbor.POWER_CHANGE, PowerActor::updateClaim)
        .on(4, ActorCallsCbor.CRON_ENROLMENT, PowerActor::enrol)
        .onRaw(5, (runtime, none) -> endEpoch(runtime))
        .on(6, AmountCbor.AMOUNT, PowerActor::updatePledge)
        .onRaw(9, (runtime, none) -> totalPower(runtime))
        .on(CREATE_MINER_EXPORTED, MethodCbor.CREATE_MINER, PowerActor::createMiner)
        .onRaw(
            NETWORK_RAW_POWER,
            (runtime, none) -> Methods.result(CborCodecs.BIG, state(runtime).epochRawPower()))
        .onRaw(
            MINER_COUNT,
            (runtime, none) -> Methods.result(CborCodecs.SIGNED, state(runtime).miners()))
        .onRaw(
            MINER_CONSENSUS_COUNT,
            (runtime, none) ->
                Methods.result(CborCodecs.SIGNED, state(runtime).minersAboveMinimum()));
  }

  /** The state of a network without miners. */
  public static PowerState first(Blocks blocks) {
    BigInteger none = BigInteger.ZERO;
    HamtWriter<PowerClaim> claims = HamtWriter.empty(blocks, ActorCbor.POWER_CLAIM, BitWidths.HAMT);
    HamtWriter<?> events = HamtWriter.empty(blocks, CborCodecs.CID, BitWidths.CRON_EVENTS);
    return new PowerState(
        none,
        none,
        none,
        none,
        TokenAmount.ZERO,
        none,
        none,
        TokenAmount.ZERO,
        Smoothing.start(FIRST_POWER, FIRST_GROWTH),
        0,
        0,
        Epoch.GENESIS,
        0,
        events.write(),
        Epoch.GENESIS,
        claims.write(),
        Optional.empty());
  }

  private static ByteString createMiner(Runtime runtime, CreateMiner asked)
      throws Abort, IOException {
    ActorCalls.MinerConstruction construction =
        new ActorCalls.MinerConstruction(
            asked.owner(),
            asked.worker(),
            List.of(),
            asked.windowPostProof(),
            asked.peerId(),
            asked.multiaddrs());
    ByteString constructor = ByteString.of(ActorCallsCbor.MINER_CONSTRUCTION.encode(construction));
    ActorCalls.Exec exec = new ActorCalls.Exec(BuiltinCode.MINER.cid(), constructor);
    ByteString made =
        runtime.send(
            Address.id(Singletons.INIT),
            EXEC,
            ByteString.of(ActorCallsCbor.EXEC.encode(exec)),
            runtime.received());
    CreateMiner.Created created = MethodCbor.CREATED_MINER.decode(made.toBytes());
    PowerLedger ledger = ledger(runtime);
    ledger.addMiner(created.id().actor().orElseThrow(), asked.windowPostProof());
    runtime.setHead(ledger.write());
    return made;
  }

  private static ByteString updateClaim(Runtime runtime, ActorCalls.PowerChange change)
      throws Abort, IOException {
    Callers.require(runtime, BuiltinCode.MINER);
    PowerLedger ledger = ledger(runtime);
    ledger.change(runtime.caller(), change.raw(), change.quality());
    runtime.setHead(ledger.write());
    return Methods.NOTHING;
  }

  private static ByteString enrol(Runtime runtime, ActorCalls.CronEnrolment asked)
      throws Abort, IOException {
    Callers.require(runtime, BuiltinCode.MINER);
    if (asked.epoch().isBefore(Epoch.GENESIS)) {
      throw Abort.illegalArgument(
          "cron event epoch " + asked.epoch() + " cannot be less than zero");
    }
    PowerLedger ledger = ledger(runtime);
    ledger.enrol(asked.epoch(), new CronEvent(Address.id(runtime.caller()), asked.payload()));
    runtime.setHead(ledger.write());
    return Methods.NOTHING;
  }

  private static ByteString updatePledge(Runtime runtime, TokenAmount more)
      throws Abort, IOException {
    Callers.require(runtime, BuiltinCode.MINER);
    PowerLedger ledger = ledger(runtime);
    if (!ledger.hasClaim(runtime.caller())) {
      throw Abort.forbidden(
          "unknown miner %s forbidden to interact with power actor"
              .formatted(Address.id(runtime.caller())));
    }
    ledger.addPledge(more);
    runtime.setHead(ledger.write());
    return Methods.NOTHING;
  }

  private static ByteString totalPower(Runtime runtime) throws IOException {
    PowerState state = state(runtime);
    return Methods.result(
        ActorCallsCbor.NETWORK_POWER,
        new ActorCalls.NetworkPower(
            state.epochRawPower(),
            state.epochQualityPower(),
            state.epochPledge(),
            state.qualityPowerSmoothed(),
            state.rampStart(),
            state.rampEpochs()));
  }

  private static ByteString endEpoch(Runtime runtime) throws Abort, IOException {
    Callers.require(runtime, Singletons.CRON);
    Address reward = Address.id(Singletons.REWARD);
    ByteString told = runtime.send(reward, EPOCH_REWARD, Methods.NOTHING, TokenAmount.ZERO);
    Estimate smoothedReward = ActorCallsCbor.EPOCH_REWARD.decode(told.toBytes()).smoothed();
    callMiners(runtime, smoothedReward);
    PowerLedger ledger = ledger(runtime);
    ledger.endEpoch();
    runtime.setHead(ledger.write());
    ByteString power = Methods.result(CborCodecs.BIG, state(runtime).epochRawPower());
    runtime.send(reward, UPDATE_NETWORK_KPI, power, TokenAmount.ZERO);
    return Methods.NOTHING;
  }

  private static void callMiners(Runtime runtime, Estimate reward) throws Abort, IOException {
    Estimate power = state(runtime).qualityPowerSmoothed();
    PowerLedger before = ledger(runtime);
    List<CronEvent> due = before.takeDue(runtime.epoch());
    runtime.setHead(before.write());
    List<Long> failed = new ArrayList<>();
    for (CronEvent event : due) {
      ActorCalls.DeferredCron call = new ActorCalls.DeferredCron(event.payload(), reward, power);
      ByteString params = ByteString.of(ActorCallsCbor.DEFERRED_CRON.encode(call));
      MethodNumber method = MinerMethod.ON_DEFERRED_CRON_EVENT.number();
      try {
        runtime.send(event.miner(), method, params, TokenAmount.ZERO);
      } catch (Abort e) { // The miner stays without power; the others go on.
        LOG.error("cron of miner {} failed: {}", event.miner(), e.getMessage());
        failed.add(event.miner().actor().orElseThrow());
      }
    }
    if (!failed.isEmpty()) {
      PowerLedger after = ledger(runtime);
      for (long miner : failed) {
        after.removeMiner(miner);
      }
      runtime.setHead(after.write());
    }
  }

  private static PowerState state(Runtime runtime) throws IOException {
    return runtime.blocks().read(runtime.head(), ActorCbor.POWER);
  }

  private static PowerLedger ledger(Runtime runtime) throws IOException {
    return new PowerLedger(runtime.blocks(), runtime.rules().minimumPower(), state(runtime));
  }
}
