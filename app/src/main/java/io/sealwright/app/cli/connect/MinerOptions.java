package io.sealwright.app.cli.connect;

import io.sealwright.app.shell.CommandFailure;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which lotus-miner a command asks. */
public final class MinerOptions {
  @Option(names = "--miner-api", paramLabel = "INFO")
  Optional<String> info = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  /** Connects to it, and says which one serves if the first does not. */
  public Link open() throws CommandFailure, InterruptedException {
    return open(ApiPlace.require(Peer.MINER, info, Surroundings.real()));
  }

  /** Connects to it, if anything says where it is. */
  public Optional<Link> openIfThere() throws CommandFailure, InterruptedException {
    Optional<ApiPlace> place = place();
    return place.isPresent() ? Optional.of(open(place.get())) : Optional.empty();
  }

  private Link open(ApiPlace place) throws CommandFailure, InterruptedException {
    Link link = Link.open(place);
    boolean told = false;
    try {
      link.tellPassedOver(spec);
      told = true;
      return link;
    } finally {
      if (!told) {
        link.close();
      }
    }
  }

  /** Where it is, if anything says so. */
  public Optional<ApiPlace> place() throws CommandFailure {
    return ApiPlace.find(Peer.MINER, info, Surroundings.real());
  }
}
