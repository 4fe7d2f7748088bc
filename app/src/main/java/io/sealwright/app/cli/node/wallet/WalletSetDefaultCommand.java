package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.node.FullNode;
import io.sealwright.protocol.address.Address;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a wallet the one that sends if none is named. */
@Command(name = "set-default")
final class WalletSetDefaultCommand extends NodeCommand {
  @Parameters(index = "0", paramLabel = "ADDRESS", converter = NodeValues.AnAddress.class)
  NodeValues.Typed typed = new NodeValues.Typed(Address.id(0), "");

  @Override
  protected ExitCode run(Link link) throws Exception {
    FullNode node = link.fullNode();
    Address address = Whose.ofWallet(link, typed);
    link.ask(node.api().wallet().setDefault().ask(address));
    report().facts(Map.of("default", node.text(address)));
    return ExitCode.DONE;
  }
}
