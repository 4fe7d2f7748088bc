package io.sealwright.engine.work;

import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.stage.Leftovers;
import io.sealwright.engine.stage.PlacedFiles;
import io.sealwright.engine.stage.Remains;
import io.sealwright.engine.stage.Trash;
import io.sealwright.engine.stage.attempt.AttemptSweep;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.LocalPaths;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does away with what dead workers, removals and new beginnings left on the paths of a host, and
 * with trash whose time is over: each thing with a permit that its looking at the records gives. Of
 * sectors that the database does not know nothing is touched: a path may be another cluster's too.
 */
public final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private final Database database;
  private final Host.Name host;
  private final InstantSource clock;

  public Sweep(Database database, Host.Name host, InstantSource clock) {
    this.database = database;
    this.host = host;
    this.clock = clock;
  }

  /**
   * Sweeps once. What cannot be looked at or removed is left for the next time.
   *
   * @return how much was removed
   */
  public int run() {
    try {
      return sweep(new HostPaths(database.paths().of(host)).local());
    } catch (IOException | JdbiException e) {
      LOG.warn("the paths of {} cannot be swept now: {}", host, Database.words(e));
      return 0;
    }
  }

  private int sweep(LocalPaths paths) {
    List<AttemptSweep.Found> attempts = new ArrayList<>();
    List<PlacedFiles> placed = new ArrayList<>();
    for (LocalPath path : paths.paths()) {
      if (path.isMounted()) {
        list(path, attempts, placed);
      }
    }
    // Only now: what has begun since has a task that is read, and is not on the lists.
    List<TaskTable.Row> tasks = database.tasks().all();
    Map<SectorId, SectorState> states = new HashMap<>();
    for (StoredSector sector : database.sectors().all()) {
      states.put(sector.id(), sector.state());
    }
    attempts.removeIf(attempt -> !states.containsKey(attempt.name().sector()));
    int removed = 0;
    for (AttemptSweep.Garbage one : AttemptSweep.garbage(attempts, unfinished(tasks, states))) {
      removed += discarded(one.found().name(), () -> AttemptSweep.discard(one)) ? 1 : 0;
    }
    for (Leftovers.Found leftover : Leftovers.among(Leftovers.of(placed), states)) {
      Optional<Leftovers.Leftover> permit =
          state(leftover.sector()).flatMap(now -> Leftovers.permit(leftover, now, paths));
      if (permit.isPresent()) {
        removed += discarded(leftover.sector(), () -> Leftovers.discard(permit.get())) ? 1 : 0;
      }
    }
    for (PlacedFiles files : placed) {
      SectorState state = states.get(files.sector());
      if (state != null) {
        removed += discarded(files.sector(), () -> clear(files, state)) ? 1 : 0;
      }
    }
    return removed + trash(paths);
  }

  private Optional<SectorState> state(SectorId sector) {
    return database.sectors().find(sector).map(StoredSector::state);
  }

  private boolean clear(PlacedFiles files, SectorState state) throws IOException {
    if (!Remains.isEnded(state)) {
      return false;
    }
    Optional<Remains.Ended> permit =
        Remains.permit(files, state, database.sectors().log(files.sector()));
    return permit.isPresent()
        && Remains.clear(
            permit.get(),
            renames -> database.tasks().whileIdle(files.sector(), state, renames::apply),
            clock.instant());
  }

  private int trash(LocalPaths paths) {
    int removed = 0;
    for (LocalPath path : paths.paths()) {
      if (path.isMounted()) {
        try {
          for (Trash.Found trash : Trash.list(path)) {
            Optional<Trash.Over> permit = Trash.permit(trash, this::state, paths, clock.instant());
            removed +=
                permit.isPresent() && discarded(trash.name(), () -> Trash.discard(permit.get()))
                    ? 1
                    : 0;
          }
        } catch (IOException e) {
          LOG.warn("the trash of {} cannot be looked at: {}", path.id(), e.toString());
        }
      }
    }
    return removed;
  }

  private static void list(
      LocalPath path, List<AttemptSweep.Found> attempts, List<PlacedFiles> placed) {
    try {
      attempts.addAll(AttemptSweep.list(path));
      placed.addAll(PlacedFiles.list(path));
    } catch (IOException e) {
      LOG.warn("path {} cannot be swept: {}", path.id(), e.toString());
    }
  }

  /** A recovery has no type of its own: it is told by the state. */
  private static Map<SectorId, Set<Work>> unfinished(
      List<TaskTable.Row> tasks, Map<SectorId, SectorState> states) {
    Map<SectorId, Set<Work>> unfinished = new HashMap<>();
    for (TaskTable.Row row : tasks) {
      SectorId sector = row.task().sector();
      Set<Work> works = unfinished.computeIfAbsent(sector, _ -> EnumSet.noneOf(Work.class));
      Arrays.stream(Work.values())
          .filter(work -> isOf(row.task().type(), work))
          .forEach(works::add);
      SectorState state = states.get(sector);
      if (state != null) {
        Work.of(state).ifPresent(works::add);
      }
    }
    return unfinished;
  }

  private static boolean isOf(TaskType type, Work work) {
    return type.name().equals(work.name());
  }

  /** Removes something. */
  @FunctionalInterface
  private interface Discarding {
    boolean run() throws IOException;
  }

  private static boolean discarded(Object what, Discarding discarding) {
    try {
      boolean done = discarding.run();
      if (done) {
        LOG.info("{} was left behind and is removed", what);
      }
      return done;
    } catch (IOException e) {
      LOG.warn("{} was left behind and cannot be removed: {}", what, e.toString());
      return false;
    }
  }
}
