package io.sealwright.engine.schedule;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import io.sealwright.engine.schedule.NeedTable.Kind;
import io.sealwright.engine.schedule.Obstacle.Elsewhere;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is left of a cluster while a plan is made, and what speaks against a task on a worker. */
final class Room {
  private static final Comparator<Worker> ORDER = comparing(Worker::host).thenComparing(Worker::id);

  private final Rules rules;
  private final Snapshot snapshot;
  private final Map<Host.Name, HostRoom> hosts = new HashMap<>();
  private final Map<StoragePath.Id, PathRoom> paths = new HashMap<>();
  private final Map<TaskType, List<Worker>> takers = new EnumMap<>(TaskType.class);
  private final Map<Worker.Id, Map<TaskType, Integer>> running = new HashMap<>();
  private final Map<SectorId, Map<StoragePath.Id, Long>> reserved = new HashMap<>();
  private final Map<Kind, DiskNeed> diskNeeds = new HashMap<>();
  private final Map<Set<StoragePath.Id>, List<Host.Name>> holders = new HashMap<>();

  /** A worker that could take a task, by what decides between several. */
  private record Candidate(Worker worker, boolean drained, int freeSlots, long space) {
    static final Comparator<Candidate> BEST_FIRST =
        comparing(Candidate::drained)
            .thenComparing(Candidate::freeSlots, reverseOrder())
            .thenComparing(Candidate::space, reverseOrder())
            .thenComparing(Candidate::worker, ORDER);
  }

  Room(Rules rules, Snapshot snapshot) {
    this.rules = rules;
    this.snapshot = snapshot;
    for (Host host : snapshot.hosts()) {
      Optional<WindowProof> proof = Optional.ofNullable(snapshot.proofs().get(host.name()));
      hosts.put(host.name(), new HostRoom(host, rules.needs(), proof));
    }
    snapshot.paths().forEach(this::add);
    snapshot.workers().stream().sorted(ORDER).forEach(this::add);
    Map<Worker.Id, Worker> byId =
        snapshot.workers().stream().collect(Collectors.toMap(Worker::id, worker -> worker));
    for (RunningTask task : snapshot.running()) {
      Optional.ofNullable(byId.get(task.lease().worker()))
          .ifPresent(worker -> occupy(worker, task.type(), task.proof().size()));
    }
  }

  private void add(StoragePath path) {
    paths.put(path.id(), new PathRoom(path));
    path.reserved().forEach((sector, bytes) -> note(sector, path.id(), bytes));
  }

  private void add(Worker worker) {
    for (TaskType type : worker.slots().types()) {
      takers.computeIfAbsent(type, _ -> new ArrayList<>()).add(worker);
    }
  }

  private void occupy(Worker worker, TaskType type, SectorSize size) {
    counts(worker).merge(type, 1, Integer::sum);
    of(worker).take(worker.id(), type, size);
  }

  private void note(SectorId sector, StoragePath.Id path, long bytes) {
    Map<StoragePath.Id, Long> changed = new HashMap<>(reserved.getOrDefault(sector, Map.of()));
    changed.merge(path, bytes, Long::sum);
    reserved.put(sector, changed);
  }

  HostRoom of(Worker worker) {
    return Objects.requireNonNull(hosts.get(worker.host()));
  }

  /** The workers with slots of a type, by host. */
  List<Worker> takers(TaskType type) {
    return takers.getOrDefault(type, List.of());
  }

  Likeness likeness(WaitingTask task) {
    return new Likeness(
        task.type(),
        task.proof().size(),
        task.inputs(),
        reserved.getOrDefault(task.sector(), Map.of()));
  }

  Optional<Worker> best(WaitingTask task) {
    return takers(task.type()).stream()
        .filter(worker -> obstacles(worker, task).isEmpty())
        .map(worker -> candidate(worker, task))
        .min(Candidate.BEST_FIRST)
        .map(Candidate::worker);
  }

  private Candidate candidate(Worker worker, WaitingTask task) {
    return new Candidate(
        worker,
        isDrained(worker),
        worker.slots().of(task.type()) - running(worker, task.type()),
        space(worker, disk(task).role()));
  }

  /**
   * What the roomiest path of a host had when the plan was begun. What it has now would let a
   * choice depend on earlier ones, and a freed slot take a place away.
   */
  private long space(Worker worker, StoragePath.Role role) {
    return of(worker).host().paths().stream()
        .map(this::path)
        .filter(path -> path.takes(role))
        .mapToLong(PathRoom::availableAtFirst)
        .max()
        .orElse(0);
  }

  /** Takes slot, resources and space for a task that fits. */
  Optional<Reservation> take(Worker worker, WaitingTask task) {
    occupy(worker, task.type(), task.proof().size());
    if (task.type() == TaskType.PC1) {
      of(worker).startPhase1(snapshot.now());
    }
    return target(worker, task).flatMap(path -> reservation(path, task));
  }

