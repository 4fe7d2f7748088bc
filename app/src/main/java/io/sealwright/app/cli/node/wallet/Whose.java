package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.node.Wallets;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.TipsetKey;
import java.util.Optional;

/** Addresses in requests. */
final class Whose {
  private Whose() {}

  /** Who sends: the address that was typed, which must have a key here; else the default wallet. */
  static Address sender(Link link, Optional<NodeValues.Typed> typed)
      throws CommandFailure, InterruptedException {
    if (typed.isEmpty()) {
      return defaultWallet(link, "or name a sender with --from");
    }
    Address address = of(link, typed.get());
    FullNode node = link.fullNode();
    if (!link.ask(node.api().wallet().has().ask(account(link, address)))) {
      throw CommandFailure.invalid(
          typed.get().text() + " has no key among the node's wallets, so it cannot send",
          "give one of those that 'sealwright wallet list' shows");
    }
    return address;
  }

  /** The key of an account that was given by its number; anything else as it is. */
  private static Address account(Link link, Address address)
      throws CommandFailure, InterruptedException {
    FullNode node = link.fullNode();
    if (address.actor().isEmpty()) {
      return address;
    }
    return link.during(() -> {
      try {
        return node.ask(node.api().state().accountKey().ask(address, TipsetKey.HEAD));
      } catch (Refused e) {
        if (e.isOfToken()) {
          throw e;
        }
        return address; // A miner, or another actor that has no key.
      }
    });
  }

  /**
   * The default wallet, which a node may have lost with its key.
   *
   * @param instead what else the operator can do
   */
  static Address defaultWallet(Link link, String instead)
      throws CommandFailure, InterruptedException {
    return link.during(() -> new Wallets(link.fullNode()).chosen())
        .orElseThrow(() ->
            CommandFailure.invalid(
                "the node has no default wallet",
                "choose one with 'sealwright wallet set-default', " + instead));
  }

  static Address of(Link link, NodeValues.Typed typed) throws CommandFailure {
    link.network().requireLetter(typed.text());
    return typed.address();
  }

  /** The address, which must be one of the node's wallets. */
  static Address ofWallet(Link link, NodeValues.Typed typed)
      throws CommandFailure, InterruptedException {
    Address address = of(link, typed);
    FullNode node = link.fullNode();
    if (!link.ask(node.api().wallet().has().ask(address))) {
      throw CommandFailure.invalid(
          "the node has no key for " + typed.text(),
          "see its wallets with 'sealwright wallet list'");
    }
    return address;
  }
}
