package io.sealwright.app.cli.run;

import io.sealwright.app.cli.connect.Surroundings;
import io.sealwright.app.config.Configuration;
import io.sealwright.app.daemon.ClusterDatabase;
import io.sealwright.app.daemon.Daemon;
import io.sealwright.app.daemon.LogbackLevels;
import io.sealwright.app.miner.MinerPart;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.Version;
import io.sealwright.app.worker.WorkerPart;
import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.engine.duty.ProofMeans;
import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.bytes.ByteString;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/** A process with the miner, from its start to its end. */
final class MinerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(MinerProcess.class);

  private final RunOptions options;
  private final CommandSpec spec;

  MinerProcess(RunOptions options, CommandSpec spec) {
    this.options = options;
    this.spec = spec;
  }

  /**
   * Runs until it is told to end.
   *
   * @param withWorker whether it seals, too
   */
  int run(boolean withWorker) throws Exception {
    Configuration config = options.config.load(spec);
    MinerId miner = miner(config, withWorker);
    Daemon.Settings settings =
        new Daemon.Settings(
            withWorker ? "up" : "miner",
            config.log(),
            config.health().listen(),
            config.scheduler().stopLimit());
    try (MinerFolder folder = MinerFolder.take(config.miner().data());
        Daemon daemon = Daemon.begin(settings)) {
      daemon.run(() -> work(new Start(config, miner, withWorker), folder, daemon));
    }
    return ExitCode.DONE.number();
  }

  /** What the process is told. */
  private record Start(Configuration config, MinerId miner, boolean withWorker) {}

  private void work(Start told, MinerFolder folder, Daemon daemon) throws Exception {
    Configuration config = told.config;
    MinerId miner = told.miner;
    MinerNode.Terms terms =
        new MinerNode.Terms(
            miner,
            config.sealing().proof().size(),
            folder,
            config.scheduler().poll(),
            () -> ChainSource.named(config.miner(), told.withWorker, Surroundings.real()));
    ChainSource chain =
        told.withWorker
            ? ChainSource.ofMachine(terms, config, daemon)
            : ChainSource.ofNode(terms, daemon);
    boolean withheld = options.withheldProofs || chain.withholdsProofs();
    ProofMeans means = means(config, withheld);
    if (means instanceof ProofMeans.Real) {
      // Asked here, so that the first window does not wait for their check.
      LOG.info(
          "window proofs: sums in a native kernel: {}, transforms: {}",
          Kernels.found().curve().kernel().isPresent(),
          Kernels.found().transforms().kernel().isPresent());
    }
    ClusterDatabase database = daemon.add(ClusterDatabase.own(config));
    MinerPart part =
        daemon.add(start(miner, config, new Parts(folder, chain.node(), daemon, database, means)));
    if (told.withWorker) {
      daemon.add(
          WorkerPart.start(
              database.database(), config, config.miner().data(), daemon.metrics(), withheld));
    }
    LOG.info("miner {} is at work; its API is at {}", miner, part.multiaddress());
    daemon.add(folder.announce(part.multiaddress(), part.adminToken()));
    tell(miner, part, daemon, chain);
    daemon.await();
  }

  /** The miner that is named; on a chain of one's own, else the one there is. */
  private static MinerId miner(Configuration config, boolean mayOwn) throws CommandFailure {
    Optional<MinerId> named = config.miner().address();
    if (named.isPresent()) {
      return named.get();
    }
    if (!mayOwn || ChainSource.named(config.miner(), true, Surroundings.real()).isPresent()) {
      throw CommandFailure.invalid(
          "the configuration names no miner", "set miner.address, as f01000");
    }
    return ChainSource.MINER;
  }

  private record Parts(
      MinerFolder folder,
      MinerNode node,
      Daemon daemon,
      ClusterDatabase database,
      ProofMeans means) {}

  private static MinerPart start(MinerId miner, Configuration config, Parts parts)
      throws Exception {
    NodeMemory known = parts.node.meet(parts.daemon::fail);
    return MinerPart.start(
        miner,
        config,
        new MinerPart.Ground(
            parts.database.database(),
            parts.database.apart(),
            new MinerPart.Chain(
                parts.node.asked(known),
                known.name().common(),
                known.name().letter(),
                known.rules(),
                known.head(),
                parts.node::await),
            parts.means,
            ByteString.of(parts.folder.secret()),
            Version.current().number(),
            LogbackLevels.ofProcess(),
            parts.daemon.metrics(),
            parts.daemon::end));
  }

  /** Real proofs where there are keys for them, else the words a dev chain takes, if told so. */
  private static ProofMeans means(Configuration config, boolean withheld) throws CommandFailure {
    SectorSize size = config.sealing().proof().size();
    ParameterFolder parameters = new ParameterFolder(config.proving().parameters());
    SecureRandom random = new SecureRandom();
    return ProofMeans.choose(
            new ProofMeans.Real(parameters, () -> Blinding.draw(random), random),
            ParameterSet.of(PostKind.WINDOW_V1_1, size),
            withheld
                ? Optional.of(new ProofMeans.Withheld(WithheldProofs::ofWindow))
                : Optional.empty())
        .orElseThrow(() ->
            CommandFailure.refused(
                "there are no parameters for windows of %s in %s"
                    .formatted(size, config.proving().parameters()),
                "fetch or generate them; on a dev chain with --proofs withheld,"
                    + " --withheld-proofs"));
  }

  private void tell(MinerId miner, MinerPart part, Daemon daemon, ChainSource chain) {
    PrintWriter out = spec.commandLine().getOut();
    chain.words().ifPresent(out::println);
    out.println("miner: " + miner);
    out.println("api: " + part.multiaddress());
    out.println(
        "health: http://%s:%d/health"
            .formatted(daemon.address().getHostString(), daemon.address().getPort()));
    out.flush();
  }
}
