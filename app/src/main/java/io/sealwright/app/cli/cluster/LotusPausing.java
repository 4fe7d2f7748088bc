package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.cluster.work.TaskType;
import io.sealwright.engine.cluster.work.Worker;
import io.sealwright.lotus.api.WorkerApi;
import io.sealwright.lotus.api.worker.WorkerMethods;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.RpcClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Pauses and resumes workers of a lotus-miner by their own API: a type of tasks is taken from a
 * worker, or the worker is switched off as a whole. It forgets that when it is restarted.
 *
 * @param pausing or resuming
 */
record LotusPausing(LotusWorkers workers, PauseOptions what, boolean pausing, Reports reports) {
  private static final WorkerMethods WORKER = WorkerApi.ofAnyNetwork().worker();
  private static final int MOST_NAMED = 5;

  /**
   * What a worker does not take, as it says itself.
   *
   * @param type empty for all
   */
  private record Paused(Worker worker, String type) {}

  void act() throws CommandFailure, InterruptedException {
    List<Worker> meant = meant();
    Set<UUID> ids = meant.stream().map(Worker::id).collect(Collectors.toSet());
    Map<UUID, ApiAddress> found = ids.isEmpty() ? Map.of() : workers.find(ids);
    List<Worker> missing =
        meant.stream().filter(worker -> !found.containsKey(worker.id())).toList();
    if (!missing.isEmpty() && (isNamed() || found.isEmpty())) {
      throw CommandFailure.refused(
          "no storage path of the lotus-miner has the address of %s".formatted(names(missing)),
          "pause there with " + own());
    }
    List<Paused> paused = new ArrayList<>();
    for (Worker worker : meant) {
      ApiAddress at = found.get(worker.id());
      if (at != null) {
        paused.addAll(change(worker, at));
      }
    }
    show(paused);
    if (!missing.isEmpty()) {
      throw CommandFailure.failed(
          "not reached: %s, which no storage path has the address of".formatted(names(missing)),
          "use %s there; the miner's own worker has neither".formatted(own()));
    }
  }

  private boolean isNamed() {
    return what.worker.isPresent() || what.host.isPresent();
  }

  private String own() {
    String word = pausing ? "disable" : "enable";
    return what.types.isEmpty()
        ? "'lotus-worker set --enabled=%b'".formatted(!pausing)
        : "'lotus-worker tasks %s'".formatted(word);
  }

  private static String names(List<Worker> all) {
    String named =
        all.stream().limit(MOST_NAMED).map(Worker::hostname).collect(Collectors.joining(", "));
    return all.size() > MOST_NAMED
        ? "%s and %d more".formatted(named, all.size() - MOST_NAMED)
        : named;
  }

  private List<TaskType> types() {
    return what.types.stream()
        .distinct()
        .flatMap(type -> TaskType.ofShort(type.name()).stream())
        .toList();
  }

  private List<Worker> meant() throws CommandFailure, InterruptedException {
    List<Worker> sealing = workers.sealing();
    List<Worker> named = named(sealing);
    if (!pausing && !what.types.isEmpty() && named.size() != 1) {
      throw CommandFailure.invalid(
          "a worker of a lotus-miner takes any type that it is given, whatever it was started for",
          "name one with --worker; 'sealwright sealing workers' lists them");
    }
    return isNamed() ? named : sealing.stream().filter(this::isConcerned).toList();
  }

  private List<Worker> named(List<Worker> sealing) throws CommandFailure, InterruptedException {
    List<Worker> there = what.host.isPresent() ? on(what.host.get(), sealing) : sealing;
    if (what.worker.isEmpty()) {
      return there;
    }
    String name = what.worker.get();
    List<Worker> meant =
        there.stream()
            .filter(worker -> worker.hostname().equals(name) || worker.id().toString().equals(name))
            .toList();
    if (meant.size() != 1) {
      throw PauseOptions.ambiguous(name, meant.size());
    }
    return meant;
  }

  private List<Worker> on(String host, List<Worker> sealing)
      throws CommandFailure, InterruptedException {
    List<Worker> there = sealing.stream().filter(worker -> worker.hostname().equals(host)).toList();
    return there.isEmpty() ? none(host) : there;
  }

  private List<Worker> none(String host) throws CommandFailure, InterruptedException {
    boolean proves = workers.all().stream().anyMatch(worker -> worker.hostname().equals(host));
    throw CommandFailure.refused(
        proves
            ? "the workers of %s prove windows, and are not paused".formatted(host)
            : "there is no host " + host,
        "see 'sealwright sealing workers'");
  }

  /** Whether it does what is to be paused, or is switched off and to work again. */
  private boolean isConcerned(Worker worker) {
    if (what.types.isEmpty()) {
      return worker.enabled() == pausing;
    }
    return worker.tasks().map(taken -> types().stream().anyMatch(taken::contains)).orElse(true);
  }

  private List<Paused> change(Worker worker, ApiAddress at)
      throws CommandFailure, InterruptedException {
    try (RpcClient client = LotusWorkers.client(at)) {
      if (what.types.isEmpty()) {
        client.call(WORKER.setEnabled().ask(!pausing));
        return client.call(WORKER.enabled().ask()) ? List.of() : List.of(new Paused(worker, ""));
      }
      for (TaskType type : types()) {
        client.call(
            pausing ? WORKER.taskDisable().ask(type.name()) : WORKER.taskEnable().ask(type.name()));
      }
      List<String> taken = client.call(WORKER.taskTypes().ask());
      return types().stream()
          .filter(type -> !taken.contains(type.name()))
          .map(type -> new Paused(worker, type.shortName()))
          .toList();
    } catch (RpcException e) {
      throw CommandFailure.unreachable(
              "the worker %s at %s failed: %s".formatted(worker.hostname(), at, e.getMessage()),
              "see what is paused with 'lotus-worker info' there, and do it again")
          .because(e);
    }
  }

  private void show(List<Paused> paused) {
    if (!paused.isEmpty() || reports.format() == OutputFormat.JSON) {
      reports.print("pauses", listing(paused));
    }
    reports.note(paused.isEmpty() ? "pause.lotus.nothing" : "pause.lotus.until");
  }

  private Listing<Paused> listing(List<Paused> paused) {
    return Listing.of(
        List.of(
            new Column<>(
                "task",
                row -> task(row, PauseOptions.ALL),
                row -> task(row, reports.text("pause.all"))),
            Column.of("host", row -> row.worker().hostname()),
            Column.of("worker", row -> row.worker().id())),
        paused);
  }

  private static String task(Paused row, String all) {
    return row.type().isEmpty() ? all : row.type();
  }
}