  private Optional<Reservation> reservation(PathRoom path, WaitingTask task) {
    long bytes = path.missing(task.sector(), disk(task).bytes());
    if (bytes == 0) {
      return Optional.empty();
    }
    path.reserve(task.sector(), bytes);
    note(task.sector(), path.id(), bytes);
    return Optional.of(new Reservation(path.id(), task.sector(), bytes));
  }

  /** Everything that speaks against a task on a worker, as far as room goes now. */
  List<Obstacle> obstacles(Worker worker, WaitingTask task) {
    List<Obstacle> found = new ArrayList<>();
    closed(worker, task.type(), found);
    elsewhere(worker, task).ifPresent(found::add);
    SectorSize size = task.proof().size();
    if (task.type() == TaskType.C2 && !worker.proves().contains(size)) {
      found.add(new Obstacle.NoParameters(size));
    }
    int slots = worker.slots().of(task.type());
    if (running(worker, task.type()) >= slots) {
      found.add(new Obstacle.NoSlot(running(worker, task.type()), slots));
    }
    if (task.type() == TaskType.PC1) {
      of(worker)
          .phase1NotBefore(snapshot.now(), rules.stagger(task.proof().size()))
          .map(Obstacle.Staggered::new)
          .ifPresent(found::add);
    }
    found.addAll(of(worker).shortages(worker.id(), task));
    lackOfSpace(worker, task).ifPresent(found::add);
    return found;
  }

  private void closed(Worker worker, TaskType type, List<Obstacle> found) {
    if (worker.lastHeartbeat().plus(rules.silence()).isBefore(snapshot.now())) {
      found.add(new Obstacle.Silent(worker.lastHeartbeat()));
    }
    for (Pause pause : snapshot.pauses()) {
      if (pause.covers(worker, type)) {
        found.add(new Obstacle.Paused(pause));
      }
    }
    if (isDrained(worker) && !type.bringsAway()) {
      found.add(new Obstacle.Drained(worker.host()));
    }
  }

  private Optional<Obstacle> elsewhere(Worker worker, WaitingTask task) {
    Set<StoragePath.Id> mounted = of(worker).host().paths();
    if (mounted.containsAll(task.inputs())) {
      return Optional.empty();
    }
    return Optional.of(
        new Elsewhere(
            task.inputs().stream().filter(path -> !mounted.contains(path)).sorted().toList(),
            holders.computeIfAbsent(task.inputs(), this::findHolders)));
  }

  private List<Host.Name> findHolders(Set<StoragePath.Id> inputs) {
    return snapshot.hosts().stream()
        .filter(host -> host.paths().containsAll(inputs))
        .map(Host::name)
        .sorted()
        .toList();
  }

  private Optional<Obstacle> lackOfSpace(Worker worker, WaitingTask task) {
    DiskNeed need = disk(task);
    if (need.bytes() == 0) {
      return Optional.empty();
    }
    Optional<PathRoom> target = target(worker, task);
    if (target.isEmpty()) {
      return Optional.of(new Obstacle.NoPath(need.role()));
    }
    PathRoom path = target.get();
    long missing = path.missing(task.sector(), need.bytes());
    return missing > path.available()
        ? Optional.of(new Obstacle.Space(path.id(), missing, path.available()))
        : Optional.empty();
  }

  /**
   * Where a task's files go: to the path its input lies on, so that a sector stays together; else
   * to the one its sector has space on; else to the one with most space. What leaves a host that is
   * drained goes before all else to where another host sees it.
   */
  private Optional<PathRoom> target(Worker worker, WaitingTask task) {
    DiskNeed need = disk(task);
    if (need.bytes() == 0) {
      return Optional.empty();
    }
    boolean leaves = isDrained(worker) && task.type().bringsAway();
    return of(worker).host().paths().stream()
        .map(this::path)
        .filter(path -> path.takes(need.role()))
        .min(
            comparing((PathRoom path) -> leaves && !isSeenElsewhere(path.id()))
                .thenComparing(path -> !task.inputs().contains(path.id()))
                .thenComparing(path -> path.reservedFor(task.sector()), reverseOrder())
                .thenComparing(PathRoom::available, reverseOrder())
                .thenComparing(PathRoom::id));
  }

  private boolean isDrained(Worker worker) {
    return snapshot.drained().contains(worker.host());
  }

  /** By a host that is not being drained. */
  private boolean isSeenElsewhere(StoragePath.Id path) {
    return snapshot.hosts().stream()
        .anyMatch(host -> !snapshot.drained().contains(host.name()) && host.paths().contains(path));
  }

  private PathRoom path(StoragePath.Id id) {
    return Objects.requireNonNull(paths.get(id));
  }

  private DiskNeed disk(WaitingTask task) {
    return diskNeeds.computeIfAbsent(
        new Kind(task.type(), task.proof().size()), kind -> DiskNeed.of(kind.type(), kind.size()));
  }

  private int running(Worker worker, TaskType type) {
    return counts(worker).getOrDefault(type, 0);
  }

  private Map<TaskType, Integer> counts(Worker worker) {
    return running.computeIfAbsent(worker.id(), _ -> new EnumMap<>(TaskType.class));
  }
}
