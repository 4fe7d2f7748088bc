package io.sealwright.engine.life;

import io.sealwright.engine.life.Evidence.PreCommitted;
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
import io.sealwright.protocol.epoch.Epoch;
import java.util.Optional;

/**
 * Carries events out on states. An event that does not fit is refused and changes nothing: that is
 * how a result that comes when its step is over, or an operator's hasty wish, does no harm. A late
 * result of an earlier attempt at the same step looks like one of the present attempt; whoever
 * publishes results tells them apart.
 */
public final class Transitions {
  private Transitions() {}

  public static Outcome on(SectorState state, SectorEvent event) {
    return after(state, event)
        .<Outcome>map(Outcome.Changed::new)
        .orElseGet(() -> new Outcome.Refused(objection(state, event)));
  }

  /**
   * Where a sector begins that the chain has and that had no record: a live one is looked at before
   * it is well, a promised one goes on with its proof, or is made from its beginning.
   */
  public static SectorState adopted(Evidence known) {
    return switch (known) {
      case Evidence.Live live -> new FaultReported(live, Optional.empty());
      case PreCommitted promised -> new WaitSeed(promised);
      case Evidence.Pledged pledged -> new Packing(pledged);
      default -> throw new IllegalArgumentException("nothing is adopted that is " + known);
    };
  }

  private static Optional<SectorState> after(SectorState state, SectorEvent event) {
    return switch (event) {
      case SectorEvent.Packed _,
          SectorEvent.TicketDrawn _,
          SectorEvent.Labelled _,
          SectorEvent.Replicated _,
          SectorEvent.PreCommitSent _,
          SectorEvent.SeedDrawn _,
          SectorEvent.OpeningsMade _,
          SectorEvent.ProofMade _,
          SectorEvent.CommitSent _,
          SectorEvent.Trimmed _,
          SectorEvent.TerminateSent _,
          SectorEvent.Removed _ ->
          step(state, event);
      case SectorEvent.PreCommitLanded landed -> preCommitLanded(state, landed);
      case SectorEvent.Activated activated -> activated(state, activated);
      case SectorEvent.Stored stored -> stored(state, stored.at());
      case SectorEvent.FaultFound found -> faultFound(state, found.words());
      case SectorEvent.FaultReported reported -> faultReported(state, reported.sent());
      case SectorEvent.RecoveryDeclared declared ->
          state instanceof FaultReported s
              ? Optional.of(new Recovering(s.known(), declared.sent()))
              : Optional.empty();
      case SectorEvent.Recovered _ -> recovered(state);
      case SectorEvent.Ended ended -> ended(state, ended);
      case SectorEvent.Terminate _ -> terminate(state);
      case SectorEvent.Terminated terminated -> terminated(state, terminated.at());
      case SectorEvent.Remove remove ->
          Removal.objection(state).isEmpty()
              ? Optional.of(new Removing(state.known(), remove.reason()))
              : Optional.empty();
      case SectorEvent.Reinstated reinstated -> reinstated(state, reinstated.at());
      case SectorEvent.Adopted _ -> Optional.empty();
      case SectorEvent.StepFailed failed -> failed(state, failed);
      case SectorEvent.Retry retry -> Restart.of(state, retry.point());
      case SectorEvent.Stop stop -> stop(state, stop.reason());
    };
  }

  /** Events that fit one state each. */
  private static Optional<SectorState> step(SectorState state, SectorEvent event) {
    return switch (event) {
      case SectorEvent.Packed e when state instanceof Packing s ->
          Optional.of(new GetTicket(new Evidence.Filled(s.known(), e.pieces(), e.at())));
      case SectorEvent.TicketDrawn e when state instanceof GetTicket s ->
          Optional.of(new PreCommit1(new Evidence.Ticketed(s.known(), e.ticket(), e.epoch())));
      case SectorEvent.Labelled e when state instanceof PreCommit1 s ->
          Optional.of(new PreCommit2(new Evidence.Labelled(s.known(), e.commD(), e.at())));
      case SectorEvent.Replicated e when state instanceof PreCommit2 s ->
          Optional.of(new SubmitPreCommitBatch(new Evidence.Replicated(s.known(), e.commR())));
      case SectorEvent.PreCommitSent e when state instanceof SubmitPreCommitBatch s ->
          Optional.of(new PreCommitBatchWait(s.known(), e.sent()));
      case SectorEvent.SeedDrawn e when state instanceof WaitSeed s ->
          Optional.of(new Commit1(new Evidence.Seeded(s.known(), e.seed())));
      case SectorEvent.OpeningsMade _ when state instanceof Commit1 s ->
          Optional.of(new Commit2(new Evidence.Opened(s.known())));
      case SectorEvent.ProofMade e when state instanceof Commit2 s ->
          Optional.of(new SubmitCommitAggregate(new Evidence.Proven(s.known(), e.proof())));
      case SectorEvent.CommitSent e when state instanceof SubmitCommitAggregate s ->
          Optional.of(new CommitAggregateWait(s.known(), e.sent()));
      case SectorEvent.CommitSent e when state instanceof Reproving s && s.sent().isEmpty() ->
          Optional.of(new Reproving(s.known(), Optional.of(e.sent())));
      case SectorEvent.Trimmed _ when state instanceof FinalizeSector s ->
          Optional.of(new MoveStorage(s.known()));
      case SectorEvent.TerminateSent e when state instanceof Terminating s ->
          Optional.of(new TerminateWait(s.known(), e.sent()));
      case SectorEvent.Removed _ when state instanceof Removing s ->
          Optional.of(new Removed(s.known(), s.reason()));
      default -> Optional.empty();
    };
  }

