package io.sealwright.engine.cluster.work;

/** Where a job is. The API writes it as one number, {@code RunWait}. */
public sealed interface JobState {
  /** Given to a worker that has not begun with it; {@code place} 1 is next. */
  record Assigned(int place) implements JobState {}

  /** Its input is being fetched, or it waits for memory on its worker. It has no call id yet. */
  record Prepared() implements JobState {}

  record Running() implements JobState {}

  /**
   * The miner waits for a result, but no slot of a worker runs the job: the miner was restarted, or
   * the worker has gone. If the worker has forgotten it, nothing will come.
   */
  record Lost() implements JobState {}

  /** The result is there; the sector has not taken it yet. */
  record Returned() implements JobState {}

  /** Over; its record has not been cleaned away. */
  record Done() implements JobState {}

  static JobState of(int runWait) {
    if (runWait > 1) {
      return new Assigned(runWait - 1);
    }
    return switch (runWait) {
      case 1 -> new Prepared();
      case 0 -> new Running();
      case -1 -> new Lost();
      case -2 -> new Returned();
      default -> new Done();
    };
  }

  /** The number of the API: sorted by it, what has come furthest is first. */
  default int runWait() {
    return switch (this) {
      case Assigned(int place) -> place + 1;
      case Prepared _ -> 1;
      case Running _ -> 0;
      case Lost _ -> -1;
      case Returned _ -> -2;
      case Done _ -> -3;
    };
  }

  /** The word Lotus has for it: {@code assigned(1)}, {@code ret-wait}. */
  default String word() {
    return switch (this) {
      case Assigned(int place) -> "assigned(" + place + ")";
      case Prepared _ -> "prepared";
      case Running _ -> "running";
      case Lost _ -> "ret-wait";
      case Returned _ -> "returned";
      case Done _ -> "ret-done";
    };
  }
}
