package io.sealwright.app.cli.connect;

import io.sealwright.app.shell.CommandFailure;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which full node a command asks. */
public final class FullNodeOptions {
  @Option(names = "--full-node-api", paramLabel = "INFO")
  Optional<String> info = Optional.empty();

  @Option(names = "--network", paramLabel = "NAME")
  Optional<String> network = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  /** Connects to it, and says which node serves if the first does not. */
  public Link open() throws CommandFailure, InterruptedException {
    Link link = Link.open(ApiPlace.require(Peer.FULL_NODE, info, Surroundings.real()), spec);
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