  /** A promise may be found on the chain from the moment there is a replica to compare with. */
  private static Optional<SectorState> preCommitLanded(
      SectorState state, SectorEvent.PreCommitLanded landed) {
    if (!isSealing(state)
        || state instanceof CommitAggregateWait
        || (state instanceof Reproving again && again.sent().isPresent())) {
      return Optional.empty();
    }
    return state
        .known()
        .find(Evidence.Replicated.class)
        .map(replica ->
            new WaitSeed(
                new PreCommitted(
                    replica, preCommitMessage(state), landed.epoch(), landed.deposit())));
  }

  private static Optional<Sent> preCommitMessage(SectorState state) {
    return state
        .known()
        .find(PreCommitted.class)
        .map(PreCommitted::message)
        .orElseGet(state::message);
  }

  private static Optional<SectorState> activated(
      SectorState state, SectorEvent.Activated activated) {
    if (!isSealing(state) || state.known().find(Evidence.Replicated.class).isEmpty()) {
      return Optional.empty();
    }
    SectorState at = state instanceof Failed failed ? failed.at() : state;
    if (at instanceof Reproving again) {
      return Optional.of(new Proving(again(again, activated)));
    }
    Optional<Sent> message =
        state.known().find(Evidence.Proven.class).isPresent() ? state.message() : Optional.empty();
    return Optional.of(
        new FinalizeSector(
            new Evidence.Activated(
                state.known(), message, activated.epoch(), activated.expires())));
  }

  /** Proven once more, a sector has its files where they were. */
  private static Evidence.Live again(Reproving state, SectorEvent.Activated activated) {
    Evidence.Activated before = state.known().activated();
    return new Evidence.Live(
        new Evidence.Activated(
            before.known(),
            state.sent().or(before::message),
            activated.epoch(),
            activated.expires()),
        state.known().files());
  }

  /**
   * Whether the chain does not have it yet as a sector, or no more; also where that failed or
   * stopped.
   */
  private static boolean isSealing(SectorState state) {
    return switch (state) {
      case Failed failed -> isSealing(failed.at());
      case Packing _,
          GetTicket _,
          PreCommit1 _,
          PreCommit2 _,
          SubmitPreCommitBatch _,
          PreCommitBatchWait _,
          WaitSeed _,
          Commit1 _,
          Commit2 _,
          SubmitCommitAggregate _,
          CommitAggregateWait _,
          Reproving _ ->
          true;
      case FinalizeSector _,
          MoveStorage _,
          Proving _,
          Faulty _,
          FaultReported _,
          Recovering _,
          Expired _,
          FaultedFinal _,
          Terminating _,
          TerminateWait _,
          TerminateFinality _,
          Removing _,
          Removed _,
          FailedUnrecoverable _ ->
          false;
    };
  }

  private static Optional<SectorState> stored(SectorState state, Place at) {
    return switch (state) {
      case MoveStorage s -> Optional.of(new Proving(new Evidence.Live(s.known(), at)));
      case Faulty s -> Optional.of(new Proving(s.known().movedTo(at)));
      case FaultReported s -> Optional.of(new FaultReported(s.known().movedTo(at), s.sent()));
      case Failed(FinalizeSector s, _) ->
          Optional.of(new Proving(new Evidence.Live(s.known(), at)));
      case Failed(MoveStorage s, _) -> Optional.of(new Proving(new Evidence.Live(s.known(), at)));
      default -> Optional.empty();
    };
  }

