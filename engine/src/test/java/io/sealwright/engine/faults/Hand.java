package io.sealwright.engine.faults;

import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.schedule.FenceLost;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.stage.Equipment;
import io.sealwright.engine.stage.Fence;
import io.sealwright.engine.stage.KeyFolder;
import io.sealwright.engine.stage.Stages;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.store.Carrier.Handed;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.PathTable.Mount;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.engine.work.StageRunner;
import io.sealwright.engine.work.TaskRunner;
import io.sealwright.engine.work.WorkerRuntime;
import io.sealwright.engine.work.WorkerSettings;
import io.sealwright.engine.work.WorkerTasks;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.snark.ParameterFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** A worker's process, which does a task when it is told to. */
final class Hand {
  private static final WorkerSettings SETTINGS =
      new WorkerSettings(
          Duration.ofMillis(1),
          Duration.ofSeconds(10),
          Duration.ZERO,
          Duration.ofMinutes(2),
          Duration.ZERO,
          Duration.ZERO);

  final Fate fate;
  final Worker.Id id;
  final Host.Name host;
  final List<Disk> disks;
  boolean asleep;
  boolean doubles;

  /** It has a result that was neither taken nor refused. */
  boolean brings;

  private final Database database;
  private final WorkerTasks tasks;
  private final Set<Handed> handed = new HashSet<>();

  /** On which host, with which of its disks. */
  record Place(Host.Name host, List<Disk> disks, Path shared) {}

  Hand(Fate fate, Database database, Worker.Id id, Place place, InstantSource clock) {
    this.fate = fate;
    this.id = id;
    this.host = place.host;
    this.disks = place.disks;
    this.database = database;
    Map<TaskType, Integer> slots = new EnumMap<>(TaskType.class);
    for (TaskType type : TaskType.values()) {
      slots.put(type, 1);
    }
    Equipment equipment =
        new Equipment(
            1,
            place.shared.resolve("parents"),
            Kernels.found(),
            new KeyFolder(
                new ParameterFolder(place.shared.resolve("no-keys")),
                0,
                Kernels.found(),
                new SplittableRandom(1)),
            true,
            clock,
            _ -> _ -> fate.progress());
    Supplier<List<Mount>> paths = () -> disks.stream().map(Disk::look).toList();
    TaskRunner stages = new StageRunner(new Stages(equipment), database.paths(), host, () -> 7);
    tasks =
        new WorkerTasks(
            database,
            new WorkerRuntime.Identity(
                new Worker(id, host, new Slots(slots), clock.instant()),
                new Host.Machine(1L << 36, 8, 0)),
            paths,
            (job, fence, stop) -> stages.run(job, doubled(fence), stop),
            SETTINGS,
            clock);
  }

  /** A result that is brought twice gets in once. */
  private Fence doubled(Fence fence) {
    return new Fence() {
      @Override
      public void publish(Publication publication, SectorEvent event)
          throws FenceLost, IOException {
        publishOnce(fence, publication, event);
        if (doubles) {
          try {
            fence.publish(publication, event);
            throw new AssertionError(event + " was published twice");
          } catch (FenceLost _) {
            // So it must be.
          }
        }
      }

      @Override
      public boolean isMine() {
        return fence.isMine();
      }
    };
  }

  private void publishOnce(Fence fence, Publication publication, SectorEvent event)
      throws FenceLost, IOException {
    brings = true;
    try {
      fence.publish(publication, event);
      brings = false;
    } catch (FenceLost | IOException e) {
      brings = false;
      throw e;
    }
  }

  void beat() {
    tasks.beat();
  }

  /** A task that was given to it and not handed to it yet. */
  List<Handed> waiting(List<TaskTable.Row> rows) {
    return rows.stream()
        .filter(row -> row.lease().filter(lease -> lease.worker().equals(id)).isPresent())
        .map(row -> new Handed(row.task().id(), row.task().token()))
        .filter(task -> !handed.contains(task))
        .toList();
  }

  /** Does it, perhaps not for the first time. */
  void work(Handed task) {
    handed.add(task);
    brings = false;
    tasks.execute(task);
  }

  /** As the system does when a process ends. */
  void end() {
    fate.kill();
    database.close();
  }
}
