package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.Values;
import io.sealwright.app.cli.connect.FullNodeOptions;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.MinerOptions;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.StringNode;

/** The miner a command is about, and the servers that know of it. */
final class Target {
  @Mixin MinerOptions miner = new MinerOptions();

  @Mixin FullNodeOptions node = new FullNodeOptions();

  @Option(names = "--miner", paramLabel = "MINER", converter = Values.Miner.class)
  Optional<MinerId> actor = Optional.empty();

  /** The number of the miner: as given, or as the lotus-miner says. */
  MinerId actor(Link minerLink) throws CommandFailure, InterruptedException {
    return actor.isPresent() ? actor.get() : MinerId.parse(minerLink.ask(Methods.ACTOR_ADDRESS));
  }

  /** The number of the miner where only the chain is asked: no lotus-miner if it is given. */
  MinerId actorForChain() throws CommandFailure, InterruptedException {
    if (actor.isPresent()) {
      return actor.get();
    }
    Optional<Link> link = miner.openIfThere();
    if (link.isEmpty()) {
      throw CommandFailure.invalid(
          "no lotus-miner is named that could say which miner is meant",
          "give --miner, or its API with --miner-api or MINER_API_INFO");
    }
    try (Link open = link.get()) {
      return actor(open);
    }
  }

  /** Its address as JSON, in the letters of a network. */
  static StringNode address(MinerId actor, NetworkLetter letter) {
    return StringNode.valueOf(Address.of(actor).text(letter));
  }
}
