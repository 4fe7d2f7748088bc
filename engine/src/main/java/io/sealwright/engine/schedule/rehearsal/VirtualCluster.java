package io.sealwright.engine.schedule.rehearsal;

import io.sealwright.engine.schedule.DiskNeed;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Reservation;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.protocol.SectorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Hosts, workers and paths of a rehearsal: what they have, and who is frozen until when. */
final class VirtualCluster {
  static final StoragePath.Id STORE = new StoragePath.Id("store");

  private final Scenario scenario;
  private final Instant start;
  private final Map<Host.Name, Instant> lastPhase1 = new HashMap<>();
  private final Map<StoragePath.Id, Map<SectorId, Long>> reserved = new HashMap<>();
  private final Map<Worker.Id, Instant> frozen = new HashMap<>();
  private final Map<Worker.Id, Instant> heartbeats = new HashMap<>();
  private final List<Worker> workers = new ArrayList<>();
  private long stored;

  VirtualCluster(Scenario scenario, Instant start) {
    this.scenario = scenario;
    this.start = start;
    add("p1", scenario.sealingHosts(), Slots.SEALING);
    add("c2", scenario.committingHosts(), Slots.COMMITTING);
  }

  private void add(String prefix, int count, Slots slots) {
    for (int i = 0; i < count; i++) {
      Host.Name host = new Host.Name(String.format(Locale.ROOT, "%s-%03d", prefix, i));
      Worker.Id id = new Worker.Id(new UUID(0, workers.size()));
      workers.add(new Worker(id, host, slots, start));
    }
  }

  /** Lets each worker that is awake be heard, and freezes some. */
  void tick(Instant now, RandomGenerator random) {
    double chance = scenario.freezes() * scenario.tick().toSeconds() / 86_400.0;
    for (Worker worker : workers) {
      if (frozenUntil(worker.id()).filter(now::isBefore).isPresent()) {
        continue;
      }
      heartbeats.put(worker.id(), now);
      if (random.nextDouble() < chance) {
        frozen.put(worker.id(), now.plus(scenario.rules().lease().multipliedBy(2)));
      }
    }
  }

  Optional<Instant> frozenUntil(Worker.Id worker) {
    return Optional.ofNullable(frozen.get(worker));
  }

  boolean isFrozen(Worker.Id worker, Instant now) {
    return frozenUntil(worker).filter(now::isBefore).isPresent();
  }

  List<Host> hosts() {
    return workers.stream()
        .map(worker ->
            new Host(
                worker.host(),
                scenario.machine(),
                seals(worker) ? Set.of(sealPath(worker.host()), STORE) : Set.of(STORE),
                Optional.ofNullable(lastPhase1.get(worker.host()))))
        .toList();
  }

  List<Worker> workers() {
    return workers.stream()
        .map(worker -> worker.heard(heartbeats.getOrDefault(worker.id(), start)))
        .toList();
  }

  List<StoragePath> paths() {
    List<StoragePath> paths = new ArrayList<>();
    paths.add(
        new StoragePath(STORE, Set.of(Role.STORE), Long.MAX_VALUE / 2 - stored, reserved(STORE)));
    for (Worker worker : workers) {
      if (seals(worker)) {
        StoragePath.Id id = sealPath(worker.host());
        paths.add(new StoragePath(id, Set.of(Role.SEAL), scenario.sealingSpace(), reserved(id)));
      }
    }
    return paths;
  }

  StoragePath.Id sealPathOf(Worker.Id id) {
    return sealPath(
        workers.stream().filter(worker -> worker.id().equals(id)).findFirst().orElseThrow().host());
  }

  void startPhase1(Worker.Id id, Instant now) {
    workers.stream()
        .filter(worker -> worker.id().equals(id))
        .forEach(worker -> lastPhase1.put(worker.host(), now));
  }

  void reserve(Reservation reservation) {
    reserved
        .computeIfAbsent(reservation.path(), _ -> new HashMap<>())
        .merge(reservation.sector(), reservation.bytes(), Long::sum);
  }

  /** The sector has left its path for long-term storage. */
  void finish(SectorId sector, StoragePath.Id sealPath) {
    release(sealPath, sector);
    release(STORE, sector);
    stored += DiskNeed.of(TaskType.FIN, scenario.proof().size()).bytes();
  }

  /** Gives back what a sector holds on a path. */
  void release(StoragePath.Id path, SectorId sector) {
    Objects.requireNonNull(reserved.get(path)).remove(sector);
  }

  private Map<SectorId, Long> reserved(StoragePath.Id path) {
    return reserved.getOrDefault(path, Map.of());
  }

  private static boolean seals(Worker worker) {
    return worker.slots().take(TaskType.PC1);
  }

  private static StoragePath.Id sealPath(Host.Name host) {
    return new StoragePath.Id("nvme@" + host);
  }
}
