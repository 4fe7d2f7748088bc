package io.sealwright.engine.removal;

import io.sealwright.engine.cluster.work.Job;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Optional;
import java.util.Set;

/** One thing to do about a sector. */
public sealed interface Action {
  /** Make paths reachable again: mount, repair, attach. */
  record Reattach(Set<String> paths) implements Action {
    public Reattach {
      paths = Set.copyOf(paths);
    }
  }

  /** Start the workers of all hosts, and attach every path that may have the files. */
  record Attach(Set<String> idleHosts) implements Action {
    public Attach {
      idleHosts = Set.copyOf(idleHosts);
    }
  }

  /** Make the files again from chain data; none missing means that only their use is. */
  record Recover(Set<FileType> missing, Recovery.Possible how) implements Action {
    public Recover {
      missing = Set.copyOf(missing);
    }
  }

  /** Bring the miner's record back from a backup. */
  record RestoreRecord() implements Action {}

  /** Force the record into an earlier state, from which the miner goes on. */
  record SetBack(String state) implements Action {}

  /** Give a job up, by its full id: a part of one may hit another job. */
  record Abort(Job job) implements Action {}

  /**
   * Wait.
   *
   * @param until the first epoch at which it is over, where that is known
   */
  record Await(Event event, Optional<Epoch> until) implements Action {}

  /** End the sector on the chain. */
  record Terminate(Means means) implements Action {}

  /** Delete the files, and let the miner forget the sector where it knows it. */
  record Remove(Means means) implements Action {}

  /** What is waited for. */
  enum Event {
    JOB,
    MESSAGE,
    /** That the sector's end cannot be undone. */
    FINALITY,
    /** That the sector's deadline may be changed again. */
    DEADLINE,
    /** That the chain drops a pre-commit, and burns its deposit. */
    LAPSE,
    /** What the miner does by itself. */
    MINER
  }

  /** By whose hand. */
  enum Means {
    /** The miner's API, which must know the sector. */
    MINER,
    /** A message of ours to the chain. */
    MESSAGE,
    /** Our own hand in the storage paths. */
    FILES
  }

  /** Whether it cannot be undone by waiting: it takes a permit. */
  default boolean isDangerous() {
    return switch (this) {
      case SetBack _, Abort _, Terminate _, Remove _ -> true;
      case Reattach _, Attach _, Recover _, RestoreRecord _, Await _ -> false;
    };
  }

  /** Whether the miner is told the sector's number, rather than a job's id. */
  default boolean isCommandToMiner() {
    return switch (this) {
      case SetBack _ -> true;
      case Terminate(Means means) -> means == Means.MINER;
      case Remove(Means means) -> means == Means.MINER;
      case Abort _, Reattach _, Attach _, Recover _, RestoreRecord _, Await _ -> false;
    };
  }
}
