package io.sealwright.devchain.node;

import io.sealwright.devchain.actor.BuiltinActors;
import io.sealwright.devchain.chain.ActorStates;
import io.sealwright.devchain.chain.States;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.devchain.vm.Machine;
import io.sealwright.devchain.vm.StateMachine;
import io.sealwright.protocol.network.NetworkRules;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What a node is put together from.
 *
 * @param random for keys, secrets and noise; a secure one outside tests
 */
public record Parts(
    Function<Blocks, StateMachine> machine,
    Function<Blocks, States> states,
    InstantSource time,
    RandomGenerator random) {

  /** The built-in actors of a network; the miner's code comes from its own package. */
  public static Parts of(
      NetworkRules rules, ActorCode miner, InstantSource time, RandomGenerator random) {
    return new Parts(
        blocks -> new Machine(blocks, BuiltinActors.with(miner), rules),
        blocks -> new ActorStates(blocks, rules.minimumPower()),
        time,
        random);
  }
}
