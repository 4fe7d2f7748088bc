package io.sealwright.app.cli.connect;

import io.sealwright.app.shell.CommandFailure;
import java.nio.file.Path;
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
    return Link.open(ApiPlace.require(Peer.MINER, info, Surroundings.real()), spec);
  }

  /** Connects to it, if anything says where it is. */
  public Optional<Link> openIfThere() throws CommandFailure, InterruptedException {
    Optional<ApiPlace> place = place();
    return place.isPresent() ? Optional.of(Link.open(place.get(), spec)) : Optional.empty();
  }

  /** Where it is, if anything says so. */
  public Optional<ApiPlace> place() throws CommandFailure {
    return ApiPlace.find(Peer.MINER, info, Surroundings.real());
  }

  /** Its repository, if there is one and it does not run. */
  public Optional<Path> stopped() {
    return ApiPlace.stopped(Peer.MINER, Surroundings.real());
  }
}
