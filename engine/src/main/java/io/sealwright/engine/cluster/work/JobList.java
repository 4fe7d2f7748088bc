package io.sealwright.engine.cluster.work;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Jobs in the order in which they are shown, each with what is to be said of it. */
public final class JobList {
  private static final Comparator<Job> ORDER =
      Comparator.<Job>comparingInt(job -> job.state().runWait())
          .thenComparing(job -> job.start().orElse(Instant.MIN))
          .thenComparing(job -> job.call().toString());

  private JobList() {}

  /** What an operator should know of a job besides its state. */
  public enum Remark {
    NONE,
    /** {@link JobState.Lost}. */
    LOST,
    /** Its worker does not answer, or was switched off: it may be running on, or be gone. */
    WORKER_SILENT,
    /** The miner has forgotten its worker. */
    WORKER_GONE
  }

  /**
   * A job with the host it is on.
   *
   * @param host empty if nobody can say
   */
  public record Row(Job job, String host, Remark remark) {}

  /**
   * The jobs with their hosts: the most advanced first, then the oldest.
   *
   * @param withDone whether to show those that are over as well
   */
  public static List<Row> of(Collection<Job> jobs, Map<UUID, Worker> workers, boolean withDone) {
    return jobs.stream()
        .filter(job -> withDone || !(job.state() instanceof JobState.Done))
        .sorted(ORDER)
        .map(job -> row(job, Optional.ofNullable(workers.get(job.worker()))))
        .toList();
  }

  private static Row row(Job job, Optional<Worker> worker) {
    String host = worker.map(Worker::hostname).or(job::hostname).orElse("");
    return new Row(job, host, remark(job, worker));
  }

  private static Remark remark(Job job, Optional<Worker> worker) {
    return switch (job.state()) {
      case JobState.Lost _ -> Remark.LOST;
      case JobState.Returned _, JobState.Done _ -> Remark.NONE;
      case JobState.Running _, JobState.Prepared _, JobState.Assigned _ -> {
        if (worker.isEmpty()) {
          yield Remark.WORKER_GONE;
        }
        yield worker.get().enabled() ? Remark.NONE : Remark.WORKER_SILENT;
      }
    };
  }
}