  private static Optional<SectorState> faultFound(SectorState state, String words) {
    return switch (state) {
      case Proving s -> Optional.of(new Faulty(s.known(), words));
      case FaultReported s -> Optional.of(new Faulty(s.known(), words));
      default -> Optional.empty();
    };
  }

  private static Optional<SectorState> faultReported(SectorState state, Optional<Sent> sent) {
    return switch (state) {
      case Proving s -> Optional.of(new FaultReported(s.known(), sent));
      case Faulty s -> Optional.of(new FaultReported(s.known(), sent));
      case Recovering s -> Optional.of(new FaultReported(s.known(), sent));
      default -> Optional.empty();
    };
  }

  private static Optional<SectorState> recovered(SectorState state) {
    return switch (state) {
      case Faulty s -> Optional.of(new Proving(s.known()));
      case FaultReported s -> Optional.of(new Proving(s.known()));
      case Recovering s -> Optional.of(new Proving(s.known()));
      default -> Optional.empty();
    };
  }

  private static Optional<SectorState> ended(SectorState state, SectorEvent.Ended ended) {
    return onChain(state)
        .map(known ->
            ended.early() ? new FaultedFinal(known, ended.at()) : new Expired(known, ended.at()));
  }

  private static Optional<SectorState> terminate(SectorState state) {
    return onChain(state).map(Terminating::new);
  }

  /** What is known of a sector that the chain has, unless its end is under way already. */
  private static Optional<Evidence.OnChain> onChain(SectorState state) {
    return switch (state) {
      case FinalizeSector s -> Optional.of(s.known());
      case MoveStorage s -> Optional.of(s.known());
      case Proving s -> Optional.of(s.known());
      case Faulty s -> Optional.of(s.known());
      case FaultReported s -> Optional.of(s.known());
      case Recovering s -> Optional.of(s.known());
      case Failed failed -> onChain(failed.at());
      case FailedUnrecoverable stopped -> onChain(stopped.at());
      default -> Optional.empty();
    };
  }

  private static Optional<SectorState> terminated(SectorState state, Epoch at) {
    return switch (state) {
      case Terminating s -> Optional.of(new TerminateFinality(s.known(), Optional.empty(), at));
      case TerminateWait s ->
          Optional.of(new TerminateFinality(s.known(), Optional.of(s.sent()), at));
      case Failed(Terminating s, _) ->
          Optional.of(new TerminateFinality(s.known(), Optional.empty(), at));
      case Failed(TerminateWait s, _) ->
          Optional.of(new TerminateFinality(s.known(), Optional.of(s.sent()), at));
      default -> Optional.empty();
    };
  }

  /** Its files may be gone, so that a live one is looked at before it is taken for well. */
  private static Optional<SectorState> reinstated(SectorState state, Place at) {
    return switch (state) {
      case Removing s -> onChainAgain(s.known(), at);
      case Removed s -> onChainAgain(s.known(), at);
      default -> Optional.empty();
    };
  }

  private static Optional<SectorState> onChainAgain(Evidence known, Place at) {
    return known
        .find(Evidence.Activated.class)
        .<SectorState>map(on -> new FaultReported(new Evidence.Live(on, at), Optional.empty()))
        .or(() -> known.find(PreCommitted.class).map(WaitSeed::new));
  }

  private static Optional<SectorState> failed(SectorState state, SectorEvent.StepFailed failed) {
    return FailedStep.of(state, failed.trouble().kind())
        .filter(failed.step()::equals)
        .map(_ -> new Failed(state, failed.trouble()));
  }

  private static Optional<SectorState> stop(SectorState state, Reason reason) {
    return switch (state) {
      case Removing _, Removed _, FailedUnrecoverable _ -> Optional.empty();
      default -> Optional.of(new FailedUnrecoverable(state, reason));
    };
  }

  private static String objection(SectorState state, SectorEvent event) {
    String plain = "%s does not fit a sector in %s".formatted(event.name(), state.name());
    return switch (event) {
      case SectorEvent.Remove _ ->
          "a sector in %s is not removed: %s"
              .formatted(state.name(), Removal.objection(state).orElseThrow());
      case SectorEvent.Retry retry -> RestartRefusal.words(state, retry.point());
      case SectorEvent.StepFailed failed -> plain + ": " + failed.step() + " is not what it does";
      default -> plain;
    };
  }
}
