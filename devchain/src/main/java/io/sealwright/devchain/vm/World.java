package io.sealwright.devchain.vm;

import io.sealwright.devchain.state.CirculatingSupply;
import io.sealwright.devchain.state.StateTree;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import java.io.IOException;

/** What is the same for all messages of a tipset, and the state they change. */
record World(
    StateTree tree,
    ActorCodes codes,
    NetworkRules rules,
    Epoch epoch,
    TokenAmount baseFee,
    Randomness randomness,
    TokenAmount circulatingSupply) {

  /** The world on top of a state; the supply is taken before anything changes. */
  static World on(
      StateTree tree, Machine machine, Epoch epoch, TokenAmount baseFee, Randomness randomness)
      throws IOException {
    TokenAmount supply = CirculatingSupply.at(tree, epoch).circulating();
    return new World(tree, machine.codes(), machine.rules(), epoch, baseFee, randomness, supply);
  }
}
