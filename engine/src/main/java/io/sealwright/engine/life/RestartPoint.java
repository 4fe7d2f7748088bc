package io.sealwright.engine.life;

import java.util.Optional;

/** Where a sector that failed, or whose ticket grew old, goes on. */
public enum RestartPoint {
  PACKING("RetryWaitDeals"),
  GET_TICKET("OldTicket"),
  PRE_COMMIT_1("RetrySealPreCommit1"),
  PRE_COMMIT_2("RetrySealPreCommit2"),
  /** The pre-commit is sent anew. */
  PRE_COMMIT("RetryPreCommit"),
  /** The pre-commit that was sent may land after all. */
  PRE_COMMIT_WAIT("RetryPreCommitWait"),
  WAIT_SEED("RetryWaitSeed"),
  COMMIT_1("RetryComputeProof"),
  COMMIT_2("RetryComputeProof"),
  /** The proof is sent anew. */
  COMMIT("RetrySubmitCommit"),
  /** The proof that was sent may land after all. */
  COMMIT_WAIT("RetryCommitWait"),
  FINALIZE("RetryFinalize"),
  STORE("RetryFinalize"),
  TERMINATE("Terminate"),
  TERMINATE_WAIT("Terminating"),
  REMOVE("Remove");

  private final String event;

  RestartPoint(String event) {
    this.event = event;
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

  /** Lotus's name of the event. */
  public String eventName() {
    return event;
  }
}
