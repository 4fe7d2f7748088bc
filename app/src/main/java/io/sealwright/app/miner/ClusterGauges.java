package io.sealwright.app.miner;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.HostTable;
import io.sealwright.engine.store.PathTable;
import io.sealwright.engine.store.TaskTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the cluster stands, read from its database whenever somebody asks. */
final class ClusterGauges {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterGauges.class);

  private ClusterGauges() {}

  /**
   * Enters the figures.
   *
   * @param silence after so long without a sign of life a worker does not count as heard
   */
  static void register(
      Database database, Duration silence, InstantSource clock, PrometheusRegistry metrics) {
    gauge(
        metrics,
        "sealwright_sectors",
        "Sectors by state",
        List.of("state"),
        gauge ->
            database.sectors().all().stream()
                .collect(groupingBy(sector -> sector.state().name(), counting()))
                .forEach((state, count) -> gauge.call(count, state)));
    gauge(
        metrics,
        "sealwright_tasks",
        "Tasks by type, waiting or given to a worker",
        List.of("type", "state"),
        gauge -> tasks(database.tasks().all(), gauge));
    gauge(
        metrics,
        "sealwright_workers",
        "Workers on the list",
        List.of("host"),
        gauge ->
            database.hosts().workers().stream()
                .map(HostTable.Listed::worker)
                .collect(groupingBy(worker -> worker.host().name(), counting()))
                .forEach((host, count) -> gauge.call(count, host)));
    gauge(
        metrics,
        "sealwright_workers_heard",
        "Workers that were heard of lately, of each host that is known",
        List.of("host"),
        gauge -> heard(database.hosts(), clock.instant().minus(silence), gauge));
    gauge(
        metrics,
        "sealwright_path_free_bytes",
        "Free space of a storage path when it was last seen",
        List.of("path", "host", "folder"),
        gauge -> database.paths().all().forEach(stored -> paths(stored, gauge)));
  }

  /** A host that has none has a figure, too: that is what an alert waits for. */
  private static void heard(HostTable hosts, Instant since, GaugeWithCallback.Callback gauge) {
    List<HostTable.Listed> workers = hosts.workers();
    for (Host host : hosts.hosts()) {
      gauge.call(
          (double)
              workers.stream()
                  .map(HostTable.Listed::worker)
                  .filter(worker -> worker.host().equals(host.name()))
                  .filter(worker -> worker.lastHeartbeat().isAfter(since))
                  .count(),
          host.name().name());
    }
  }

  private static void tasks(List<TaskTable.Row> rows, GaugeWithCallback.Callback gauge) {
    for (TaskType type : TaskType.values()) {
      Map<Boolean, Long> given =
          rows.stream()
              .filter(row -> row.task().type() == type)
              .collect(groupingBy(row -> row.lease().isPresent(), counting()));
      gauge.call(given.getOrDefault(false, 0L), type.name(), "waiting");
      gauge.call(given.getOrDefault(true, 0L), type.name(), "given");
    }
  }

  /** Of the same path hosts see the same space, and each under its own folder. */
  private static void paths(PathTable.Stored stored, GaugeWithCallback.Callback gauge) {
    stored
        .hosts()
        .forEach((host, seen) ->
            gauge.call(
                (double) stored.mount().free(),
                stored.mount().id().id(),
                host.name(),
                seen.folder()));
  }

  /** A database that does not answer is health's to tell: then there are no figures. */
  private static void gauge(
      PrometheusRegistry metrics,
      String name,
      String help,
      List<String> labels,
      Consumer<GaugeWithCallback.Callback> read) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels.toArray(String[]::new))
        .callback(gauge -> {
          try {
            read.accept(gauge);
          } catch (JdbiException e) {
            LOG.warn("no figures for {}: {}", name, Database.words(e));
          }
        })
        .register(metrics);
  }
}
