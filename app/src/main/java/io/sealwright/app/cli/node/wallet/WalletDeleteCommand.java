package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.node.Wallets;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a key from a node; shows first what is lost with it. */
@Command(name = "delete")
final class WalletDeleteCommand extends NodeCommand {
  @Parameters(index = "0", paramLabel = "ADDRESS", converter = NodeValues.AnAddress.class)
  NodeValues.Typed typed = new NodeValues.Typed(Address.id(0), "");

  @Option(names = "--even-with-funds")
  boolean evenWithFunds;

  @Option(names = "--apply")
  boolean apply;

  @Override
  protected ExitCode run(Link link) throws Exception {
    FullNode node = link.fullNode();
    Address address = Whose.ofWallet(link, typed);
    TokenAmount balance = link.ask(node.api().wallet().balance().ask(address));
    if (!balance.isZero() && !evenWithFunds) {
      throw CommandFailure.refused(
          node.text(address) + " holds " + balance,
          "send that elsewhere first, or keep a copy of the key with 'sealwright wallet export' and"
              + " delete it with --even-with-funds");
    }
    boolean chosen =
        link.during(() -> new Wallets(node).chosen()).filter(address::equals).isPresent();
    if (apply) {
      link.ask(node.api().wallet().delete().ask(address));
    }
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("address", node.text(address));
    facts.put("balance", balance);
    facts.put("default", chosen);
    facts.put("deleted", apply);
    report().facts(facts);
    if (chosen) {
      say(apply ? "wallet.delete.was_default" : "wallet.delete.is_default");
    }
    if (!balance.isZero()) {
      say(apply ? "wallet.delete.had_funds" : "wallet.delete.has_funds", balance);
    }
    if (!apply) {
      say("wallet.delete.dry_run");
    }
    return ExitCode.DONE;
  }
}
