package io.sealwright.app.miner;

import static java.util.Objects.requireNonNull;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sealwright.app.config.Configuration;
import io.sealwright.app.daemon.Part;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.worker.Machine;
import io.sealwright.engine.clearing.ChainFacts;
import io.sealwright.engine.clearing.ClusterFacts;
import io.sealwright.engine.clearing.PathFiles;
import io.sealwright.engine.driver.Driver;
import io.sealwright.engine.driver.Gathering;
import io.sealwright.engine.driver.HostFileWatch;
import io.sealwright.engine.driver.MinerRuntime;
import io.sealwright.engine.duty.DutyFacts;
import io.sealwright.engine.duty.DutySettings;
import io.sealwright.engine.duty.ProofMeans;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.proving.DutyPremises;
import io.sealwright.engine.proving.WindowRoom;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Planner;
import io.sealwright.engine.schedule.Rules;
import io.sealwright.engine.sending.miner.BatchLimits;
import io.sealwright.engine.sending.miner.Collateral;
import io.sealwright.engine.sending.miner.FeeLimits;
import io.sealwright.engine.sending.miner.Haste;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.sending.miner.SenderSettings;
import io.sealwright.engine.serving.ClusterActions;
import io.sealwright.engine.serving.MinerActions;
import io.sealwright.engine.serving.MinerServer;
import io.sealwright.engine.serving.ServedMiner;
import io.sealwright.engine.serving.ServedProcess;
import io.sealwright.engine.serving.StoredLog;
import io.sealwright.engine.standing.HeadSeen;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.MinerClaim;
import io.sealwright.engine.store.MinerTaken;
import io.sealwright.engine.store.SectorTable;
import io.sealwright.engine.work.Dispatcher;
import io.sealwright.lotus.serving.LogLevels;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The miner: it drives its sectors, gives out work, proves its windows, and answers its API. */
public final class MinerPart implements Part {
  private static final Duration LEAST_ABSENCE = Duration.ofHours(1);

  private final MinerRuntime runtime;
  private final MinerServer server;
  private final MinerClaim claim;

  private MinerPart(MinerRuntime runtime, MinerServer server, MinerClaim claim) {
    this.runtime = runtime;
    this.server = server;
    this.claim = claim;
  }

  /**
   * The miner's chain, and the full node that tells of it.
   *
   * @param network by its common name
   * @param seen the last head that is known
   * @param node whom each question fails while it is awaited
   * @param met waits until the node has answered
   */
  public record Chain(
      FullNode node,
      String network,
      NetworkLetter letter,
      NetworkRules rules,
      HeadSeen seen,
      MinerRuntime.NodeWait met) {}

  /**
   * What the miner stands on.
   *
   * @param apart the same database for whoever asks from outside, while the miner's own work may
   *     wait for it
   * @param secret with which tokens of the API are signed
   * @param metrics where the cluster's figures are entered
   * @param shutdown asks the process to end
   */
  public record Ground(
      Database database,
      Database apart,
      Chain chain,
      ProofMeans means,
      ByteString secret,
      String version,
      LogLevels logs,
      PrometheusRegistry metrics,
      Runnable shutdown) {}

  /** Begins. */
  public static MinerPart start(MinerId miner, Configuration config, Ground ground)
      throws CommandFailure {
    InstantSource clock = InstantSource.system();
    SealProof proof = config.sealing().proof();
    MinerClaim claim = claim(ground.database, miner);
    FullNode node = ground.chain.node;
    NetworkRules rules = ground.chain.rules;
    SenderSettings sending = sending(config);
    MinerSender sender =
        new MinerSender(node, miner, rules, ground.database.outbox(miner), sending);
    MinerChain chain = new MinerChain(node, miner, rules, sending, Optional.of(ground.chain.seen));
    Host.Name host = new Host.Name(Machine.host(config.worker()));
    Haste haste = new Haste();
    ClusterFacts facts =
        new ClusterFacts(
            ground.apart,
            chain,
            new ChainFacts(node, miner, rules),
            new PathFiles(ground.apart.paths(), host),
            proof);
    DutyPremises premises = new DutyPremises(ground.database, host, sender, ground.means, clock);
    WindowRoom room = new WindowRoom(host, proof.size(), rules.blockDelay(), clock);
    SectorTable.Pledge pledge = new SectorTable.Pledge(miner, proof, life(config, rules));
    ServedMiner served =
        served(
            miner,
            config,
            ground,
            new ClusterActions(facts, sender, pledge, config.sealing().mostSectors(), haste, clock),
            premises.check(node, duty(miner, config, rules))::unprovable,
            room);
    MinerServer server = server(config, ground, rules, served);
    MinerRuntime runtime =
        new MinerRuntime(
            new MinerRuntime.Parts(
                driver(miner, config, ground, chain, sender, haste),
                new Dispatcher(
                    ground.database,
                    new Planner(config.scheduler().rules()),
                    givenUp(config.scheduler().rules()),
                    room::in,
                    clock),
                premises.duty(node, duty(miner, config, rules), watch(ground, miner, room)),
                facts::removedTooEarly,
                new ChainFigures(node, miner, ground.metrics)::read,
                claim,
                ground.chain.met),
            config.scheduler().poll(),
            clock);
    ClusterGauges.register(
        ground.apart, config.scheduler().rules().silence(), clock, ground.metrics);
    return new MinerPart(runtime, server, claim);
  }

