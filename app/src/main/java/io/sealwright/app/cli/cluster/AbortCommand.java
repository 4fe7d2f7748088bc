package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.cluster.work.TaskType;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.cluster.CallId;
import io.sealwright.lotus.cluster.SchedulerState;
import io.sealwright.lotus.cluster.WorkerJob;
import io.sealwright.protocol.SectorId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Gives up one job, or one task that waits, named by its whole id: the beginning of an id may be
 * another's, and Lotus takes whichever it meets first.
 */
@Command(name = "abort")
public final class AbortCommand extends OperatorCommand {
  private static final String NONE = new UUID(0, 0).toString();

  /** Of more that begin alike no more is named. */
  private static final int MOST_NAMED = 5;

  private static final String WHERE =
      "see them with 'sealwright sealing jobs --output json' and 'sealwright sealing sched-diag'";

  @Parameters(paramLabel = "ID")
  String word = "";

  @Override
  protected void check() throws CommandFailure {
    word = word.toLowerCase(Locale.ROOT);
    if (word.equals(NONE)) {
      throw CommandFailure.invalid(
          "zeros are the id of every job that has not begun",
          "wait until it has one of its own in 'sealwright sealing jobs --output json'");
    }
  }

  /** A job on a worker, or a task that waits for one. */
  private record Candidate(UUID id, SectorId sector, String task, Optional<CallId> call) {
    static Candidate of(WorkerJob job) {
      return new Candidate(job.call().id(), job.sector(), job.task(), Optional.of(job.call()));
    }

    static Stream<Candidate> of(SchedulerState.Request request) {
      return request.id().stream()
          .map(id -> new Candidate(id, request.sector(), request.task(), Optional.empty()));
    }

    String words() {
      return "%s (%s of sector %s)"
          .formatted(id, new TaskType(task).shortName(), sector.number().number());
    }
  }

  @Override
  protected void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    MinerApi api = MinerApi.of(link.network().letter());
    List<Candidate> jobs = jobs(link, api);
    Optional<Candidate> job = find(jobs);
    if (job.isPresent()) {
      link.ask(api.sealing().abort().ask(job.get().call().orElseThrow()));
      show(reports, job.get());
      return;
    }
    List<Candidate> requests = requests(link, api);
    Candidate request =
        find(requests)
            .orElseThrow(() -> unknown(Stream.concat(jobs.stream(), requests.stream()).toList()));
    link.ask(api.sealing().removeRequest().ask(request.id()));
    show(reports, request);
  }

  private Optional<Candidate> find(List<Candidate> candidates) {
    return candidates.stream()
        .filter(candidate -> candidate.id().toString().equals(word))
        .findFirst();
  }

  private static List<Candidate> jobs(Link link, MinerApi api)
      throws CommandFailure, InterruptedException {
    return link.ask(api.sealing().workerJobs().ask()).values().stream()
        .flatMap(Collection::stream)
        .map(Candidate::of)
        .toList();
  }

  private static List<Candidate> requests(Link link, MinerApi api)
      throws CommandFailure, InterruptedException {
    return link
        .ask(api.sealing().schedDiag().ask(false))
        .queue()
        .requests()
        .orElse(List.of())
        .stream()
        .flatMap(Candidate::of)
        .toList();
  }

  private CommandFailure unknown(List<Candidate> candidates) {
    if (isWholeId(word)) {
      return CommandFailure.invalid("no job and no task that waits has the id " + word, WHERE);
    }
    List<String> alike =
        candidates.stream()
            .filter(candidate -> !word.isBlank() && !candidate.id().toString().equals(NONE))
            .filter(candidate -> candidate.id().toString().startsWith(word))
            .map(Candidate::words)
            .distinct()
            .limit(MOST_NAMED)
            .toList();
    return alike.isEmpty()
        ? CommandFailure.invalid(
            "'%s' is no whole id, and none begins with it".formatted(word), WHERE)
        : CommandFailure.invalid(
            "'%s' is no whole id".formatted(word),
            "give the whole of " + String.join(" or ", alike));
  }

  private static void show(Reports reports, Candidate done) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("call", done.id());
    facts.put("sector", done.sector().number().number());
    facts.put("task", done.task());
    reports.facts(facts, Map.of("task", new TaskType(done.task()).shortName()));
  }
}
