package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.serving.AtRisk;
import io.sealwright.engine.serving.OperatorMethods.KnownWorker;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.api.miner.SealingMethods;
import io.sealwright.lotus.cluster.WorkerJob;
import io.sealwright.protocol.epoch.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a host nothing more, and shows the sectors that would be lost with it. */
@Command(name = "drain")
public final class DrainCommand extends OperatorCommand {
  @Parameters(paramLabel = "HOST")
  String host = "";

  @Option(names = "--end")
  boolean end;

  @Option(names = "--stop")
  boolean stop;

  @Override
  protected void check() throws CommandFailure {
    if (end && stop) {
      throw CommandFailure.invalid(
          "--end lets the host work again, --stop ends its work", "give one of them");
    }
  }

  @Override
  protected void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    OwnMiner miner = new OwnMiner(link);
    boolean wasDrained =
        miner.ask(OwnMiner.API.hosts().ask()).stream()
            .anyMatch(known -> known.name().equals(host) && known.drained());
    List<AtRisk> risks = miner.ask(OwnMiner.API.drain().ask(host, !end, who()));
    reports.print("at_risk", listing(risks, reports));
    if (end) {
      reports.note(wasDrained ? "drain.ended" : "drain.none", host);
      return;
    }
    reports.note("drain.begun", host, risks.size());
    SealingMethods sealing = MinerApi.of(link.network().letter()).sealing();
    List<WorkerJob> jobs = jobs(miner, sealing);
    if (stop) {
      for (WorkerJob job : jobs) {
        link.ask(sealing.abort().ask(job.call()));
      }
      reports.note("drain.stopped", jobs.size());
    } else if (!jobs.isEmpty()) {
      reports.note("drain.running", jobs.size(), host);
    }
  }

  /** What the host's workers are at. */
  private List<WorkerJob> jobs(OwnMiner miner, SealingMethods sealing)
      throws CommandFailure, InterruptedException {
    Set<UUID> workers =
        miner.ask(OwnMiner.API.hosts().ask()).stream()
            .filter(known -> known.name().equals(host))
            .flatMap(known -> known.workers().stream())
            .map(KnownWorker::id)
            .collect(Collectors.toSet());
    return miner.ask(sealing.workerJobs().ask()).entrySet().stream()
        .filter(of -> workers.contains(of.getKey()))
        .flatMap(of -> of.getValue().stream())
        .toList();
  }

  private static Listing<AtRisk> listing(List<AtRisk> risks, Reports reports) {
    Measures measures = new Measures(reports.words(), Duration.ZERO);
    Instant now = Instant.now();
    return Listing.of(
        List.of(
            Column.of("sector", risk -> risk.sector().number()),
            Column.of("state", AtRisk::state),
            Column.of("path", AtRisk::path),
            new Column<>("due", AtRisk::due, risk -> reports.word("drain.due", risk.due())),
            new Column<>(
                "epoch",
                risk -> risk.epoch().map(Epoch::height).orElse(null),
                risk -> risk.epoch().map(Epoch::toString).orElse("")),
            new Column<>(
                "time",
                risk -> risk.time().map(Instant::toString).orElse(null),
                risk -> risk.time().map(time -> measures.away(time, now)).orElse(""))),
        risks.stream()
            .sorted(
                Comparator.comparing(
                    risk -> risk.time().orElse(Instant.MAX), Comparator.naturalOrder()))
            .toList());
  }
}
