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

/**
 * What a state alone says against removing a sector. It is the second look: whoever removes has
 * asked the chain first.
 */
final class Removal {
  private static final String DEPOSIT = "its pre-commit may be on the chain, with a deposit";
  private static final String LIVE = "the chain has it: it is to be terminated first";
  private static final String GOING = "it is being removed, or was";

  private Removal() {}

  static Optional<String> objection(SectorState state) {
    return switch (state) {
      case Packing _,
          GetTicket _,
          PreCommit1 _,
          PreCommit2 _,
          SubmitPreCommitBatch _,
          Expired _,
          FaultedFinal _,
          TerminateFinality _ ->
          Optional.empty();
      case PreCommitBatchWait _,
          WaitSeed _,
          Commit1 _,
          Commit2 _,
          SubmitCommitAggregate _,
          CommitAggregateWait _,
          Reproving _ ->
          Optional.of(DEPOSIT);
      case FinalizeSector _,
          MoveStorage _,
          Proving _,
          Faulty _,
          FaultReported _,
          Recovering _,
          Terminating _,
          TerminateWait _ ->
          Optional.of(LIVE);
      case Removing _, Removed _ -> Optional.of(GOING);
      case Failed failed ->
          failed.trouble().kind() == Trouble.Kind.PRE_COMMIT_EXPIRED
              ? Optional.empty()
              : objection(failed.at());
      case FailedUnrecoverable stopped -> objection(stopped.at());
    };
  }
}
