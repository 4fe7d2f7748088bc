package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.Values;
import io.sealwright.app.cli.connect.FullNodeOptions;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.MinerOptions;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.lotus.api.FullApi;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.address.Address;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The miner a command is about, and the servers that know of it. */
final class Target {
  @Mixin MinerOptions miner = new MinerOptions();

  @Mixin FullNodeOptions node = new FullNodeOptions();

  @Option(names = "--miner", paramLabel = "MINER", converter = Values.Miner.class)
  Optional<MinerId> actor = Optional.empty();

  /** The number of the miner: as given, or as the lotus-miner says. */
  MinerId actor(Link minerLink) throws CommandFailure, InterruptedException {
    return actor.isPresent() ? actor.get() : number(minerLink);
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
      return number(open);
    }
  }

  /** The API of the lotus-miner, typed. */
  static MinerApi api(Link miner) {
    return MinerApi.of(miner.network().letter());
  }

  /** The API of the full node, typed. */
  static FullApi full(Link node) {
    return FullApi.of(node.network().letter());
  }

  static <R> R ask(Link link, Ask<R> ask) throws CommandFailure, InterruptedException {
    return link.during(() -> link.client().call(ask));
  }

  /** The number a lotus-miner says it has. */
  static MinerId number(Link minerLink) throws CommandFailure, InterruptedException {
    Address address = ask(minerLink, api(minerLink).actor().address().ask());
    return new MinerId(
        address
            .actor()
            .orElseThrow(() ->
                CommandFailure.unreachable(
                    "the lotus-miner names no ID address but " + address,
                    "give the miner with --miner")));
  }
}
