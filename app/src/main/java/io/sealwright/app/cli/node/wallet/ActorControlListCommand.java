package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.node.ControlAddresses;
import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.cluster.AddressRoles;
import io.sealwright.protocol.address.Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists who may act for a miner, for what, and with how much money. */
@Command(name = "list")
final class ActorControlListCommand extends NodeCommand {
  /** Lotus cuts keys without it; here they are always whole, for nobody can copy a cut one. */
  @Option(names = "--verbose", hidden = true)
  boolean verbose;

  @Mixin WhichMiner miner = new WhichMiner();

  @Override
  protected ExitCode run(Link link) throws Exception {
    FullNode node = link.fullNode();
    Address actor = miner.of(link);
    Optional<AddressRoles> purposes = purposes();
    List<ControlAddresses.Row> rows =
        link.during(() -> new ControlAddresses(node).list(actor, purposes));
    Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    rest.put("miner", node.text(actor));
    report().rows("addresses", rows.stream().map(row -> facts(node, row)).toList(), rest);
    if (output() == OutputFormat.TABLE) {
      say("control.other");
    }
    if (purposes.isEmpty()) {
      say("control.no_miner");
    }
    return ExitCode.DONE;
  }

  private Optional<AddressRoles> purposes() throws CommandFailure, InterruptedException {
    Optional<Link> process = miner.link();
    if (process.isEmpty()) {
      return Optional.empty();
    }
    try (Link open = process.get()) {
      return Optional.of(
          open.ask(MinerApi.of(open.network().letter()).actor().addressConfig().ask()));
    }
  }

  private Map<String, @Nullable Object> facts(FullNode node, ControlAddresses.Row row) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("name", row.name());
    facts.put("id", node.text(row.id()));
    facts.put("key", row.key().map(node::text).orElse(null));
    facts.put("use", String.join(" ", row.uses()));
    facts.put("balance", row.balance());
    return facts;
  }
}
