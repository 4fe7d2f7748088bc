package io.sealwright.engine.schedule;

import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Snapshots drawn from a seed: small clusters in which everything is short, or only slots are. */
final class RandomClusters {
  static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final long GIB = 1L << 30;
  private static final TaskType[] TYPES = TaskType.values();

  private final Random random;
  private final boolean ample;
  private final SectorSize size;
  private final List<StoragePath> paths = new ArrayList<>();
  private final List<Host> hosts = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final List<RunningTask> running = new ArrayList<>();

  private RandomClusters(long seed, boolean ample) {
    this.random = new Random(seed);
    this.ample = ample;
    this.size = pick(List.of(SectorSize.GIB_32, SectorSize.GIB_32, SectorSize.MIB_512));
  }

  /** A cluster in which memory, threads, GPUs and space may be short, and P1 is staggered. */
  static Snapshot scarce(long seed) {
    return new RandomClusters(seed, false).snapshot();
  }

  /** A cluster in which nothing but slots is short. */
  static Snapshot ample(long seed) {
    return new RandomClusters(seed, true).snapshot();
  }

  static Rules rules(long seed) {
    boolean lotus = new Random(seed).nextBoolean();
    return new Rules(
        lotus ? NeedTable.LOTUS : NeedTable.OWN,
        Duration.ofSeconds(seed % 3 == 0 ? 0 : 30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofHours(12));
  }

  private Snapshot snapshot() {
    addPaths();
    addHosts();
    addWorkers();
    addRunning();
    List<WaitingTask> waiting = new ArrayList<>();
    int count = random.nextInt(60);
    for (int i = 0; i < count; i++) {
      waiting.add(waiting(i));
    }
    return new Snapshot(NOW, hosts, workers, paths, running, waiting, pauses(), drained())
        .proving(proofs());
  }

  private Map<Host.Name, WindowProof> proofs() {
    return random.nextInt(3) == 0
        ? Map.of(pick(hosts).name(), new WindowProof(random.nextInt(48), size))
        : Map.of();
  }

  private void addPaths() {
    int locals = 1 + random.nextInt(7);
    for (int i = 0; i < locals; i++) {
      paths.add(path("nvme" + i, Role.SEAL));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      paths.add(path("store" + i, Role.STORE));
    }
  }

  private StoragePath path(String id, Role role) {
    Map<SectorId, Long> reserved = new HashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      reserved.put(sector(random.nextInt(60)), random.nextLong(20 * size.bytes()));
    }
    long free = ample ? 1L << 55 : random.nextLong(80 * size.bytes());
    return new StoragePath(new StoragePath.Id(id), Set.of(role), free, reserved);
  }

  /** The local path of the same number, and any of the others now and then. */
  private void addHosts() {
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      Set<StoragePath.Id> mounted = new HashSet<>();
      for (StoragePath path : paths) {
        boolean own = path.id().id().equals("nvme" + i);
        boolean shared = path.roles().contains(Role.STORE) && random.nextInt(10) > 0;
        if (own || shared || random.nextInt(20) == 0) {
          mounted.add(path.id());
        }
      }
      Optional<Instant> lastPhase1 =
          ample || random.nextBoolean()
              ? Optional.empty()
              : Optional.of(NOW.minusSeconds(random.nextInt(3600)));
      hosts.add(new Host(new Host.Name("host" + i), machine(), mounted, lastPhase1));
    }
  }

  private Host.Machine machine() {
    return ample
        ? new Host.Machine(1L << 55, 1_000_000, 10_000)
        : new Host.Machine(random.nextLong(1024 * GIB), 1 + random.nextInt(128), random.nextInt(3));
  }

  private void addWorkers() {
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      boolean silent = random.nextInt(6) == 0;
      workers.add(
          new Worker(
              new Worker.Id(new UUID(random.nextLong(), i)),
              pick(hosts).name(),
              "w" + i % 5,
              slots(),
              random.nextInt(4) > 0 ? Set.copyOf(SealProof.REGISTERED) : Set.of(),
              silent ? NOW.minusSeconds(61 + random.nextInt(100)) : NOW.minusSeconds(60)));
    }
  }

  private Slots slots() {
    Map<TaskType, Integer> slots = new EnumMap<>(TaskType.class);
    for (TaskType type : TYPES) {
      if (random.nextInt(3) > 0) {
        slots.put(type, random.nextInt(5));
      }
    }
    return switch (random.nextInt(4)) {
      case 0 -> Slots.SEALING;
      case 1 -> Slots.COMMITTING;
      default -> new Slots(slots);
    };
  }

  private void addRunning() {
    for (int i = workers.isEmpty() ? 0 : random.nextInt(30); i > 0; i--) {
      Worker worker = pick(workers);
      TaskType type = TYPES[random.nextInt(TYPES.length)];
      long same =
          running.stream()
              .filter(task -> task.lease().worker().equals(worker.id()) && task.type() == type)
              .count();
      if (same < worker.slots().of(type)) {
        running.add(
            new RunningTask(
                new TaskId(new UUID(1, i)),
                type,
                sector(100 + i),
                proof(),
                new Lease(
                    worker.id(), new FencingToken(1 + i), NOW.plusSeconds(random.nextInt(300)))));
      }
    }
  }

  private WaitingTask waiting(int number) {
    TaskType type = TYPES[random.nextInt(TYPES.length)];
    Set<StoragePath.Id> inputs = new HashSet<>();
    if (type.continuesFiles() || (type == TaskType.PC1 && random.nextInt(3) > 0)) {
      inputs.add(pick(paths).id());
    }
    if (type == TaskType.WDP || random.nextInt(20) == 0) {
      paths.stream()
          .filter(path -> path.roles().contains(Role.STORE))
          .forEach(path -> inputs.add(path.id()));
    }
    return new WaitingTask(
        new TaskId(new UUID(2, number)),
        type,
        sector(number),
        proof(),
        random.nextInt(5) == 0 ? 1024 : 0,
        NOW.minusSeconds(random.nextInt(24 * 3600)),
        inputs,
        new FencingToken(random.nextInt(3)),
        number % 10 == 7 ? NOW.plusSeconds(60) : NOW);
  }

  private List<Pause> pauses() {
    List<Pause> pauses = new ArrayList<>();
    for (int i = workers.isEmpty() ? 0 : random.nextInt(3); i > 0; i--) {
      Pause.Scope scope =
          switch (random.nextInt(12)) {
            case 0 -> new Pause.Scope.Everywhere();
            case 1, 2, 3 -> new Pause.Scope.OnHost(pick(hosts).name());
            default -> onOne(pick(workers));
          };
      TaskType type = TYPES[random.nextInt(TYPES.length)];
      boolean all = !(scope instanceof Pause.Scope.Everywhere) && random.nextBoolean();
      pauses.add(new Pause(scope, all ? Optional.empty() : Optional.of(type)));
    }
    return pauses.stream().distinct().toList();
  }

  private static Pause.Scope onOne(Worker worker) {
    return new Pause.Scope.OnWorker(worker.host(), worker.name());
  }

  private Set<Host.Name> drained() {
    return random.nextInt(4) == 0 ? Set.of(pick(hosts).name()) : Set.of();
  }

  private SealProof proof() {
    return new SealProof(SealFamily.V1_1, random.nextInt(20) == 0 ? SectorSize.GIB_64 : size);
  }

  private static SectorId sector(int number) {
    return new SectorId(new MinerId(1000), new SectorNumber(number));
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
