package io.sealwright.engine.cluster.work;

import io.sealwright.engine.cluster.work.Obstacle.Disabled;
import io.sealwright.engine.cluster.work.Obstacle.OtherTasks;
import io.sealwright.engine.cluster.work.Queue.Request;
import java.util.List;

/**
 * Why a request is on no worker.
 *
 * @param workers each with what keeps it from taking the request; nothing known for certain means
 *     that it could
 */
public record Explanation(Request request, List<At> workers) {

  /** The obstacles of one worker. */
  public record At(Worker worker, List<Obstacle> obstacles) {
    public At {
      obstacles = List.copyOf(obstacles);
    }

    /** Whether nothing the API shows keeps the request away from this worker. */
    public boolean couldTake() {
      return obstacles.stream().noneMatch(Obstacle::isCertain);
    }

    boolean has(Class<? extends Obstacle> kind) {
      return obstacles.stream().anyMatch(kind::isInstance);
    }
  }

  /** The reasons in one word. */
  public enum Verdict {
    /** No worker is connected at all. */
    NO_WORKER,
    /** None of the workers that answer does such tasks, and none that is silent is known to. */
    NOBODY_DOES_IT,
    /** Those that do such tasks do not answer, or are switched off. */
    ALL_DISABLED,
    /** Those that do such tasks have no room. */
    NO_ROOM,
    /**
     * A worker could take it. That it does not has a cause the API does not show: the sector's
     * files are where the worker cannot fetch them, no path has space, or the next pass is still to
     * come.
     */
    UNKNOWN
  }

  public Explanation {
    workers = List.copyOf(workers);
  }

  public Verdict verdict() {
    if (workers.isEmpty()) {
      return Verdict.NO_WORKER;
    }
    if (workers.stream().anyMatch(At::couldTake)) {
      return Verdict.UNKNOWN;
    }
    List<At> capable = workers.stream().filter(at -> !at.has(OtherTasks.class)).toList();
    if (capable.isEmpty()) {
      return Verdict.NOBODY_DOES_IT;
    }
    return capable.stream().allMatch(at -> at.has(Disabled.class))
        ? Verdict.ALL_DISABLED
        : Verdict.NO_ROOM;
  }
}
