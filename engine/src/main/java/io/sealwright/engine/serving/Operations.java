package io.sealwright.engine.serving;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.SectorEvent.StepFailed;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.HostTable;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What operators do to a cluster's work. */
public record Operations(Database database, InstantSource clock) {
  private static final String ABORTED = "aborted by an operator";

  /**
   * Gives a task up: its step has failed, and its worker, if it has one, is asked to stop and
   * cannot publish any more. What comes next is the life cycle's decision. A task that its sector
   * does not wait for is forgotten, and the sector stays as it is.
   *
   * @return the sector it was of
   */
  public SectorId abort(TaskId id) throws ActionRefused {
    TaskTable.Row row =
        database.tasks().find(id).orElseThrow(() -> new ActionRefused("there is no task " + id));
    SectorId sector = row.task().sector();
    Optional<StoredSector> stored = database.sectors().find(sector);
    Optional<FailedStep> step =
        stored.flatMap(known -> FailedStep.of(known.state(), Trouble.Kind.HOST));
    if (step.isEmpty()) {
      database.tasks().forget(id);
      return sector;
    }
    StepFailed failed = new StepFailed(step.get(), new Trouble(Trouble.Kind.HOST, ABORTED));
    if (database.sectors().append(sector, failed, clock.instant())
        instanceof Outcome.Refused(String why)) {
      throw new ActionRefused(why);
    }
    return sector;
  }

  /**
   * Lets no new task start somewhere. A host or worker that is not known is refused.
   *
   * @return false if it was paused already
   */
  public boolean pause(Pause pause) throws ActionRefused {
    if (database.hosts().pauses().contains(pause)) {
      return false;
    }
    requireKnown(pause.scope());
    database.hosts().pause(pause, clock.instant());
    return true;
  }

  /**
   * Lifts a pause, also of what is not known any more. Without the pause, a host or worker that is
   * not known is refused.
   *
   * @return false if there was no such pause
   */
  public boolean resume(Pause pause) throws ActionRefused {
    if (database.hosts().resume(pause)) {
      return true;
    }
    requireKnown(pause.scope());
    return false;
  }

  private void requireKnown(Pause.Scope scope) throws ActionRefused {
    switch (scope) {
      case Pause.Scope.Everywhere _ -> {}
      case Pause.Scope.OnHost(Host.Name host) -> {
        if (database.hosts().hosts().stream().noneMatch(known -> known.name().equals(host))) {
          throw new ActionRefused("there is no host " + host);
        }
      }
      case Pause.Scope.OnWorker(Host.Name host, String name) -> {
        if (database.hosts().workers().stream()
            .map(HostTable.Listed::worker)
            .noneMatch(known -> known.host().equals(host) && known.name().equals(name))) {
          throw new ActionRefused("there is no worker %s on host %s".formatted(name, host));
        }
      }
    }
  }

  /**
   * Takes a worker off the list that is silent. Its tasks are given out anew without waiting for
   * the end of their leases; should it come back it cannot publish them, and enters itself again. A
   * pause of its name stays, for another start of it.
   *
   * @param silence after so long without a sign of life it counts as gone
   * @return how many tasks it had
   */
  public long removeWorker(Worker.Id id, Duration silence) throws ActionRefused {
    HostTable.Listed listed =
        database.hosts().workers().stream()
            .filter(known -> known.worker().id().equals(id))
            .findFirst()
            .orElseThrow(() -> new ActionRefused("there is no worker " + id));
    if (clock.instant().isBefore(listed.worker().lastHeartbeat().plus(silence))) {
      long tasks =
          database.tasks().all().stream()
              .filter(row -> row.lease().filter(lease -> lease.worker().equals(id)).isPresent())
              .count();
      throw new ActionRefused(
          "worker %s is heard of, and has %d tasks".formatted(listed.worker().name(), tasks)
              + "; end its process, and it leaves the list by itself");
    }
    int tasks = database.tasks().giveBackAll(id);
    database.hosts().leave(id);
    return tasks;
  }

  /**
   * Lets a host become empty, or takes that back: it is given nothing more.
   *
   * @return the miner's sectors that would be lost with the host as things are
   */
  public List<StoredSector> drain(Host.Name host, boolean drained, MinerId miner)
      throws ActionRefused {
    if (!database.hosts().drain(host, drained)) {
      throw new ActionRefused("there is no host " + host);
    }
    return drained ? atRisk(host, miner) : List.of();
  }

  private List<StoredSector> atRisk(Host.Name host, MinerId miner) {
    Set<String> alone =
        database.paths().all().stream()
            .filter(path -> path.hosts().keySet().equals(Set.of(host)))
            .map(path -> path.mount().id().id())
            .collect(Collectors.toSet());
    return database.sectors().all().stream()
        .filter(sector -> sector.id().miner().equals(miner))
        .filter(sector ->
            FileIndex.place(sector).filter(place -> alone.contains(place.path())).isPresent())
        .toList();
  }
}
