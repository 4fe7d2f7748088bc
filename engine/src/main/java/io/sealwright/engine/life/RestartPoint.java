package io.sealwright.engine.life;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a sector that failed, or whose ticket grew old, goes on. Operators name it by the state
 * that the sector is in then; names that Lotus had in other releases mean the same.
 */
public enum RestartPoint {
  PACKING("RetryWaitDeals", "Packing"),
  GET_TICKET("OldTicket", "GetTicket"),
  PRE_COMMIT_1("RetrySealPreCommit1", "PreCommit1"),
  PRE_COMMIT_2("RetrySealPreCommit2", "PreCommit2"),
  /** The pre-commit is sent anew. */
  PRE_COMMIT("RetryPreCommit", "SubmitPreCommitBatch", "PreCommitting"),
  /** The pre-commit that was sent may land after all. */
  PRE_COMMIT_WAIT("RetryPreCommitWait", "PreCommitBatchWait", "PreCommitWait"),
  WAIT_SEED("RetryWaitSeed", "WaitSeed"),
  COMMIT_1("RetryComputeProof", "Committing"),
  /** Has no name of its own in Lotus: Committing begins with C1. */
  COMMIT_2("RetryComputeProof"),
  /** The proof is sent anew. */
  COMMIT("RetrySubmitCommit", "SubmitCommitAggregate", "SubmitCommit"),
  /** The proof that was sent may land after all. */
  COMMIT_WAIT("RetryCommitWait", "CommitAggregateWait", "CommitWait"),
  FINALIZE("RetryFinalize", "FinalizeSector", "CommitFinalize"),
  /** Has no name of its own in Lotus: FinalizeSector begins with the trimming. */
  STORE("RetryFinalize"),
  TERMINATE("Terminate", "Terminating"),
  TERMINATE_WAIT("Terminating", "TerminateWait"),
  REMOVE("Remove", "Removing"),
  /** A stored sector is looked at as one whose fault is known, and is proven if it is whole. */
  MEND("FaultReported", "FaultReported");

  private final String event;
  private final List<String> states;

  RestartPoint(String event, String... states) {
    this.event = event;
    this.states = List.of(states);
  }

  /** The point at which a sector stands that has not failed; none where it only lives or rests. */
  public static Optional<RestartPoint> of(SectorState state) {
    return switch (state) {
      case SectorState.Packing _ -> Optional.of(PACKING);
      case SectorState.GetTicket _ -> Optional.of(GET_TICKET);
      case SectorState.PreCommit1 _ -> Optional.of(PRE_COMMIT_1);
      case SectorState.PreCommit2 _ -> Optional.of(PRE_COMMIT_2);
      case SectorState.SubmitPreCommitBatch _ -> Optional.of(PRE_COMMIT);
      case SectorState.PreCommitBatchWait _ -> Optional.of(PRE_COMMIT_WAIT);
      case SectorState.WaitSeed _ -> Optional.of(WAIT_SEED);
      case SectorState.Commit1 _ -> Optional.of(COMMIT_1);
      case SectorState.Commit2 _ -> Optional.of(COMMIT_2);
      case SectorState.SubmitCommitAggregate _ -> Optional.of(COMMIT);
      case SectorState.CommitAggregateWait _ -> Optional.of(COMMIT_WAIT);
      case SectorState.Reproving again ->
          Optional.of(again.sent().isPresent() ? COMMIT_WAIT : COMMIT);
      case SectorState.FinalizeSector _ -> Optional.of(FINALIZE);
      case SectorState.MoveStorage _ -> Optional.of(STORE);
      case SectorState.Terminating _ -> Optional.of(TERMINATE);
      case SectorState.TerminateWait _ -> Optional.of(TERMINATE_WAIT);
      case SectorState.Removing _ -> Optional.of(REMOVE);
      case SectorState.Proving _,
          SectorState.Faulty _,
          SectorState.FaultReported _,
          SectorState.Recovering _,
          SectorState.Expired _,
          SectorState.FaultedFinal _,
          SectorState.TerminateFinality _,
          SectorState.Removed _,
          SectorState.Failed _,
          SectorState.FailedUnrecoverable _ ->
          Optional.empty();
    };
  }

  /** Whether a sector stands there, and has not failed. */
  public boolean isAt(SectorState state) {
    return of(state).filter(this::equals).isPresent();
  }

  /** Lotus's name of the event. */
  public String eventName() {
    return event;
  }

  /** The point that a state of Lotus means, whatever its case. */
  public static Optional<RestartPoint> ofState(String name) {
    return Arrays.stream(values())
        .filter(point -> point.states.stream().anyMatch(name::equalsIgnoreCase))
        .findFirst();
  }

  /** The point of a name: a state of Lotus, or our own, which every point has. */
  public static Optional<RestartPoint> named(String name) {
    return ofState(name)
        .or(() ->
            Arrays.stream(values())
                .filter(point -> point.key().equalsIgnoreCase(name))
                .findFirst());
  }

  private String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state a sector is in there; our own name where Lotus has none. */
  public String stateName() {
    return states.isEmpty() ? key() : states.getFirst();
  }

  /** The states by which points are named, in the order of a sector's way. */
  public static List<String> stateNames() {
    return Arrays.stream(values()).flatMap(point -> point.states.stream().limit(1)).toList();
  }
}