  /** A proof that is withheld takes nothing that tasks would lack. */
  private static Consumer<DutyFacts> watch(Ground ground, MinerId miner, WindowRoom room) {
    WindowFigures figures = new WindowFigures(ground.database.duties(miner), ground.metrics);
    return switch (ground.means) {
      case ProofMeans.Real _ -> figures.andThen(room::look);
      case ProofMeans.Withheld _ -> figures;
    };
  }

  private static Driver driver(
      MinerId miner,
      Configuration config,
      Ground ground,
      MinerChain chain,
      MinerSender sender,
      Haste haste)
      throws CommandFailure {
    InstantSource clock = InstantSource.system();
    Host.Name host = new Host.Name(Machine.host(config.worker()));
    return new Driver(
        new Driver.Premises(
            ground.database,
            miner,
            config.sealing().proof(),
            chain,
            sender,
            ground.database.outbox(miner),
            new HostFileWatch(ground.database.paths(), host, config.proving().look(), clock),
            gathering(config.sealing().batches(), haste),
            UUID::randomUUID,
            clock));
  }

  private static MinerClaim claim(Database database, MinerId miner) throws CommandFailure {
    MinerClaim claim = database.claim(miner);
    try {
      claim.require();
      return claim;
    } catch (MinerTaken e) {
      throw CommandFailure.refused(
              String.valueOf(e.getMessage()), "end it, or let its worker processes suffice")
          .because(e);
    } catch (IOException e) {
      throw CommandFailure.unreachable(String.valueOf(e.getMessage()), "check that it runs")
          .because(e);
    }
  }

  private static ServedMiner served(
      MinerId miner,
      Configuration config,
      Ground ground,
      MinerActions actions,
      ServedMiner.Check check,
      WindowRoom room)
      throws CommandFailure {
    return new ServedMiner(
        miner,
        ground.chain.letter,
        config.sealing().proof(),
        new Host.Name(Machine.host(config.worker())),
        config.scheduler().rules(),
        room::in,
        ground.apart,
        Optional.of(ground.chain.node),
        actions,
        check,
        new StoredLog(ground.apart.actions(), InstantSource.system()));
  }

  private static MinerServer server(
      Configuration config, Ground ground, NetworkRules rules, ServedMiner served)
      throws CommandFailure {
    InstantSource clock = InstantSource.system();
    ServedProcess process =
        new ServedProcess(
            ground.version,
            ground.chain.network,
            rules.blockDelay(),
            UUID.randomUUID(),
            clock,
            ground.logs,
            ground.shutdown);
    InetSocketAddress listen = config.miner().listen();
    try {
      return MinerServer.start(listen, ground.secret.toBytes(), served, process);
    } catch (UncheckedIOException e) {
      throw CommandFailure.refused(
              "cannot listen on %s:%d: %s"
                  .formatted(
                      listen.getHostString(),
                      listen.getPort(),
                      requireNonNull(e.getCause()).getMessage()),
              "set another miner.listen; port 0 takes a free one")
          .because(e);
    }
  }

  private static SenderSettings sending(Configuration config) {
    Configuration.Fees fees = config.sealing().fees();
    return new SenderSettings(
        BatchLimits.DEFAULTS,
        new FeeLimits(
            fees.preCommit(),
            fees.commit(),
            config.proving().declareFee(),
            fees.terminate(),
            config.proving().postFee()),
        Collateral.MISSING_PART,
        Optional.empty());
  }

  /** Whoever is impatient with tasks does not mean that files are lost. */
  private static Duration givenUp(Rules rules) {
    return rules.patience().compareTo(LEAST_ABSENCE) < 0 ? LEAST_ABSENCE : rules.patience();
  }

  private static Gathering gathering(Configuration.Batches batches, Haste haste) {
    return new Gathering(
        new Gathering.Rule(batches.preCommit(), batches.longest()),
        new Gathering.Rule(batches.commit(), batches.longest()),
        haste);
  }

  private static EpochSpan life(Configuration config, NetworkRules rules) {
    return new EpochSpan(config.sealing().sectorLife().dividedBy(rules.blockDelay()));
  }

  private static DutySettings duty(MinerId miner, Configuration config, NetworkRules rules) {
    DutySettings usual =
        DutySettings.of(
            miner,
            rules.blockDelay(),
            (int) rules.partitionsPerMessage(config.sealing().proof().size()),
            Machine.of(config.worker()).threads());
    return new DutySettings(
        miner,
        usual.blockDelay(),
        usual.partitionsPerMessage(),
        usual.threads(),
        config.proving().readers(),
        config.proving().slow(),
        usual.readingShare());
  }

  /** Token and address in one: what MINER_API_INFO takes. */
  public String apiInfo() {
    return server.apiInfo();
  }

  public String multiaddress() {
    return server.multiaddress();
  }

  public String adminToken() {
    return server.adminToken();
  }

  @Override
  public String name() {
    return "miner";
  }

  @Override
  public Verdict health() {
    Map<String, String> troubles = runtime.troubles();
    List<String> remarks = runtime.remarks();
    return troubles.isEmpty()
        ? Verdict.well(remarks.isEmpty() ? "at work" : "at work; " + String.join("; ", remarks))
        : Verdict.unwell(
            troubles.entrySet().stream()
                .map(trouble -> trouble.getKey() + ": " + trouble.getValue())
                .collect(Collectors.joining("; ")));
  }

  @Override
  public void close() {
    server.close();
    runtime.close();
    try {
      claim.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
