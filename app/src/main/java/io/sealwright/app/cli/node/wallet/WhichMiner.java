package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.MinerOptions;
import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.protocol.address.Address;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which miner a command is about: the one that is named, or that of the lotus-miner here. */
final class WhichMiner {
  @Option(
      names = {"--miner", "--actor"},
      paramLabel = "MINER",
      converter = NodeValues.AnAddress.class)
  Optional<NodeValues.Typed> named = Optional.empty();

  @Mixin MinerOptions options = new MinerOptions();

  Address of(Link node) throws CommandFailure, InterruptedException {
    if (named.isPresent()) {
      // A miner's number is no account of another network: f01000 and t01000 are the same.
      Address address = named.get().address();
      return address.actor().isPresent() ? address : Whose.of(node, named.get());
    }
    Optional<Link> miner = link();
    if (miner.isEmpty()) {
      throw CommandFailure.invalid(
          "no miner is named, and no lotus-miner runs here", "give --miner or --miner-api");
    }
    try (Link open = miner.get()) {
      return open.ask(MinerApi.of(open.network().letter()).actor().address().ask());
    }
  }

  /** The lotus-miner, if one is configured. */
  Optional<Link> link() throws CommandFailure, InterruptedException {
    return options.openIfThere();
  }
}
