package io.sealwright.engine.work;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.NeedTable;
import io.sealwright.engine.schedule.Planner;
import io.sealwright.engine.schedule.Rules;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.stage.Equipment;
import io.sealwright.engine.stage.KeyFolder;
import io.sealwright.engine.stage.Stages;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.PathTable.Mount;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.snark.ParameterFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A worker that really seals, with a slot of each type and no keys: proofs are withheld. */
public final class RealWorker {
  public static final Host.Name HOST = new Host.Name("a");
  public static final Planner PLANNER =
      new Planner(
          new Rules(
              NeedTable.OWN,
              Duration.ZERO,
              Duration.ofMinutes(1),
              Duration.ofMinutes(2),
              Duration.ofHours(1)));

  private static final Duration POLL = Duration.ofMillis(20);
  private static final WorkerSettings SETTINGS =
      new WorkerSettings(
          POLL, POLL, POLL, Duration.ofMinutes(2), Duration.ofSeconds(10), Duration.ofSeconds(10));

  private RealWorker() {}

  /** Makes a folder a path for a use. */
  public static Mount path(Path folder, StoragePath.Id id, Role role) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("sectorstore.json"),
        """
        {"ID": "%s", "Weight": 10, "CanSeal": %s, "CanStore": %s, "MaxStorage": 0}
        """
            .formatted(id, role == Role.SEAL, role == Role.STORE));
    return new Mount(id, folder.toString(), Set.of(role), 10, 0, 1L << 40, 1L << 39, 0, "");
  }

  /** Makes the folder of this name below another a path for a use. */
  public static Mount path(Path folder, String id, Role role) throws IOException {
    return path(folder.resolve(id), new StoragePath.Id(id), role);
  }

  /** Gives its tasks out. */
  public static Dispatcher dispatcher(Database database) {
    return new Dispatcher(
        database,
        PLANNER,
        Duration.ofMinutes(30),
        UnaryOperator.identity(),
        InstantSource.system());
  }

  /** Starts one with a path to seal on, {@code bench}, and one to store on, {@code store}. */
  public static WorkerRuntime start(Database database, Path folder) throws IOException {
    return start(
        database,
        folder,
        List.of(path(folder, "bench", Role.SEAL), path(folder, "store", Role.STORE)));
  }

  /** Starts one that keeps what it shares in a folder. */
  public static WorkerRuntime start(Database database, Path folder, List<Mount> paths) {
    return start(database, HOST, folder, paths);
  }

  /** Starts one on a host. */
  public static WorkerRuntime start(
      Database database, Host.Name host, Path folder, List<Mount> paths) {
    InstantSource clock = InstantSource.system();
    Equipment equipment =
        new Equipment(
            2,
            folder.resolve("parents"),
            Kernels.found(),
            new KeyFolder(
                new ParameterFolder(folder.resolve("no-keys")),
                0,
                Kernels.found(),
                new SplittableRandom(1)),
            true,
            clock,
            _ -> Progress.silent());
    Map<TaskType, Integer> slots = new EnumMap<>(TaskType.class);
    for (TaskType type : TaskType.values()) {
      slots.put(type, 1);
    }
    return new WorkerRuntime(
        database,
        new WorkerRuntime.Identity(
            new Worker(new Worker.Id(UUID.randomUUID()), host, new Slots(slots), clock.instant()),
            new Host.Machine(1L << 36, 8, 0)),
        () -> paths,
        new StageRunner(new Stages(equipment), database.paths(), host, () -> 7),
        SETTINGS,
        clock);
  }
}
