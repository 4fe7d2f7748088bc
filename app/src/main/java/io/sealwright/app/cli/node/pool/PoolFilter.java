package io.sealwright.app.cli.node.pool;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.node.FullNode;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.message.SignedMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** Which pending messages a command is about. */
final class PoolFilter {
  @Option(names = "--from", paramLabel = "ADDRESS", converter = NodeValues.AnAddress.class)
  Optional<NodeValues.Typed> from = Optional.empty();

  @Option(names = "--to", paramLabel = "ADDRESS", converter = NodeValues.AnAddress.class)
  Optional<NodeValues.Typed> to = Optional.empty();

  /**
   * What is wanted of the pool.
   *
   * @param own only messages of the node's wallets
   */
  Predicate<SignedMessage> wanted(Link link, boolean own)
      throws CommandFailure, InterruptedException {
    Set<Address> wallets = new HashSet<>();
    FullNode node = link.fullNode();
    if (own) {
      wallets.addAll(link.ask(node.api().wallet().list().ask()));
    }
    for (Optional<NodeValues.Typed> typed : List.of(from, to)) {
      if (typed.isPresent()) {
        link.network().requireLetter(typed.get().text());
      }
    }
    return signed ->
        (!own || wallets.contains(signed.message().from()))
            && matches(from, signed.message().from())
            && matches(to, signed.message().to());
  }

  /** Whether it leaves no message out. */
  boolean isOfAll() {
    return from.isEmpty() && to.isEmpty();
  }

  private static boolean matches(Optional<NodeValues.Typed> wanted, Address address) {
    return wanted.isEmpty() || wanted.get().address().equals(address);
  }
}
