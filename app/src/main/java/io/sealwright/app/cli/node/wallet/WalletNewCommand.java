package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.node.FullNode;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a key. */
@Command(name = "new")
final class WalletNewCommand extends NodeCommand {
  private static final List<String> TYPES = List.of("secp256k1", "bls", "delegated");

  @Parameters(index = "0", arity = "0..1", paramLabel = "TYPE", defaultValue = "secp256k1")
  String type = "secp256k1";

  @Override
  protected void check() throws CommandFailure {
    if (!TYPES.contains(type)) {
      throw CommandFailure.invalid(
          "\"" + type + "\" is not a type of key", "give one of " + String.join(", ", TYPES));
    }
  }

  @Override
  protected ExitCode run(Link link) throws Exception {
    FullNode node = link.fullNode();
    String address = node.text(link.ask(node.api().wallet().create().ask(type)));
    switch (output()) {
      case TABLE -> out().println(address);
      case JSON -> report().facts(Map.of("address", address));
    }
    return ExitCode.DONE;
  }
}
