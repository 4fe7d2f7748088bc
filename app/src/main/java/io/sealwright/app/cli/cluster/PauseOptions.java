package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.serving.OperatorMethods.KnownWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is to be paused or resumed: types of tasks, on a worker, on a host, or everywhere. */
final class PauseOptions {
  /** What programs read where no type and no host is named. */
  static final String ALL = "all";

  @Option(names = "--type", paramLabel = "TYPE", split = ",", converter = Type.class)
  List<TaskType> types = new ArrayList<>();

  @Option(names = "--worker", paramLabel = "WORKER")
  Optional<String> worker = Optional.empty();

  @Option(names = "--host", paramLabel = "HOST")
  Optional<String> host = Optional.empty();

  @Option(names = "--all")
  boolean all;

  /** A type of tasks that workers are given; the runbook says p1 and p2. */
  static final class Type implements ITypeConverter<TaskType> {
    private static final Map<String, TaskType> SHORTER =
        Map.of("P1", TaskType.PC1, "P2", TaskType.PC2);

    @Override
    public TaskType convert(String text) {
      String name = text.strip().toUpperCase(Locale.ROOT);
      TaskType type =
          Stream.of(TaskType.values())
              .filter(known -> known.name().equals(name))
              .findFirst()
              .or(() -> Optional.ofNullable(SHORTER.get(name)))
              .orElseThrow(() ->
                  new TypeConversionException(
                      "'%s' is no type of tasks: they are ap, p1, p2, c1, c2, fin, get"
                          .formatted(text)));
      if (type.isProving()) {
        throw new TypeConversionException(
            "windows are proven by the miner itself, and are not paused");
      }
      return type;
    }
  }

  void check() throws CommandFailure {
    long scopes = Stream.of(worker.isPresent(), host.isPresent(), all).filter(set -> set).count();
    if (scopes > 1 || scopes == 0 && types.isEmpty()) {
      throw CommandFailure.invalid(
          "it is not said what is meant",
          "give --type, and one of --worker, --host and --all; --type alone means everywhere");
    }
  }

  /** One for each type that was named. */
  List<Pause> pauses(OwnMiner miner) throws CommandFailure, InterruptedException {
    Pause.Scope scope =
        worker.isPresent()
            ? new Pause.Scope.OnWorker(id(worker.get(), miner))
            : host.<Pause.Scope>map(name -> new Pause.Scope.OnHost(new Host.Name(name)))
                .orElse(new Pause.Scope.Everywhere());
    return types.isEmpty()
        ? List.of(new Pause(scope, Optional.empty()))
        : types.stream().distinct().map(type -> new Pause(scope, Optional.of(type))).toList();
  }

  /** By its whole id, which one that is gone has still, or by a name that only one has. */
  static Worker.Id id(String named, OwnMiner miner) throws CommandFailure, InterruptedException {
    if (OperatorCommand.isWholeId(named)) {
      return new Worker.Id(UUID.fromString(named));
    }
    List<UUID> ids =
        miner.ask(OwnMiner.API.hosts().ask()).stream()
            .flatMap(known -> known.workers().stream())
            .filter(known -> known.name().equals(named))
            .map(KnownWorker::id)
            .toList();
    if (ids.size() != 1) {
      throw ambiguous(named, ids.size());
    }
    return new Worker.Id(ids.getFirst());
  }

  /** A name that none or several have. */
  static CommandFailure ambiguous(String named, int count) {
    return CommandFailure.invalid(
        count == 0
            ? "'%s' is no worker's name, and no whole id".formatted(named)
            : "%d workers have the name %s".formatted(count, named),
        "give the whole id of one: 'sealwright sealing workers' lists them");
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
