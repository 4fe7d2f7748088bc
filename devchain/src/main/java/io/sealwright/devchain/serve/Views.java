package io.sealwright.devchain.serve;

import io.sealwright.devchain.actor.miner.state.Pace;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.view.MinerView;
import io.sealwright.devchain.view.StateView;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import java.io.IOException;

/** The states of a node as questions name them. */
record Views(DevNode node) {

  /** The state a tipset starts from. */
  StateView at(TipsetKey key) throws IOException {
    Tipset tipset = node.chain().tipset(key);
    return new StateView(node.blocks(), tipset.parentStateRoot(), tipset.height());
  }

  MinerView miner(Address address, TipsetKey key) throws IOException {
    return MinerView.of(at(key), address);
  }

  Pace pace() {
    return Pace.of(node.settings().rules());
  }
}
