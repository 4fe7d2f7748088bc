package io.sealwright.app.cli.run;

import io.sealwright.app.cli.connect.ApiPlace;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.Peer;
import io.sealwright.app.cli.connect.Surroundings;
import io.sealwright.app.cli.devchain.ServedChain;
import io.sealwright.app.config.Configuration;
import io.sealwright.app.daemon.Daemon;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a miner's process has its chain from: a full node, or a dev chain in the process itself. A
 * data folder stays with the one it began with, for its sectors are on that chain.
 *
 * @param own the dev chain in this process, and its folder
 */
record ChainSource(MinerNode node, Optional<Own> own) {
  /** The one a dev chain begins with. */
  static final MinerId MINER = new MinerId(1000);

  private static final String FOLDER = "devchain";

  record Own(ServedChain chain, Path folder) {}

  /**
   * The full node that is named: by a variable, the configuration or a repository, in this order.
   *
   * @param mayOwn whether the process may have a dev chain of its own: the repository of that
   *     chain, which commands for a node are told, names no other
   */
  static Optional<ApiPlace> named(Configuration.Miner config, boolean mayOwn, Surroundings around)
      throws CommandFailure {
    Optional<ApiPlace> told = ApiPlace.told(Peer.FULL_NODE, Optional.empty(), around);
    if (told.isPresent()) {
      return told;
    }
    if (config.fullNodes().isPresent()) {
      return Optional.of(
          new ApiPlace(
              Peer.FULL_NODE, config.fullNodes().get().addresses(), "miner.full-node-api"));
    }
    return mayOwn && isOwn(config.data(), around)
        ? Optional.empty()
        : ApiPlace.find(Peer.FULL_NODE, Optional.empty(), around);
  }

  private static boolean isOwn(Path data, Surroundings around) {
    Path named = ApiPlace.repository(Peer.FULL_NODE, around);
    Path own = data.resolve(FOLDER);
    try {
      return Files.isSameFile(named, own);
    } catch (IOException _) {
      return false; // One of them is not there.
    }
  }

  /** The full node that is given, and nothing else will do. */
  static ChainSource ofNode(MinerNode.Terms terms, Daemon daemon)
      throws CommandFailure, InterruptedException {
    return new ChainSource(daemon.add(MinerNode.open(terms)), Optional.empty());
  }

  /** The full node that is given; where there is none, a dev chain in the data folder. */
  static ChainSource ofMachine(MinerNode.Terms terms, Configuration config, Daemon daemon)
      throws CommandFailure, IOException, InterruptedException {
    Path data = config.miner().data();
    Path folder = data.resolve(FOLDER);
    Optional<ApiPlace> given;
    try {
      given = terms.place().find();
    } catch (CommandFailure e) {
      if (Files.exists(folder) || !Link.isSilence(e)) {
        throw e;
      }
      return ofNode(terms, daemon);
    }
    if (given.isPresent()) {
      if (Files.exists(folder)) {
        throw CommandFailure.refused(
            "%s began with a dev chain of its own, and %s names a full node"
                .formatted(data, given.get().origin()),
            "set another miner.data for that node, or take its name away");
      }
      return ofNode(terms, daemon);
    }
    if (isToBeAwaited(terms, folder)) {
      return ofNode(terms, daemon);
    }
    requireNoOther(data, folder);
    if (!Files.exists(folder) && isLarge(config)) {
      throw CommandFailure.invalid(
          "no full node runs here, and the configuration names none",
          "set miner.full-node-api, or give FULLNODE_API_INFO; or, for a dev chain of its own to"
              + " try it with, set a small sealing.sector-size, such as 2KiB");
    }
    ServedChain chain =
        daemon.add(
            ServedChain.ofOneMiner(
                folder,
                config.sealing().proof().size(),
                config.proving().parameters(),
                daemon::end));
    ApiPlace place =
        new ApiPlace(Peer.FULL_NODE, ApiAddress.parseAll(chain.apiInfo()), folder.toString());
    MinerNode node = MinerNode.open(terms.at(place));
    return new ChainSource(daemon.add(node), Optional.of(new Own(chain, folder)));
  }

  /** A node in good order takes the word away where it is before it ends. */
  private static boolean isToBeAwaited(MinerNode.Terms terms, Path folder) {
    return !Files.exists(folder)
        && terms.folder().node(terms.miner()).isPresent()
        && ApiPlace.stopped(Peer.FULL_NODE, Surroundings.real()).isPresent();
  }

  /** Whoever wants sectors of a network's size means that network, and no dev chain. */
  private static boolean isLarge(Configuration config) {
    return config.sealing().proof().size().bytes() >= SectorSize.GIB_32.bytes();
  }

  /** A node that is down for a while must not be taken for none. */
  private static void requireNoOther(Path data, Path folder) throws CommandFailure {
    Surroundings around = Surroundings.real();
    Optional<Path> stopped = ApiPlace.stopped(Peer.FULL_NODE, around);
    if (stopped.isPresent() && !isOwn(data, around)) {
      throw CommandFailure.unreachable(
          "the full node of %s does not run".formatted(stopped.get()),
          "start it, set miner.full-node-api, or give FULLNODE_API_INFO");
    }
    if (MinerFolder.isBegun(data) && !Files.exists(folder)) {
      throw CommandFailure.unreachable(
          "%s began with a full node, and none is named now".formatted(data),
          "set miner.full-node-api, or give FULLNODE_API_INFO");
    }
  }

  boolean withholdsProofs() {
    return own.filter(devchain -> devchain.chain.withholdsProofs()).isPresent();
  }

  /** What an operator is told of a chain that is no network. */
  Optional<String> words() {
    return own.map(devchain ->
        "dev chain: LOTUS_PATH=%s; proofs %s"
            .formatted(devchain.folder, devchain.chain.withholdsProofs() ? "withheld" : "real"));
  }
}
