package io.sealwright.lotus.api;

import io.sealwright.lotus.api.full.ChainMethods;
import io.sealwright.lotus.api.full.ConsensusMethods;
import io.sealwright.lotus.api.full.ContractMethods;
import io.sealwright.lotus.api.full.GasMethods;
import io.sealwright.lotus.api.full.MarketMethods;
import io.sealwright.lotus.api.full.MinerStateMethods;
import io.sealwright.lotus.api.full.MiningMethods;
import io.sealwright.lotus.api.full.MpoolMethods;
import io.sealwright.lotus.api.full.NodeMethods;
import io.sealwright.lotus.api.full.RandomnessMethods;
import io.sealwright.lotus.api.full.StateMethods;
import io.sealwright.lotus.api.full.SyncMethods;
import io.sealwright.lotus.api.full.Version0Methods;
import io.sealwright.lotus.api.full.WalletMethods;
import io.sealwright.protocol.address.NetworkLetter;

/**
 * The API of a full node, {@code /rpc/v1}.
 *
 * @param v0 what {@code /rpc/v0} has otherwise, or alone
 */
public record FullApi(
    CommonMethods common,
    NodeMethods node,
    NetMethods net,
    ChainMethods chain,
    SyncMethods sync,
    StateMethods state,
    RandomnessMethods randomness,
    MinerStateMethods miner,
    MarketMethods market,
    MpoolMethods mpool,
    GasMethods gas,
    WalletMethods wallet,
    MiningMethods mining,
    ConsensusMethods consensus,
    ContractMethods contracts,
    Version0Methods v0) {

  /** The API of a network whose addresses have this letter. */
  public static FullApi of(NetworkLetter letter) {
    return new FullApi(
        new CommonMethods(),
        new NodeMethods(),
        new NetMethods(),
        new ChainMethods(letter),
        new SyncMethods(letter),
        new StateMethods(letter),
        new RandomnessMethods(),
        new MinerStateMethods(letter),
        new MarketMethods(letter),
        new MpoolMethods(letter),
        new GasMethods(letter),
        new WalletMethods(letter),
        new MiningMethods(letter),
        new ConsensusMethods(letter),
        new ContractMethods(letter),
        new Version0Methods(letter));
  }
}
