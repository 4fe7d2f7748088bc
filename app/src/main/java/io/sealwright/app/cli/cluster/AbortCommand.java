package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.cluster.work.TaskType;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.cluster.SchedulerState;
import io.sealwright.lotus.cluster.WorkerJob;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Gives up one job, or one task that waits, named by its whole id: the beginning of an id may be
 * another's, and Lotus takes whichever it meets first.
 */
@Command(name = "abort")
public final class AbortCommand extends OperatorCommand {
  private static final UUID NONE = new UUID(0, 0);

  @Parameters(paramLabel = "ID")
  UUID id = NONE;

  @Override
  protected void check() throws CommandFailure {
    if (id.equals(NONE)) {
      throw CommandFailure.invalid(
          "zeros are the id of every job that has not begun",
          "wait until it has one of its own in 'sealwright sealing jobs --output json'");
    }
  }

  @Override
  protected void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    MinerApi api = MinerApi.of(link.network().letter());
    Optional<WorkerJob> job =
        link.ask(api.sealing().workerJobs().ask()).values().stream()
            .flatMap(Collection::stream)
            .filter(candidate -> candidate.call().id().equals(id))
            .findFirst();
    if (job.isPresent()) {
      link.ask(api.sealing().abort().ask(job.get().call()));
      show(reports, job.get().sector().number().number(), job.get().task());
      return;
    }
    SchedulerState.Request request = request(link, api);
    link.ask(api.sealing().removeRequest().ask(id));
    show(reports, request.sector().number().number(), request.task());
  }

  private SchedulerState.Request request(Link link, MinerApi api)
      throws CommandFailure, InterruptedException {
    List<SchedulerState.Request> requests =
        link.ask(api.sealing().schedDiag().ask(false)).queue().requests().orElse(List.of());
    return requests.stream()
        .filter(request -> request.id().equals(Optional.of(id)))
        .findFirst()
        .orElseThrow(() ->
            CommandFailure.invalid(
                "no job and no task that waits has the id " + id,
                "see them with 'sealwright sealing jobs --output json' and 'sealwright sealing"
                    + " sched-diag'"));
  }

  private void show(Reports reports, long sector, String task) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("call", id);
    facts.put("sector", sector);
    facts.put("task", task);
    reports.facts(facts, Map.of("task", new TaskType(task).shortName()));
  }
}
