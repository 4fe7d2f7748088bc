package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.node.Wallets;
import io.sealwright.protocol.address.Address;
import java.util.Optional;

/** Addresses in requests. */
final class Whose {
  private Whose() {}

  /** The sender that was typed, if it is of the node's network; else the default wallet. */
  static Address orDefault(Link link, Optional<NodeValues.Typed> typed)
      throws CommandFailure, InterruptedException {
    if (typed.isPresent()) {
      return of(link, typed.get());
    }
    return defaultWallet(link, "or name a sender with --from");
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
