package io.sealwright.engine.life.next;

import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.SectorState;
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
import io.sealwright.engine.schedule.TaskType;

/** Says what a sector needs next. Pure: the same state and facts give the same answer. */
public final class Lifecycle {
  private Lifecycle() {}

  /** No {@code default}: a new state does not compile until it is answered here. */
  public static Next next(SectorState state, Facts facts) {
    return switch (state) {
      case Packing _ -> new Next.Run(TaskType.AP, Reason.NEXT_STEP);
      case GetTicket _ -> Promising.ticket(facts);
      case PreCommit1 s -> Promising.replicate(s.known(), s.known(), TaskType.PC1, facts);
      case PreCommit2 s ->
          Promising.replicate(s.known(), s.known().ticketed(), TaskType.PC2, facts);
      case SubmitPreCommitBatch s -> Promising.submit(s.known(), facts);
      case PreCommitBatchWait s -> Promising.await(s, facts);
      case WaitSeed s -> ProofMaking.seed(s, facts);
      case Commit1 s -> ProofMaking.run(s, TaskType.C1, facts);
      case Commit2 s -> ProofMaking.run(s, TaskType.C2, facts);
      case SubmitCommitAggregate s -> ProofMaking.submit(s, facts);
      case CommitAggregateWait s -> ProofMaking.await(s, s.sent(), facts);
      case Reproving s -> ProofMaking.again(s, facts);
      case FinalizeSector s -> Living.keepFiles(s.known(), TaskType.FIN, facts);
      case MoveStorage s -> Living.keepFiles(s.known(), TaskType.GET, facts);
      case Proving s -> Living.prove(s, facts);
      case Faulty s -> Living.report(s, facts);
      case FaultReported s -> Living.mend(s, facts);
      case Recovering s -> Living.recover(s, facts);
      case Expired _ -> new Next.Rest(Reason.LIFE_OVER);
      case FaultedFinal _ -> new Next.Rest(Reason.ENDED_ON_CHAIN);
      case Terminating s -> Ending.submit(s, facts);
      case TerminateWait s -> Ending.await(s, facts);
      case TerminateFinality s -> Ending.rest(s, facts);
      case Removing s -> Ending.remove(s, facts);
      case Removed s -> new Next.Rest(s.reason());
      case Failed s -> AfterFailure.next(s, facts);
      case FailedUnrecoverable s -> new Next.Rest(s.reason());
    };
  }
}
