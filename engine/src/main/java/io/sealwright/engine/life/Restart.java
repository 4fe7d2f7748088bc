package io.sealwright.engine.life;

import io.sealwright.engine.life.Evidence.PreCommitted;
import io.sealwright.engine.life.SectorState.Commit1;
import io.sealwright.engine.life.SectorState.Commit2;
import io.sealwright.engine.life.SectorState.CommitAggregateWait;
import io.sealwright.engine.life.SectorState.Failed;
import io.sealwright.engine.life.SectorState.FailedUnrecoverable;
import io.sealwright.engine.life.SectorState.FaultReported;
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
import io.sealwright.engine.life.SectorState.Removing;
import io.sealwright.engine.life.SectorState.Reproving;
import io.sealwright.engine.life.SectorState.SubmitCommitAggregate;
import io.sealwright.engine.life.SectorState.SubmitPreCommitBatch;
import io.sealwright.engine.life.SectorState.TerminateWait;
import io.sealwright.engine.life.SectorState.Terminating;
import io.sealwright.engine.life.SectorState.WaitSeed;
import java.util.Optional;

/**
 * Takes a sector back to a point of its way, with what was known there. Only forward from a point
 * it has been at: the evidence must be there.
 */
final class Restart {
  private Restart() {}

  static Optional<SectorState> of(SectorState state, RestartPoint point) {
    return switch (state) {
      case Failed failed -> from(failed.at(), point, isUndone(failed));
      case FailedUnrecoverable(Failed failed, _) -> from(failed.at(), point, isUndone(failed));
      case FailedUnrecoverable stopped -> from(stopped.at(), point, false);
      default -> isNeededUnfailed(state, point) ? unfailed(state, point) : Optional.empty();
    };
  }

  /** A sector whose promise was undone too is promised again, and is no more than that. */
  private static Optional<SectorState> unfailed(SectorState state, RestartPoint point) {
    return point == RestartPoint.PRE_COMMIT
        ? state.known().find(Evidence.Replicated.class).map(SubmitPreCommitBatch::new)
        : from(state, point, false);
  }

  /** Whether a reorganisation took the pre-commit, so that its ticket binds nobody. */
  private static boolean isUndone(Failed failed) {
    return failed.trouble().kind() == Trouble.Kind.PRE_COMMIT_GONE;
  }

  /** What may happen to a sector that goes its way: an old ticket, a message that was undone. */
  private static boolean isNeededUnfailed(SectorState state, RestartPoint point) {
    return switch (state) {
      case PreCommit1 _, PreCommit2 _, SubmitPreCommitBatch _ -> point == RestartPoint.GET_TICKET;
      case FinalizeSector _, MoveStorage _, Proving _, Faulty _, FaultReported _, Recovering _ ->
          point == RestartPoint.COMMIT || point == RestartPoint.PRE_COMMIT;
      case SectorState.TerminateFinality _ -> point == RestartPoint.TERMINATE;
      default -> false;
    };
  }

  private static Optional<SectorState> from(SectorState at, RestartPoint point, boolean isUndone) {
    Evidence known = at.reached();
    boolean isBound =
        known.find(PreCommitted.class).isPresent() && !isUndone
            || known.find(Evidence.Activated.class).isPresent();
    return switch (point) {
      case PACKING -> isBound ? Optional.empty() : Optional.of(new Packing(known.pledged()));
      case GET_TICKET ->
          isBound ? Optional.empty() : known.find(Evidence.Filled.class).map(GetTicket::new);
      case PRE_COMMIT_1 -> sealing(known, Evidence.Ticketed.class).map(PreCommit1::new);
      case PRE_COMMIT_2 -> sealing(known, Evidence.Labelled.class).map(PreCommit2::new);
      case PRE_COMMIT -> sealing(known, Evidence.Replicated.class).map(SubmitPreCommitBatch::new);
      case PRE_COMMIT_WAIT -> preCommitWait(at, known);
      case WAIT_SEED -> sealing(known, PreCommitted.class).map(WaitSeed::new);
      case COMMIT_1 -> sealing(known, Evidence.Seeded.class).map(Commit1::new);
      case COMMIT_2 -> sealing(known, Evidence.Opened.class).map(Commit2::new);
      case COMMIT -> commit(at.known());
      case COMMIT_WAIT -> isSent(at) ? Optional.of(at) : Optional.empty();
      case FINALIZE ->
          known
              .find(Evidence.Activated.class)
              .filter(_ -> known.find(Evidence.Labelled.class).isPresent())
              .filter(_ -> known.find(Evidence.Live.class).isEmpty())
              .map(FinalizeSector::new);
      case STORE -> at instanceof MoveStorage ? Optional.of(at) : Optional.empty();
      case TERMINATE -> known.find(Evidence.OnChain.class).map(Terminating::new);
      case TERMINATE_WAIT -> at instanceof TerminateWait ? Optional.of(at) : Optional.empty();
      case REMOVE -> at instanceof Removing ? Optional.of(at) : Optional.empty();
      case MEND -> stored(at).map(live -> new FaultReported(live, Optional.empty()));
    };
  }

  /** What is known of a sector that only lives: none is that is being ended, or proven again. */
  private static Optional<Evidence.Live> stored(SectorState at) {
    return switch (at) {
      case Proving s -> Optional.of(s.known());
      case Faulty s -> Optional.of(s.known());
      case FaultReported s -> Optional.of(s.known());
      case Recovering s -> Optional.of(s.known());
      default -> Optional.empty();
    };
  }

  /** The files of a sector that is stored stay where they are. */
  private static Optional<SectorState> commit(Evidence known) {
    Optional<Evidence.Proven> proven = known.find(Evidence.Proven.class);
    Optional<Evidence.Live> stored = known.find(Evidence.Live.class);
    return stored.isPresent()
        ? proven.map(_ -> new Reproving(stored.get(), Optional.empty()))
        : proven.map(SubmitCommitAggregate::new);
  }

  private static boolean isSent(SectorState at) {
    return at instanceof CommitAggregateWait
        || (at instanceof Reproving again && again.sent().isPresent());
  }

  /** Evidence of a sector the chain does not have yet: a live one is not sealed anew. */
  private static <E extends Evidence> Optional<E> sealing(Evidence known, Class<E> kind) {
    return known.find(Evidence.Activated.class).isPresent() ? Optional.empty() : known.find(kind);
  }

  private static Optional<SectorState> preCommitWait(SectorState at, Evidence known) {
    if (at instanceof PreCommitBatchWait) {
      return Optional.of(at);
    }
    return sealing(known, PreCommitted.class)
        .flatMap(promise ->
            promise.message().map(sent -> new PreCommitBatchWait(promise.replicated(), sent)));
  }
}
