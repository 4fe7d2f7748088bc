package io.sealwright.lotus.api;

import io.sealwright.lotus.api.miner.ActorMethods;
import io.sealwright.lotus.api.miner.NumberMethods;
import io.sealwright.lotus.api.miner.ProvingMethods;
import io.sealwright.lotus.api.miner.ReturnMethods;
import io.sealwright.lotus.api.miner.SealingMethods;
import io.sealwright.lotus.api.miner.SectorMethods;
import io.sealwright.lotus.api.miner.StorageMethods;
import io.sealwright.protocol.address.NetworkLetter;

/** The API of a miner, which has only {@code /rpc/v0}. */
public record MinerApi(
    CommonMethods common,
    NetMethods net,
    ActorMethods actor,
    SectorMethods sectors,
    NumberMethods numbers,
    SealingMethods sealing,
    StorageMethods storage,
    ProvingMethods proving,
    ReturnMethods returns) {

  /** The API of a network whose addresses have this letter. */
  public static MinerApi of(NetworkLetter letter) {
    return new MinerApi(
        new CommonMethods(),
        new NetMethods(),
        new ActorMethods(letter),
        new SectorMethods(),
        new NumberMethods(),
        new SealingMethods(),
        new StorageMethods(),
        new ProvingMethods(),
        new ReturnMethods());
  }
}
