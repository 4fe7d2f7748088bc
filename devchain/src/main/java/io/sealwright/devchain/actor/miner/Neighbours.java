package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.actor.miner.funds.Security;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.actor.method.ActorCalls;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.AmountCbor;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.network.Forecast;
import java.io.IOException;

/** What a miner says to the actors around it. Nothing is said of a change that is none. */
final class Neighbours {
  private static final MethodNumber UPDATE_CLAIMED_POWER = new MethodNumber(3);
  private static final MethodNumber ENROL_CRON_EVENT = new MethodNumber(4);
  private static final MethodNumber UPDATE_PLEDGE_TOTAL = new MethodNumber(6);
  private static final MethodNumber CURRENT_TOTAL_POWER = new MethodNumber(9);
  private static final MethodNumber THIS_EPOCH_REWARD = new MethodNumber(3);
  private static final MethodNumber SECTORS_TERMINATED = new MethodNumber(7);

  private final Runtime runtime;

  Neighbours(Runtime runtime) {
    this.runtime = runtime;
  }

  /** Why the chain is to call a miner later. */
  enum Cron {
    DEADLINE_END(1),
    EARLY_TERMINATIONS(2);

    private final long number;

    Cron(long number) {
      this.number = number;
    }

    long number() {
      return number;
    }
  }

  void changePower(PowerPair change) throws Abort, IOException {
    if (!change.isZero()) {
      tell(
          Singletons.POWER,
          UPDATE_CLAIMED_POWER,
          encode(
              ActorCallsCbor.POWER_CHANGE,
              new ActorCalls.PowerChange(change.raw(), change.quality())));
    }
  }

  /** Says by how much the sum of what is pledged or locked has changed. */
  void changePledge(TokenAmount change) throws Abort, IOException {
    if (!change.isZero()) {
      tell(Singletons.POWER, UPDATE_PLEDGE_TOTAL, encode(AmountCbor.AMOUNT, change));
    }
  }

  void burn(TokenAmount amount) throws Abort, IOException {
    pay(Address.id(Singletons.BURNT_FUNDS), amount);
  }

  void pay(Address to, TokenAmount amount) throws Abort, IOException {
    if (amount.sign() > 0) {
      runtime.send(to, MethodNumber.SEND, ByteString.EMPTY, amount);
    }
  }

  void enrol(Epoch epoch, Cron reason) throws Abort, IOException {
    ByteString payload =
        encode(ActorCallsCbor.CRON_REASON, new ActorCalls.CronReason(reason.number()));
    tell(
        Singletons.POWER,
        ENROL_CRON_EVENT,
        encode(ActorCallsCbor.CRON_ENROLMENT, new ActorCalls.CronEnrolment(epoch, payload)));
  }

  /** Tells the market of sectors with data that ended; on the chain's own errand it may fail. */
  void sectorsTerminated(Bitfield sectors) throws Abort, IOException {
    if (sectors.isEmpty()) {
      return;
    }
    ByteString params =
        encode(
            ActorCallsCbor.SECTORS_TERMINATED,
            new ActorCalls.SectorsTerminated(runtime.epoch(), sectors));
    try {
      tell(Singletons.MARKET, SECTORS_TERMINATED, params);
    } catch (Abort e) {
      if (runtime.origin() != Singletons.SYSTEM) {
        throw e;
      }
    }
  }

  /** The network's estimates now. */
  Forecast forecast() throws Abort, IOException {
    return new Forecast(reward().smoothed(), power().qualitySmoothed());
  }

  /** What must be left as security now. */
  Security security() throws Abort, IOException {
    ActorCalls.EpochReward reward = reward();
    ActorCalls.NetworkPower power = power();
    return Security.at(
        runtime.epoch(),
        new Forecast(reward.smoothed(), power.qualitySmoothed()),
        reward.baseline(),
        runtime.circulatingSupply(),
        new Security.Ramp(power.rampStart(), new EpochSpan(power.rampEpochs())));
  }

  static <T> ByteString encode(CborCodec<T> codec, T value) {
    return ByteString.of(codec.encode(value));
  }

  private ActorCalls.EpochReward reward() throws Abort, IOException {
    return ask(Singletons.REWARD, THIS_EPOCH_REWARD, ActorCallsCbor.EPOCH_REWARD);
  }

  private ActorCalls.NetworkPower power() throws Abort, IOException {
    return ask(Singletons.POWER, CURRENT_TOTAL_POWER, ActorCallsCbor.NETWORK_POWER);
  }

  private <T> T ask(long actor, MethodNumber method, CborCodec<T> codec) throws Abort, IOException {
    return codec.decode(tell(actor, method, ByteString.EMPTY).toBytes());
  }

  private ByteString tell(long actor, MethodNumber method, ByteString params)
      throws Abort, IOException {
    return runtime.send(Address.id(actor), method, params, TokenAmount.ZERO);
  }
}
