package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.cluster.KnownPauses;
import io.sealwright.app.cli.cluster.OwnMiner;
import io.sealwright.app.cli.cluster.WorkerRemoval;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.MinerOptions;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.cluster.work.TaskType;
import io.sealwright.engine.cluster.work.Worker;
import io.sealwright.engine.serving.OperatorMethods.KnownHost;
import io.sealwright.engine.serving.OperatorMethods.KnownWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the workers that seal: what is on them, what they take, what they have. */
@Command(name = "workers")
final class SealingWorkersCommand extends Showing {
  @Mixin private MinerOptions miners = new MinerOptions();

  @Option(names = "--by", paramLabel = "host")
  @Nullable Part by;

  @Mixin private WorkerRemoval removal = new WorkerRemoval();

  /** What workers are gathered by. */
  enum Part {
    HOST
  }

  /** The workers of one host. */
  private record Host(String name, List<Worker> workers) {
    long disabled() {
      return workers.stream().filter(worker -> !worker.enabled()).count();
    }

    Map<TaskType, Long> running() {
      Map<TaskType, Long> sum = new TreeMap<>();
      workers.forEach(
          worker -> worker.running().forEach((task, count) -> sum.merge(task, count, Long::sum)));
      return sum;
    }
  }

  @Override
  void show(Reports reports) throws CommandFailure, InterruptedException {
    if (by != null && removal.isAsked()) {
      throw CommandFailure.invalid("--by shows workers, and --remove removes some", "give one");
    }
    try (Link miner = miners.open()) {
      if (removal.isAsked()) {
        removal.act(miner, reports);
        return;
      }
      List<Worker> workers =
          new WorkSource(miner)
              .workers().values().stream()
                  .filter(worker -> !worker.isProving())
                  .sorted(Worker.ORDER)
                  .toList();
      Optional<List<KnownHost>> own = OwnMiner.hosts(miner);
      Set<String> drained = drained(own.orElse(List.of()));
      KnownPauses pauses = own.isPresent() ? KnownPauses.of(new OwnMiner(miner)) : KnownPauses.NONE;
      if (by == Part.HOST) {
        reports.print("hosts", Listing.of(hostColumns(reports, drained), hosts(workers)));
      } else {
        reports.print(
            "workers", Listing.of(columns(reports, own.orElse(List.of()), pauses), workers));
      }
      if (own.isEmpty()) {
        reports.note("workers.contact");
      }
      pauses
          .unlisted(own.orElse(List.of()))
          .forEach(gone -> reports.note("workers.paused_unlisted", gone.name(), gone.host()));
    }
  }

  private static Set<String> drained(List<KnownHost> hosts) {
    return hosts.stream()
        .filter(KnownHost::drained)
        .map(KnownHost::name)
        .collect(Collectors.toSet());
  }

  private static List<Column<Worker>> columns(
      Reports reports, List<KnownHost> hosts, KnownPauses pauses) {
    Set<String> drained = drained(hosts);
    List<Column<Worker>> columns = new ArrayList<>();
    columns.add(Column.of("worker", Worker::id));
    columns.addAll(known(reports, hosts));
    columns.add(Column.of("host", Worker::hostname));
    columns.add(
        new Column<>(
            "enabled",
            Worker::enabled,
            worker ->
                reports.text(
                    "workers."
                        + state(worker, drained.contains(worker.hostname()), !hosts.isEmpty()))));
    columns.add(paused(reports, hosts, pauses));
    columns.add(new Column<>("drained", worker -> drained.contains(worker.hostname()), _ -> ""));
    columns.add(
        new Column<>("tasks", worker -> named(worker.running()), worker -> tasks(reports, worker)));
    columns.add(
        new Column<>(
            "takes",
            worker ->
                worker
                    .tasks()
                    .map(set -> set.stream().map(TaskType::name).sorted().toList())
                    .orElse(null),
            worker -> takes(reports, worker)));
    columns.addAll(resources(reports));
    return columns;
  }

  /** Its types by the short names that pauses have. */
  private static Column<Worker> paused(Reports reports, List<KnownHost> hosts, KnownPauses pauses) {
    Map<UUID, String> names =
        hosts.stream()
            .flatMap(host -> host.workers().stream())
            .collect(Collectors.toMap(KnownWorker::id, KnownWorker::name));
    return new Column<>(
        "paused",
        worker -> pauses.of(worker.hostname(), names.getOrDefault(worker.id(), ""), "all"),
        worker ->
            String.join(
                " ",
                pauses.of(
                    worker.hostname(),
                    names.getOrDefault(worker.id(), ""),
                    reports.text("pause.all"))));
  }

  private static String state(Worker worker, boolean isDrained, boolean isOwn) {
    boolean answers = worker.tasks().isPresent();
    if (isDrained) {
      return answers ? "drained" : "drained_silent";
    }
    if (worker.enabled()) {
      return "enabled";
    }
    return isOwn && answers ? "paused" : "disabled";
  }

  /** What only our own miner says of its workers. */
  private static List<Column<Worker>> known(Reports reports, List<KnownHost> hosts) {
    Map<UUID, KnownWorker> known =
        hosts.stream()
            .flatMap(host -> host.workers().stream())
            .collect(Collectors.toMap(KnownWorker::id, worker -> worker));
    Measures measures = new Measures(reports.words(), Duration.ZERO);
    Instant now = Instant.now();
    return List.of(
        ofKnown(known, "name", KnownWorker::name, KnownWorker::name),
        ofKnown(
            known,
            "heard",
            KnownWorker::heard,
            worker ->
                reports.text("time.ago", measures.span(Duration.between(worker.heard(), now)))));
  }

