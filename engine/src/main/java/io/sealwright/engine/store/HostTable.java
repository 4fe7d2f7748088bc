package io.sealwright.engine.store;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.schedule.RunningTask;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.Snapshot;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.WaitingTask;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.protocol.SectorSize;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/** Hosts, the workers on them, and what operators have said about both. */
public final class HostTable {
  private static final String OF_PAUSE =
      " where host = :host and worker = :worker and type = :type";

  private final Jdbi jdbi;

  HostTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A worker as it is listed. */
  public record Listed(Worker worker, Instant started) {}

  /** Enters a worker that starts. */
  public void register(Worker worker, Host.Machine machine) {
    Statements.transactPuts(
        jdbi,
        handle -> {
          String host = worker.host().name();
          Statements.put(
              handle,
              "update host set memory = :memory, threads = :threads, gpus = :gpus,"
                  + " machine = :machine where name = :host",
              "insert into host (name, memory, threads, gpus, machine, drained)"
                  + " values (:host, :memory, :threads, :gpus, :machine, false)",
              statement ->
                  statement
                      .bind("memory", machine.memory())
                      .bind("threads", machine.threads())
                      .bind("gpus", machine.gpus())
                      .bind("machine", machine.id())
                      .bind("host", host));
          handle
              .createUpdate(
                  "insert into worker (id, name, host, slots, proves, started, heartbeat)"
                      + " values (:id, :name, :host, :slots, :proves, :now, :now)")
              .bind("id", worker.id().id())
              .bind("name", worker.name())
              .bind("host", host)
              .bind("slots", text(worker.slots()))
              .bind("proves", sizes(worker.proves()))
              .bind("now", worker.lastHeartbeat().toEpochMilli())
              .execute();
        });
  }

