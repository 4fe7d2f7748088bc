package io.sealwright.app.cli.cluster;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.schedule.Pause.Scope.OnWorker;
import io.sealwright.engine.serving.OperatorMethods.KnownHost;
import java.util.List;
import java.util.stream.Stream;

/** What is paused in our own cluster, as far as it concerns workers by their names. */
public record KnownPauses(List<Pause> all) {
  public static final KnownPauses NONE = new KnownPauses(List.of());

  public KnownPauses {
    all = List.copyOf(all);
  }

  public static KnownPauses of(OwnMiner miner) throws CommandFailure, InterruptedException {
    return new KnownPauses(miner.ask(OwnMiner.API.pauses().ask()));
  }

  /** The types that a worker is not given, or {@code everything} alone. */
  public List<String> of(String host, String worker, String everything) {
    List<String> types = types(host, worker, everything);
    return types.contains(everything) ? List.of(everything) : types;
  }

  private List<String> types(String host, String worker, String everything) {
    return all.stream()
        .filter(pause -> pause.scope().covers(new Host.Name(host), worker))
        .map(pause -> PauseOptions.task(pause, everything))
        .distinct()
        .sorted()
        .toList();
  }

  /** The workers that are paused by their names, each once. */
  Stream<OnWorker> workers() {
    return all.stream()
        .flatMap(pause -> pause.scope() instanceof OnWorker one ? Stream.of(one) : Stream.of())
        .distinct();
  }

  /** Those of which none is on the list. */
  public List<OnWorker> unlisted(List<KnownHost> hosts) {
    return workers()
        .filter(one ->
            hosts.stream()
                .filter(host -> host.name().equals(one.host().name()))
                .flatMap(host -> host.workers().stream())
                .noneMatch(worker -> worker.name().equals(one.name())))
        .toList();
  }
}
