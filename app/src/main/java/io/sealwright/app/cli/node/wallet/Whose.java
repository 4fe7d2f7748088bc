package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.node.FullNode;
import io.sealwright.protocol.address.Address;
import java.util.Optional;

/** Addresses in requests. */
final class Whose {
  private Whose() {}

  /** The address that was typed, if it is one of the node's network; else the default wallet. */
  static Address orDefault(Link link, Optional<NodeValues.Typed> typed)
      throws CommandFailure, InterruptedException {
    if (typed.isPresent()) {
      return of(link, typed.get());
    }
    FullNode node = link.fullNode();
    return link.ask(node.api().wallet().defaultAddress().ask());
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