  private static Column<Worker> ofKnown(
      Map<UUID, KnownWorker> known,
      String key,
      Function<KnownWorker, Object> value,
      Function<KnownWorker, String> text) {
    return new Column<>(
        key,
        worker -> Optional.ofNullable(known.get(worker.id())).map(value).orElse(null),
        worker -> Optional.ofNullable(known.get(worker.id())).map(text).orElse(""));
  }

  private static List<Column<Worker>> resources(Reports reports) {
    return List.of(
        new Column<>(
            "cpu",
            worker -> used(worker.use().cpus(), worker.hardware().cpus()),
            worker -> worker.use().cpus() + "/" + worker.hardware().cpus()),
        new Column<>(
            "memory",
            worker -> used(memory(worker), worker.hardware().memory()),
            worker -> sizes(memory(worker), worker.hardware().memory())),
        new Column<>(
            "memory_with_swap",
            worker -> used(withSwap(worker), total(worker)),
            worker -> sizes(withSwap(worker), total(worker))),
        new Column<>(
            "gpus",
            worker -> Map.of("used", worker.use().gpus(), "cards", worker.hardware().gpus()),
            worker -> gpus(worker)),
        new Column<>(
            "ignores_resources",
            Worker::ignoresResources,
            worker -> worker.ignoresResources() ? reports.text("value.yes") : ""));
  }

  /** The larger of what the tasks were counted for and what the machine has in use. */
  private static long memory(Worker worker) {
    return Math.max(worker.use().minMemory(), worker.hardware().memoryUsed());
  }

  private static long withSwap(Worker worker) {
    return Math.max(
        worker.use().maxMemory(), worker.hardware().memoryUsed() + worker.hardware().swapUsed());
  }

  private static long total(Worker worker) {
    return worker.hardware().memory() + worker.hardware().swap();
  }

  private static Map<String, Long> used(long used, long total) {
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("used", used);
    parts.put("total", total);
    return parts;
  }

  private static String sizes(long used, long total) {
    return Measures.size(used) + "/" + Measures.size(total);
  }

  private static String gpus(Worker worker) {
    List<String> cards = worker.hardware().gpus();
    return cards.isEmpty()
        ? ""
        : "%.2f/%d %s".formatted(worker.use().gpus(), cards.size(), String.join(", ", cards));
  }

  private static Map<String, Long> named(Map<TaskType, Long> running) {
    Map<String, Long> named = new LinkedHashMap<>();
    running.forEach((task, count) ->
        named.put(task.equals(TaskType.UNNAMED) ? "prepared" : task.name(), count));
    return named;
  }

  private static String tasks(Reports reports, Worker worker) {
    return worker.running().entrySet().stream()
        .map(entry -> task(reports, entry.getKey(), entry.getValue(), worker.limit(entry.getKey())))
        .collect(Collectors.joining(" "));
  }

  private static String task(Reports reports, TaskType task, long count, long limit) {
    String name =
        task.equals(TaskType.UNNAMED) ? reports.text("workers.prepared") : task.shortName();
    return name + "(" + count + (limit > 0 ? "/" + limit : "") + ")";
  }

  private static String takes(Reports reports, Worker worker) {
    return worker
        .tasks()
        .map(set -> set.stream().map(TaskType::shortName).sorted().collect(Collectors.joining(" ")))
        .orElseGet(() -> reports.text("workers.takes_unknown"));
  }

  private static List<Host> hosts(List<Worker> workers) {
    Map<String, List<Worker>> byHost =
        workers.stream()
            .collect(Collectors.groupingBy(Worker::hostname, TreeMap::new, Collectors.toList()));
    return byHost.entrySet().stream()
        .map(entry -> new Host(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static List<Column<Host>> hostColumns(Reports reports, Set<String> drained) {
    return List.of(
        Column.of("host", Host::name),
        Column.of("workers", host -> host.workers().size()),
        Column.of("disabled", Host::disabled),
        new Column<>(
            "drained",
            host -> drained.contains(host.name()),
            host -> drained.contains(host.name()) ? reports.text("value.yes") : ""),
        new Column<>(
            "tasks",
            host -> named(host.running()),
            host ->
                host.running().entrySet().stream()
                    .map(entry -> task(reports, entry.getKey(), entry.getValue(), 0))
                    .collect(Collectors.joining(" "))),
        Column.of(
            "cpus_used", host -> host.workers().stream().mapToLong(w -> w.use().cpus()).sum()),
        Column.of("cpus", host -> host.workers().getFirst().hardware().cpus()),
        new Column<>(
            "memory",
            host -> used(memory(host), host.workers().getFirst().hardware().memory()),
            host -> sizes(memory(host), host.workers().getFirst().hardware().memory())));
  }

  /** Workers of one host share its memory: the tasks' shares add up, the machine's use does not. */
  private static long memory(Host host) {
    long tasks = host.workers().stream().mapToLong(worker -> worker.use().minMemory()).sum();
    long machine =
        host.workers().stream().mapToLong(w -> w.hardware().memoryUsed()).max().orElse(0);
    return Math.max(tasks, machine);
  }
}
