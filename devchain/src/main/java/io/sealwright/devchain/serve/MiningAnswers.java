package io.sealwright.devchain.serve;

import static io.sealwright.devchain.serve.Refusals.telling;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.view.MinerView;
import io.sealwright.devchain.view.PowerView;
import io.sealwright.devchain.view.StateView;
import io.sealwright.lotus.api.full.MiningMethods;
import io.sealwright.lotus.node.MiningBase;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.BeaconEntry;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The chain makes its blocks itself; a miner that asks whether it may is told that it may not. */
record MiningAnswers(DevNode node, Views views, MiningMethods api) {

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(
            api.getBaseInfo(), (miner, epoch, key) -> telling(() -> base(miner, epoch, key)))
        .answer(
            api.createBlock(),
            _ -> {
              throw refused();
            })
        .answer(
            api.submitBlock(),
            _ -> {
              throw refused();
            });
  }

  private static CallFailed refused() {
    return new CallFailed("a dev chain makes its blocks itself and takes none from others");
  }

  private Optional<MiningBase> base(Address miner, Epoch epoch, TipsetKey key)
      throws IOException {
    Tipset parent = chain().tipset(key);
    StateView state = views.at(key);
    PowerView power =
        PowerView.of(state, miner, node.settings().rules().minimumPower());
    if (power.miner().isZero()) {
      return Optional.empty();
    }
    MinerIdentity identity = MinerView.of(state, miner).identity();
    List<BeaconEntry> entries = chain().beaconEntries(parent, epoch);
    return Optional.of(
        new MiningBase(
            power.miner().quality(),
            power.network().quality(),
            List.of(),
            state.key(identity.worker()),
            identity.sectorSize(),
            chain().beaconEntry(parent.height()),
            entries,
            false));
  }

  private Chain chain() {
    return node.chain();
  }
}
