package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.node.FullNode;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what an address holds. */
@Command(name = "balance")
final class WalletBalanceCommand extends NodeCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ADDRESS",
      converter = NodeValues.AnAddress.class)
  Optional<NodeValues.Typed> typed = Optional.empty();

  @Override
  protected ExitCode run(Link link) throws Exception {
    FullNode node = link.fullNode();
    Address address =
        typed.isPresent()
            ? Whose.of(link, typed.get())
            : Whose.defaultWallet(link, "or name an address");
    TokenAmount balance = link.ask(node.api().wallet().balance().ask(address));
    boolean known = !balance.isZero() || link.during(() -> node.actor(address)).isPresent();
    switch (output()) {
      case TABLE -> out().println(balance);
      case JSON -> {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("address", node.text(address));
        facts.put("balance", balance);
        facts.put("on_chain", known);
        report().facts(facts);
      }
    }
    if (!known) {
      say("wallet.unknown", node.text(address));
    }
    return ExitCode.DONE;
  }
}
