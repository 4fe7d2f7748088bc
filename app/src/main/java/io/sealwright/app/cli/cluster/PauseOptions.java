package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.serving.OperatorMethods.KnownWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
    boolean some = worker.isPresent() || host.isPresent();
    if (some && all || !some && !all && types.isEmpty()) {
      throw CommandFailure.invalid(
          "it is not said what is meant",
          "give --type, --worker or --host, or --all; --type alone means everywhere");
    }
  }

  /** One for each type that was named. */
  List<Pause> pauses(OwnMiner miner) throws CommandFailure, InterruptedException {
    Pause.Scope scope =
        worker.isPresent()
            ? named(worker.get(), miner)
            : host.<Pause.Scope>map(name -> new Pause.Scope.OnHost(new Host.Name(name)))
                .orElse(new Pause.Scope.Everywhere());
    return types.isEmpty()
        ? List.of(new Pause(scope, Optional.empty()))
        : types.stream().distinct().map(type -> new Pause(scope, Optional.of(type))).toList();
  }

  /** By the name or whole id of one on the list, or the name in a pause of one that is gone. */
  private Pause.Scope named(String text, OwnMiner miner)
      throws CommandFailure, InterruptedException {
    Stream<Pause.Scope.OnWorker> listed =
        miner.ask(OwnMiner.API.hosts().ask()).stream()
            .flatMap(known ->
                known.workers().stream()
                    .filter(one -> one.name().equals(text) || isId(one, text))
                    .map(one -> new Pause.Scope.OnWorker(new Host.Name(known.name()), one.name())));
    Stream<Pause.Scope.OnWorker> paused =
        KnownPauses.of(miner).workers().filter(one -> one.name().equals(text));
    List<Pause.Scope.OnWorker> found =
        Stream.concat(listed, paused)
            .filter(one -> host.map(one.host().name()::equals).orElse(true))
            .distinct()
            .toList();
    if (found.isEmpty()) {
      throw unknown(text + host.map(" on host "::concat).orElse(""));
    }
    if (found.size() > 1) {
      throw CommandFailure.invalid(
          "workers on %s have the name %s"
              .formatted(
                  found.stream().map(one -> one.host().name()).collect(Collectors.joining(", ")),
                  text),
          "give --host too");
    }
    return found.getFirst();
  }

  private static boolean isId(KnownWorker worker, String text) {
    return worker.id().toString().equalsIgnoreCase(text);
  }

  private static CommandFailure unknown(String named) {
    return CommandFailure.invalid(
        "there is no worker " + named,
        "give the name or the whole id of one: 'sealwright sealing workers' lists them");
  }

  /** A name that not one worker has, but none or several. */
  static CommandFailure ambiguous(String named, int count) {
    return count == 0
        ? unknown(named)
        : CommandFailure.invalid(
            "%d workers have the name %s".formatted(count, named),
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

  /** Types that are paused, or one word for all of them. */
  static String task(Pause pause, String all) {
    return pause.type().map(Enum::name).orElse(all);
  }

  private static String host(Pause pause, String all) {
    return switch (pause.scope()) {
      case Pause.Scope.OnHost(Host.Name name) -> name.name();
      case Pause.Scope.Everywhere _ -> all;
      case Pause.Scope.OnWorker(Host.Name name, _) -> name.name();
    };
  }

  private static String worker(Pause pause) {
    return pause.scope() instanceof Pause.Scope.OnWorker(_, String name) ? name : "";
  }
}
