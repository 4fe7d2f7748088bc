package io.sealwright.engine.cluster.ghost;

import io.sealwright.engine.cluster.sectors.SectorStates;
import io.sealwright.engine.cluster.work.Job;
import io.sealwright.engine.cluster.work.JobState;
import io.sealwright.engine.cluster.work.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells the jobs that live from those that do not. What cannot be known counts as living: a miner
 * that was restarted has lost sight of every job, and its workers go on with them.
 *
 * @param workers whom the miner has
 * @param sectors what it has of each job's sector, by number
 * @param started when the miner was, if it says so
 * @param isOurs whether it is a miner of our own: there a lease brings every task back
 */
public record Surgeon(
    Map<UUID, Worker> workers,
    Map<Long, Standing> sectors,
    Optional<Instant> started,
    boolean isOurs,
    Instant now) {
  private static final UUID NOT_BEGUN = new UUID(0, 0);

  /** By then every worker has come back to a miner that was restarted. */
  private static final Duration RETURN = Duration.ofMinutes(10);

  public Surgeon {
    workers = Map.copyOf(workers);
    sectors = Map.copyOf(sectors);
  }

  /** How it is with a job. */
  public enum Finding {
    /** A worker that answers has it. */
    AT_WORK(Sureness.LIVES),
    /** It waits on its worker and has no id of its own yet. */
    NOT_BEGUN(Sureness.LIVES),
    /** The result is there; the sector will take it. */
    RETURNED(Sureness.LIVES),
    /** Our own: its worker has left, and it is given out again when its lease is over. */
    LEASED(Sureness.LIVES),
    /** Its worker does not answer, or was switched off. */
    WORKER_SILENT(Sureness.UNSURE),
    /** The miner has lost sight of it, and its host is there and may be at it. */
    HOST_MAY_WORK(Sureness.UNSURE),
    /** The miner has lost sight of it, and says no host. */
    HOST_UNKNOWN(Sureness.UNSURE),
    /** The miner was started a short while ago, and workers are still to come. */
    MINER_STARTED(Sureness.UNSURE),
    /** The sector is not known. */
    NO_SECTOR(Sureness.GHOST),
    /** The sector is removed. */
    SECTOR_REMOVED(Sureness.GHOST),
    /** The sector has what the job would bring, and has gone on. */
    SECTOR_PAST(Sureness.GHOST),
    /** The miner has dropped its worker; another start of it knows nothing of the job. */
    WORKER_GONE(Sureness.GHOST),
    /** The miner has lost sight of it, and no worker of its host is there. */
    HOST_GONE(Sureness.GHOST);

    private final Sureness sureness;

    Finding(Sureness sureness) {
      this.sureness = sureness;
    }

    public boolean isGhost() {
      return sureness == Sureness.GHOST;
    }

    public boolean isUnsure() {
      return sureness == Sureness.UNSURE;
    }
  }

  private enum Sureness {
    LIVES,
    UNSURE,
    GHOST
  }

  /**
   * A job and how it is with it.
   *
   * @param host empty if nobody can say
   * @param state of its sector, empty if there is none
   */
  public record Examined(Job job, String host, String state, Finding finding) {}

  /** All jobs but those that are over, each once. */
  public List<Examined> examine(List<Job> jobs) {
    return jobs.stream()
        .filter(job -> !(job.state() instanceof JobState.Done))
        .map(this::examine)
        .toList();
  }

  private Examined examine(Job job) {
    Optional<Worker> worker = Optional.ofNullable(workers.get(job.worker()));
    String host = worker.map(Worker::hostname).or(job::hostname).orElse("");
    Standing standing = sectors.getOrDefault(job.sector().number(), new Standing.Absent());
    String state = standing instanceof Standing.In(String in) ? in : "";
    return new Examined(job, host, state, finding(job, worker, standing, host));
  }

  private Finding finding(Job job, Optional<Worker> worker, Standing standing, String host) {
    if (job.call().equals(NOT_BEGUN)) {
      return Finding.NOT_BEGUN;
    }
    return ofSector(job, standing).orElseGet(() -> ofWorker(job, worker, host));
  }

  private static Optional<Finding> ofSector(Job job, Standing standing) {
    return switch (standing) {
      case Standing.Absent _ -> Optional.of(Finding.NO_SECTOR);
      case Standing.In(String state) when state.equals(SectorStates.REMOVED) ->
          Optional.of(Finding.SECTOR_REMOVED);
      case Standing.In(String state) ->
          Progress.isPast(job.task(), state) ? Optional.of(Finding.SECTOR_PAST) : Optional.empty();
    };
  }

  private Finding ofWorker(Job job, Optional<Worker> worker, String host) {
    return switch (job.state()) {
      case JobState.Returned _, JobState.Done _ -> Finding.RETURNED;
      case JobState.Lost _ -> isOurs ? Finding.LEASED : lost(host);
      case JobState.Running _, JobState.Prepared _, JobState.Assigned _ -> {
        if (worker.isEmpty()) {
          yield isOurs ? Finding.LEASED : Finding.WORKER_GONE;
        }
        yield worker.get().enabled() ? Finding.AT_WORK : Finding.WORKER_SILENT;
      }
    };
  }

  private Finding lost(String host) {
    if (host.isEmpty()) {
      return Finding.HOST_UNKNOWN;
    }
    if (workers.values().stream().anyMatch(worker -> worker.hostname().equals(host))) {
      return Finding.HOST_MAY_WORK;
    }
    return started.filter(start -> start.plus(RETURN).isAfter(now)).isPresent()
        ? Finding.MINER_STARTED
        : Finding.HOST_GONE;
  }
}
