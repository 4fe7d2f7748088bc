package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.node.Wallets;
import io.sealwright.protocol.amount.TokenAmount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists a node's wallets and what they hold. */
@Command(name = "list")
final class WalletListCommand extends NodeCommand {
  @Option(names = {"-i", "--id"})
  boolean withId;

  @Option(names = {"-m", "--market"})
  boolean withMarket;

  @Override
  protected ExitCode run(Link link) throws Exception {
    FullNode node = link.fullNode();
    List<Wallets.Row> rows = link.during(() -> new Wallets(node).list(withId, withMarket));
    TokenAmount total =
        rows.stream().map(Wallets.Row::balance).reduce(TokenAmount.ZERO, TokenAmount::plus);
    Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    rest.put("count", rows.size());
    rest.put("total_balance", total);
    report().rows("addresses", rows.stream().map(row -> facts(node, row)).toList(), rest);
    return ExitCode.DONE;
  }

  private Map<String, @Nullable Object> facts(FullNode node, Wallets.Row row) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("address", node.text(row.address()));
    if (withId) {
      facts.put("id", row.id().map(node::text).orElse(null));
    }
    facts.put("balance", row.balance());
    if (withMarket) {
      facts.put("market_available", row.market().map(Wallets.Market::available).orElse(null));
      facts.put("market_locked", row.market().map(Wallets.Market::locked).orElse(null));
    }
    facts.put("nonce", row.nonce());
    boolean isMarked = row.isDefault() || output() == OutputFormat.JSON;
    facts.put("default", isMarked ? row.isDefault() : null);
    facts.put("error", row.error().orElse(null));
    return facts;
  }
}
