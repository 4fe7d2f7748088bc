package io.sealwright.engine.node;

import io.sealwright.lotus.api.FullApi;
import io.sealwright.lotus.rpc.NodeVersion;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import java.util.Optional;

/**
 * A full node of a network, with the means to ask it.
 *
 * @param letter with which the network's addresses are written
 */
public record FullNode(RpcClient client, FullApi api, NodeVersion version, NetworkLetter letter) {

  private static final String NO_ACTOR = "actor not found";

  /** A full node behind a client. */
  public static FullNode of(RpcClient client, NodeVersion version, NetworkLetter letter) {
    return new FullNode(client, FullApi.of(letter), version, letter);
  }

  public <R> R ask(Ask<R> question) throws RpcException, InterruptedException {
    return client.call(question);
  }

  public Tipset head() throws RpcException, InterruptedException {
    return ask(api.chain().head().ask());
  }

  /** An actor at the head; none for an address that was never paid. */
  public Optional<Actor> actor(Address address) throws RpcException, InterruptedException {
    try {
      return Optional.of(ask(api.state().getActor().ask(address, TipsetKey.HEAD)));
    } catch (Refused e) {
      if (e.text().contains(NO_ACTOR)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The ID address of an address; none if the chain does not know it. */
  public Optional<Address> id(Address address) throws RpcException, InterruptedException {
    try {
      return Optional.of(ask(api.state().lookupId().ask(address, TipsetKey.HEAD)));
    } catch (Refused e) {
      if (e.text().contains(NO_ACTOR)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** An address as this network writes it. */
  public String text(Address address) {
    return address.text(letter);
  }
}
