package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.cluster.OwnMiner;
import io.sealwright.app.cli.cluster.WaitReport;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.MinerOptions;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.cluster.work.Explanation;
import io.sealwright.engine.cluster.work.Queue;
import io.sealwright.engine.cluster.work.Queue.Request;
import io.sealwright.engine.cluster.work.Scheduling;
import io.sealwright.engine.cluster.work.Worker;
import io.sealwright.engine.serving.TaskWait;
import io.sealwright.protocol.SectorNumber;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the queue in front of the workers, and why each task in it is on none of them. */
@Command(name = "sched-diag")
final class SealingSchedDiagCommand extends Showing {
  @Mixin private MinerOptions miners = new MinerOptions();

  @Override
  void show(Reports reports) throws CommandFailure, InterruptedException {
    try (Link miner = miners.open()) {
      WorkSource source = new WorkSource(miner);
      Queue queue = source.queue();
      Collection<Worker> workers = source.workers().values();
      Optional<List<TaskWait>> own = OwnMiner.waiting(miner);
      List<Explanation> explanations =
          own.isPresent()
              ? List.of()
              : Scheduling.explain(queue, workers, proofs(miner, queue.requests()));
      SchedulerReport report =
          new SchedulerReport(
              reports,
              queue,
              workers,
              explanations,
              own.map(waits -> new WaitReport(reports, waits)),
              source.jobs());
      reports.print(report::write, report::print);
    }
  }

  /** The seal proofs of the sectors that wait: what a task needs depends on it. */
  private static Map<SectorNumber, Long> proofs(Link miner, List<Request> requests)
      throws CommandFailure, InterruptedException {
    List<Long> sectors =
        requests.stream().map(request -> request.sector().number()).distinct().toList();
    Map<SectorNumber, Long> proofs = new HashMap<>();
    new SectorSource(miner, miner)
        .briefs(sectors, false, false)
        .forEach(answer -> {
          if (answer.brief().error().isEmpty()) {
            proofs.put(new SectorNumber(answer.asked()), answer.brief().proof());
          }
        });
    return proofs;
  }
}
