package io.sealwright.app.cli.connect;

import io.sealwright.app.shell.CommandFailure;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which lotus-miner a command asks. */
public final class MinerOptions {
  @Option(names = "--miner-api", paramLabel = "INFO")
  Optional<String> info = Optional.empty();

  /** Connects to it. */
  public Link open() throws CommandFailure, InterruptedException {
    return Link.open(ApiPlace.require(Peer.MINER, info, Surroundings.real()));
  }

  /** Connects to it, if anything says where it is. */
  public Optional<Link> openIfThere() throws CommandFailure, InterruptedException {
    Optional<ApiPlace> place = place();
    return place.isPresent() ? Optional.of(Link.open(place.get())) : Optional.empty();
  }

  /** Where it is, if anything says so. */
  public Optional<ApiPlace> place() throws CommandFailure {
    return ApiPlace.find(Peer.MINER, info, Surroundings.real());
  }
}