  /** Whether workers of a host that were heard since an instant are on another machine. */
  public boolean isElsewhere(Host.Name host, Host.Machine machine, Instant since) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select count(*) > 0 from host where name = :host and machine <> ''"
                    + " and '' <> :machine and machine <> :machine and exists (select 1 from"
                    + " worker where worker.host = host.name and heartbeat >= :since)")
            .bind("host", host.name())
            .bind("machine", machine.id())
            .bind("since", since.toEpochMilli())
            .mapTo(Boolean.class)
            .one());
  }

  /** Notes that a worker is alive; false if it is not listed. */
  public boolean heartbeat(Worker.Id worker, Instant now) {
    return jdbi.withHandle(handle ->
        handle
                .createUpdate(
                    "update worker set heartbeat = greatest(heartbeat, :now) where id = :id")
                .bind("now", now.toEpochMilli())
                .bind("id", worker.id())
                .execute()
            > 0);
  }

  /** Forgets workers that were last heard of before an instant and have no task. */
  public void forgetSilent(Instant before) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "delete from worker where heartbeat < :before"
                    + " and not exists (select 1 from task where task.worker = worker.id)")
            .bind("before", before.toEpochMilli())
            .execute());
  }

  /** Takes a worker that stops off the list. */
  public void leave(Worker.Id worker) {
    jdbi.useHandle(handle ->
        handle.createUpdate("delete from worker where id = :id").bind("id", worker.id()).execute());
  }

  static void startPhase1(Handle handle, Worker.Id worker, Instant now) {
    handle
        .createUpdate(
            "update host set last_phase1 = :now"
                + " where name = (select host from worker where id = :worker)")
        .bind("now", now.toEpochMilli())
        .bind("worker", worker.id())
        .execute();
  }

  /** Makes a pause, or leaves the one there is. */
  public void pause(Pause pause, Instant now) {
    Statements.transactPuts(
        jdbi,
        handle ->
            Statements.put(
                handle,
                "update pause set since = least(since, :since)" + OF_PAUSE,
                "insert into pause (host, worker, type, since)"
                    + " values (:host, :worker, :type, :since)",
                statement -> bindPause(statement, pause).bind("since", now.toEpochMilli())));
  }

  /** Lifts a pause; false if there was none. */
  public boolean resume(Pause pause) {
    return jdbi.withHandle(handle ->
        bindPause(handle.createUpdate("delete from pause" + OF_PAUSE), pause).execute() > 0);
  }

  private static Update bindPause(Update update, Pause pause) {
    update.bind("type", pause.type().map(TaskType::name).orElse(""));
    return switch (pause.scope()) {
      case Pause.Scope.Everywhere _ -> update.bind("host", "").bind("worker", "");
      case Pause.Scope.OnHost(Host.Name host) ->
          update.bind("host", host.name()).bind("worker", "");
      case Pause.Scope.OnWorker(Host.Name host, String name) ->
          update.bind("host", host.name()).bind("worker", name);
    };
  }

  public List<Pause> pauses() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select host, worker, type from pause")
            .map((row, _) -> {
              String host = row.getString("host");
              String worker = row.getString("worker");
              String type = row.getString("type");
              return new Pause(
                  scope(new Host.Name(host), worker),
                  type.isEmpty() ? Optional.empty() : Optional.of(TaskType.valueOf(type)));
            })
            .list());
  }

  private static Pause.Scope scope(Host.Name host, String worker) {
    if (host.name().isEmpty()) {
      return new Pause.Scope.Everywhere();
    }
    return worker.isEmpty() ? new Pause.Scope.OnHost(host) : new Pause.Scope.OnWorker(host, worker);
  }

  /** Marks a host as to become empty, or not; false if it is not known. */
  public boolean drain(Host.Name host, boolean drained) {
    return jdbi.withHandle(handle ->
        handle
                .createUpdate("update host set drained = :drained where name = :host")
                .bind("drained", drained)
                .bind("host", host.name())
                .execute()
            > 0);
  }

  public Set<Host.Name> drained() {
    return Set.copyOf(
        jdbi.withHandle(handle ->
            handle
                .createQuery("select name from host where drained")
                .map((row, _) -> new Host.Name(row.getString(1)))
                .list()));
  }

  public List<Listed> workers() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select id, name, host, slots, proves, started, heartbeat from worker"
                    + " order by name")
            .map((row, _) ->
                new Listed(
                    new Worker(
                        new Worker.Id(row.getObject("id", UUID.class)),
                        new Host.Name(row.getString("host")),
                        row.getString("name"),
                        slots(row.getString("slots")),
                        sizes(row.getString("proves")),
                        Instant.ofEpochMilli(row.getLong("heartbeat"))),
                    Instant.ofEpochMilli(row.getLong("started"))))
            .list());
  }

  public List<Host> hosts() {
    Map<String, Set<StoragePath.Id>> paths = new HashMap<>();
    return jdbi.withHandle(handle -> {
      handle
          .createQuery("select host, path from host_path where error = ''")
          .map((row, _) -> Map.entry(row.getString(1), new StoragePath.Id(row.getString(2))))
          .forEach(entry ->
              paths.computeIfAbsent(entry.getKey(), _ -> new HashSet<>()).add(entry.getValue()));
      return handle
          .createQuery("select name, memory, threads, gpus, last_phase1 from host order by name")
          .map((row, _) -> host(row, paths))
          .list();
    });
  }

  private static Host host(ResultSet row, Map<String, Set<StoragePath.Id>> paths)
      throws SQLException {
    String name = row.getString("name");
    long last = row.getLong("last_phase1");
    return new Host(
        new Host.Name(name),
        new Host.Machine(row.getLong("memory"), row.getInt("threads"), row.getInt("gpus")),
        paths.getOrDefault(name, Set.of()),
        row.wasNull() || last == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last)));
  }

  /** What a plan is made from, and the paths with what each host has seen of them. */
  public record Observed(Snapshot snapshot, List<PathTable.Stored> paths) {}

  /** All that a plan is made from. */
  public Snapshot snapshot(List<TaskTable.Row> tasks, Instant now) {
    return observe(tasks, now).snapshot;
  }

  /** The same, with what it was made from. */
  public Observed observe(List<TaskTable.Row> tasks, Instant now) {
    List<RunningTask> running = tasks.stream().flatMap(row -> row.running().stream()).toList();
    List<WaitingTask> waiting =
        tasks.stream().filter(row -> row.lease().isEmpty()).map(TaskTable.Row::task).toList();
    // What is entered meanwhile is on a later list: a worker's host, a host's path.
    List<Worker> workers = workers().stream().map(Listed::worker).toList();
    List<Host> hosts = hosts();
    PathTable table = new PathTable(jdbi);
    List<PathTable.Stored> paths = table.all();
    return new Observed(
        new Snapshot(
            now, hosts, workers, table.schedulable(paths), running, waiting, pauses(), drained()),
        paths);
  }

  /** Bytes with a blank between. */
  private static String sizes(Set<SectorSize> sizes) {
    return sizes.stream()
        .map(SectorSize::bytes)
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  private static Set<SectorSize> sizes(String text) {
    return Stream.of(text.split(" "))
        .filter(bytes -> !bytes.isEmpty())
        .flatMap(bytes -> SectorSize.ofBytes(Long.parseLong(bytes)).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Counts as {@code TYPE=n} with a blank between. */
  private static String text(Slots slots) {
    return new TreeMap<>(slots.byType())
        .entrySet().stream()
            .map(slot -> slot.getKey() + "=" + slot.getValue())
            .collect(Collectors.joining(" "));
  }

  private static Slots slots(String text) {
    Map<TaskType, Integer> slots = new EnumMap<>(TaskType.class);
    for (String slot : text.isEmpty() ? new String[0] : text.split(" ")) {
      int equals = slot.indexOf('=');
      slots.put(
          TaskType.valueOf(slot.substring(0, equals)), Integer.valueOf(slot.substring(equals + 1)));
    }
    return new Slots(slots);
  }
}
