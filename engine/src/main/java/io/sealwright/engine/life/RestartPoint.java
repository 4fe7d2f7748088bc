package io.sealwright.engine.life;

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

  /** Lotus's name of the event. */
  public String eventName() {
    return event;
  }
}
