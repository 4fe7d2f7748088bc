package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What is to be paused or resumed: types of tasks, on a worker, on a host, or everywhere. */
final class PauseOptions {
  /** What programs read where no type and no host is named. */
  private static final String ALL = "all";

  @Option(names = "--type", paramLabel = "TYPE", split = ",")
  List<TaskType> types = new ArrayList<>();

  @Option(names = "--worker", paramLabel = "ID")
  Optional<UUID> worker = Optional.empty();

  @Option(names = "--host", paramLabel = "HOST")
  Optional<String> host = Optional.empty();

  @Option(names = "--all")
  boolean all;

  void check() throws CommandFailure {
    long scopes = Stream.of(worker.isPresent(), host.isPresent(), all).filter(set -> set).count();
    if (scopes > 1 || scopes == 0 && types.isEmpty()) {
      throw CommandFailure.invalid(
          "it is not said what is meant",
          "give --type, and one of --worker, --host and --all; --type alone means everywhere");
    }
  }

  /** One for each type that was named. */
  List<Pause> pauses() {
    Pause.Scope scope =
        worker
            .<Pause.Scope>map(id -> new Pause.Scope.OnWorker(new Worker.Id(id)))
            .or(() -> host.map(name -> new Pause.Scope.OnHost(new Host.Name(name))))
            .orElse(new Pause.Scope.Everywhere());
    return types.isEmpty()
        ? List.of(new Pause(scope, Optional.empty()))
        : types.stream().distinct().map(type -> new Pause(scope, Optional.of(type))).toList();
  }

  static Listing<Pause> listing(List<Pause> pauses, Reports reports) {
    String everything = reports.text("pause.all");
    return Listing.of(
        List.of(
            new Column<>("task", pause -> task(pause, ALL), pause -> task(pause, everything)),
            new Column<>("host", pause -> host(pause, ALL), pause -> host(pause, everything)),
            Column.of("worker", PauseOptions::worker)),
        pauses);
  }

  private static String task(Pause pause, String all) {
    return pause.type().map(Enum::name).orElse(all);
  }

  private static String host(Pause pause, String all) {
    return switch (pause.scope()) {
      case Pause.Scope.OnHost(Host.Name name) -> name.name();
      case Pause.Scope.Everywhere _ -> all;
      case Pause.Scope.OnWorker _ -> "";
    };
  }

  private static String worker(Pause pause) {
    return pause.scope() instanceof Pause.Scope.OnWorker(Worker.Id id) ? id.toString() : "";
  }
}
