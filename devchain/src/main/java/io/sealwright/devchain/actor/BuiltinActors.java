package io.sealwright.devchain.actor;

import io.sealwright.devchain.state.BuiltinCode;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.devchain.vm.ActorCodes;
import io.sealwright.protocol.cid.Cid;
import java.util.HashMap;
import java.util.Map;

/** The code of every kind of actor. */
public final class BuiltinActors {
  private BuiltinActors() {}

  /** All codes; the miner's comes from its own package. */
  public static ActorCodes with(ActorCode miner) {
    ActorCode passive = new Methods().passingExported();
    Map<Cid, ActorCode> codes = new HashMap<>();
    codes.put(BuiltinCode.SYSTEM.cid(), new Methods());
    codes.put(BuiltinCode.INIT.cid(), InitActor.code());
    codes.put(BuiltinCode.CRON.cid(), CronActor.code());
    codes.put(BuiltinCode.ACCOUNT.cid(), AccountActor.code());
    codes.put(BuiltinCode.POWER.cid(), PowerActor.code());
    codes.put(BuiltinCode.MINER.cid(), miner);
    codes.put(BuiltinCode.MARKET.cid(), MarketActor.code());
    codes.put(BuiltinCode.MULTISIG.cid(), MultisigActor.code());
    codes.put(BuiltinCode.REWARD.cid(), RewardActor.code());
    codes.put(BuiltinCode.VERIFIED_REGISTRY.cid(), VerifiedRegistryActor.code());
    codes.put(BuiltinCode.DATACAP.cid(), DatacapActor.code());
    codes.put(BuiltinCode.PLACEHOLDER.cid(), passive);
    codes.put(BuiltinCode.ETHEREUM_ADDRESSES.cid(), new Methods());
    codes.put(BuiltinCode.ETHEREUM_ACCOUNT.cid(), passive);
    return new ActorCodes(codes);
  }
}
