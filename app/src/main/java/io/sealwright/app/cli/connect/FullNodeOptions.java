package io.sealwright.app.cli.connect;

import io.sealwright.app.shell.CommandFailure;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which full node a command asks. */
public final class FullNodeOptions {
  @Option(names = "--full-node-api", paramLabel = "INFO")
  Optional<String> info = Optional.empty();

  @Option(names = "--network", paramLabel = "NAME")
  Optional<String> network = Optional.empty();

  /** Connects to it. */
  public Link open() throws CommandFailure, InterruptedException {
    Link link = Link.open(ApiPlace.require(Peer.FULL_NODE, info, Surroundings.real()));
    boolean right = false;
    try {
      if (network.isPresent()) {
        link.network().require(network.get(), link.place());
      }
      right = true;
      return link;
    } finally {
      if (!right) {
        link.close();
      }
    }
  }

  /** Where it is, if anything says so. */
  public Optional<ApiPlace> place() throws CommandFailure {
    return ApiPlace.find(Peer.FULL_NODE, info, Surroundings.real());
  }

  /** The network that was asked for. */
  public Optional<String> network() {
    return network;
  }
}
