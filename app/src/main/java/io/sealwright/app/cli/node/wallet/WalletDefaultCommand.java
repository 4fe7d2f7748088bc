package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.node.FullNode;
import java.util.Map;
import picocli.CommandLine.Command;

/** Says which wallet sends if none is named. */
@Command(name = "default")
final class WalletDefaultCommand extends NodeCommand {
  @Override
  protected ExitCode run(Link link) throws Exception {
    FullNode node = link.fullNode();
    String address = node.text(Whose.defaultWallet(link, "see them with 'wallet list'"));
    switch (output()) {
      case TABLE -> out().println(address);
      case JSON -> report().facts(Map.of("address", address));
    }
    return ExitCode.DONE;
  }
}
