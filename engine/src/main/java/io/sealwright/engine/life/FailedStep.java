package io.sealwright.engine.life;

import io.sealwright.engine.life.SectorState.Commit1;
import io.sealwright.engine.life.SectorState.Commit2;
import io.sealwright.engine.life.SectorState.CommitAggregateWait;
import io.sealwright.engine.life.SectorState.Expired;
import io.sealwright.engine.life.SectorState.Failed;
import io.sealwright.engine.life.SectorState.FailedUnrecoverable;
import io.sealwright.engine.life.SectorState.FaultReported;
import io.sealwright.engine.life.SectorState.FaultedFinal;
import io.sealwright.engine.life.SectorState.Faulty;
import io.sealwright.engine.life.SectorState.FinalizeSector;
import io.sealwright.engine.life.SectorState.GetTicket;
import io.sealwright.engine.life.SectorState.MoveStorage;
import io.sealwright.engine.life.SectorState.Packing;
import io.sealwright.engine.life.SectorState.PreCommit1;
import io.sealwright.engine.life.SectorState.PreCommit2;
import io.sealwright.engine.life.SectorState.PreCommitBatchWait;
import io.sealwright.engine.life.SectorState.Proving;
import io.sealwright.engine.life.SectorState.Recovering;
import io.sealwright.engine.life.SectorState.Removed;
import io.sealwright.engine.life.SectorState.Removing;
import io.sealwright.engine.life.SectorState.Reproving;
import io.sealwright.engine.life.SectorState.SubmitCommitAggregate;
import io.sealwright.engine.life.SectorState.SubmitPreCommitBatch;
import io.sealwright.engine.life.SectorState.TerminateFinality;
import io.sealwright.engine.life.SectorState.TerminateWait;
import io.sealwright.engine.life.SectorState.Terminating;
import io.sealwright.engine.life.SectorState.WaitSeed;
import java.util.Optional;

/** What failed. Lotus's states and events name some steps alike. */
public enum FailedStep {
  ADD_PIECE("AddPieceFailed", "AddPieceFailed"),
  PRE_COMMIT_1("SealPreCommit1Failed", "SealPreCommit1Failed"),
  PRE_COMMIT_2("SealPreCommit2Failed", "SealPreCommit2Failed"),
  /** The pre-commit was refused, or the chain does not have it any more. */
  PRE_COMMIT("PreCommitFailed", "ChainPreCommitFailed"),
  COMMIT_1("ComputeProofFailed", "ComputeProofFailed"),
  COMMIT_2("ComputeProofFailed", "ComputeProofFailed"),
  /** The proof was refused. */
  COMMIT("CommitFailed", "CommitFailed"),
  FINALIZE("FinalizeFailed", "FinalizeFailed"),
  /** The trimmed files could not be brought to where they stay. */
  STORE("FinalizeFailed", "FinalizeFailed"),
  TERMINATE("TerminateFailed", "TerminateFailed"),
  REMOVE("RemoveFailed", "RemoveFailed");

  private final String state;
  private final String event;

  FailedStep(String state, String event) {
    this.state = state;
    this.event = event;
  }

  /** Lotus's name of the failed state. */
  public String stateName() {
    return state;
  }

  /** Lotus's name of the event. */
  public String eventName() {
    return event;
  }

  /** Which step a trouble in a state fails; none in states in which nothing can. */
  public static Optional<FailedStep> of(SectorState state, Trouble.Kind kind) {
    boolean preCommitted = state.known().find(Evidence.PreCommitted.class).isPresent();
    return switch (kind) {
      case PRE_COMMIT_GONE, PRE_COMMIT_EXPIRED ->
          preCommitted && isBeforeActivation(state)
                  || state instanceof PreCommitBatchWait && kind == Trouble.Kind.PRE_COMMIT_EXPIRED
              ? Optional.of(PRE_COMMIT)
              : Optional.empty();
      case HOST,
          INPUT_LOST,
          INPUT_BAD,
          NO_PARAMETERS,
          PROOF_INVALID,
          SEED_CHANGED,
          REFUSED,
          UNACCEPTABLE,
          OUT_OF_GAS,
          NO_FUNDS,
          SUPERSEDED ->
          of(state);
    };
  }

  private static boolean isBeforeActivation(SectorState state) {
    return state instanceof Reproving
        || (state.known().find(Evidence.Activated.class).isEmpty() && of(state).isPresent());
  }

  private static Optional<FailedStep> of(SectorState state) {
    return switch (state) {
      case Packing _ -> Optional.of(ADD_PIECE);
      case PreCommit1 _ -> Optional.of(PRE_COMMIT_1);
      case PreCommit2 _ -> Optional.of(PRE_COMMIT_2);
      case SubmitPreCommitBatch _, PreCommitBatchWait _, WaitSeed _ -> Optional.of(PRE_COMMIT);
      case Commit1 _ -> Optional.of(COMMIT_1);
      case Commit2 _ -> Optional.of(COMMIT_2);
      case SubmitCommitAggregate _, CommitAggregateWait _, Reproving _ -> Optional.of(COMMIT);
      case FinalizeSector _ -> Optional.of(FINALIZE);
      case MoveStorage _ -> Optional.of(STORE);
      case Terminating _, TerminateWait _ -> Optional.of(TERMINATE);
      case Removing _ -> Optional.of(REMOVE);
      case GetTicket _,
          Proving _,
          Faulty _,
          FaultReported _,
          Recovering _,
          Expired _,
          FaultedFinal _,
          TerminateFinality _,
          Removed _,
          Failed _,
          FailedUnrecoverable _ ->
          Optional.empty();
    };
  }
}
