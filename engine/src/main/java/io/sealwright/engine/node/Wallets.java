package io.sealwright.engine.node;

import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.TipsetKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The wallets of a node, and what the chain knows of their addresses. */
public final class Wallets {
  private final FullNode node;

  public Wallets(FullNode node) {
    this.node = node;
  }

  /**
   * One wallet.
   *
   * @param id none for an address the chain does not know, or where it was not asked for
   * @param error why the chain could not be asked about it
   */
  public record Row(
      Address address,
      Optional<Address> id,
      TokenAmount balance,
      long nonce,
      Optional<Market> market,
      boolean isDefault,
      Optional<String> error) {}

  /** What an address holds with the storage market. */
  public record Market(TokenAmount available, TokenAmount locked) {}

  /** All wallets, in the node's order. */
  public List<Row> list(boolean withId, boolean withMarket)
      throws RpcException, InterruptedException {
    List<Address> addresses = node.ask(node.api().wallet().list().ask());
    Optional<Address> chosen = chosen();
    List<Row> rows = new ArrayList<>();
    for (Address address : addresses) {
      rows.add(row(address, chosen, withId, withMarket));
    }
    return rows;
  }

  private Row row(Address address, Optional<Address> chosen, boolean withId, boolean withMarket)
      throws RpcException, InterruptedException {
    Optional<Actor> actor = Optional.empty();
    Optional<String> error = Optional.empty();
    try {
      actor = node.actor(address);
    } catch (Refused e) {
      if (e.isOfToken()) {
        throw e;
      }
      error = Optional.of(e.text());
    }
    return new Row(
        address,
        withId && actor.isPresent() ? node.id(address) : Optional.empty(),
        actor.map(Actor::balance).orElse(TokenAmount.ZERO),
        actor.map(Actor::nonce).orElse(0L),
        withMarket ? Optional.of(market(address)) : Optional.empty(),
        chosen.isPresent() && chosen.get().equals(address),
        error);
  }

  /** The wallet that sends if none is named. A node without one refuses to name it. */
  public Optional<Address> chosen() throws RpcException, InterruptedException {
    try {
      return Optional.of(node.ask(node.api().wallet().defaultAddress().ask()));
    } catch (Refused e) {
      if (e.isOfToken()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private Market market(Address address) throws RpcException, InterruptedException {
    try {
      var balance = node.ask(node.api().market().balance().ask(address, TipsetKey.HEAD));
      return new Market(balance.escrow().minus(balance.locked()), balance.locked());
    } catch (Refused e) {
      if (e.isOfToken()) {
        throw e;
      }
      return new Market(TokenAmount.ZERO, TokenAmount.ZERO);
    }
  }
}
