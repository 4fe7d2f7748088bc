package io.sealwright.engine.stage.attempt;

import io.sealwright.engine.life.SectorState;
import java.util.Optional;

/** What is done to a sector's files. The names are in those of attempts' folders. */
public enum Work {
  AP,
  PC1,
  PC2,
  C1,
  C2,
  /** What proving does not read is dropped. */
  FIN,
  /** What is left is brought to where it stays. */
  GET,
  /** A live sector that is lost is made again, and stored. */
  RECOVER,
  /** All that there is of a sector is taken away. */
  REMOVE;

  /** What a state needs done; none where it needs nothing, or a message. */
  public static Optional<Work> of(SectorState state) {
    return switch (state) {
      case SectorState.Packing _ -> Optional.of(AP);
      case SectorState.PreCommit1 _ -> Optional.of(PC1);
      case SectorState.PreCommit2 _ -> Optional.of(PC2);
      case SectorState.Commit1 _ -> Optional.of(C1);
      case SectorState.Commit2 _ -> Optional.of(C2);
      case SectorState.FinalizeSector _ -> Optional.of(FIN);
      case SectorState.MoveStorage _ -> Optional.of(GET);
      case SectorState.Faulty _, SectorState.FaultReported _ -> Optional.of(RECOVER);
      case SectorState.Removing _ -> Optional.of(REMOVE);
      case SectorState.Failed(SectorState.FinalizeSector _, _),
          SectorState.Failed(SectorState.MoveStorage _, _) ->
          Optional.of(RECOVER);
      case SectorState.GetTicket _,
          SectorState.SubmitPreCommitBatch _,
          SectorState.PreCommitBatchWait _,
          SectorState.WaitSeed _,
          SectorState.SubmitCommitAggregate _,
          SectorState.CommitAggregateWait _,
          SectorState.Reproving _,
          SectorState.Proving _,
          SectorState.Recovering _,
          SectorState.Expired _,
          SectorState.FaultedFinal _,
          SectorState.Terminating _,
          SectorState.TerminateWait _,
          SectorState.TerminateFinality _,
          SectorState.Removed _,
          SectorState.Failed _,
          SectorState.FailedUnrecoverable _ ->
          Optional.empty();
    };
  }
}
