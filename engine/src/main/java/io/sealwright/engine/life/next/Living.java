package io.sealwright.engine.life.next;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.SectorState.FaultReported;
import io.sealwright.engine.life.SectorState.Faulty;
import io.sealwright.engine.life.SectorState.Proving;
import io.sealwright.engine.life.SectorState.Recovering;
import io.sealwright.engine.schedule.TaskType;
import java.util.Optional;

/** What a sector needs while the chain has it: files that can be read, and word when not. */
final class Living {
  private Living() {}

  /** FIN or GET. They go on while the chain cannot be asked. */
  static Next keepFiles(Evidence.Activated known, TaskType task, Facts facts) {
    return undone(known, facts).orElse(new Next.Run(task, Reason.NEXT_STEP));
  }

  static Next prove(Proving state, Facts facts) {
    return undone(state.known().activated(), facts)
        .orElseGet(() ->
            switch (facts.chain()) {
              case ChainStanding.Unknown _ -> Answers.waitFor(Reason.CHAIN_UNKNOWN);
              case ChainStanding.Faulty _ ->
                  new Next.WriteDown(
                      new SectorEvent.FaultReported(Optional.empty()), Reason.SEEN_ON_CHAIN);
              default -> onDuty(state, facts);
            });
  }

  private static Next onDuty(Proving state, Facts facts) {
    return switch (facts.files()) {
      case LOST, UNREACHABLE -> found(facts);
      case READABLE, UNKNOWN ->
          facts.head().isBefore(state.known().activated().expires())
              ? new Next.WaitForEpoch(state.known().activated().expires(), Reason.ON_DUTY)
              : Answers.waitFor(Reason.ON_DUTY);
    };
  }

  /** Whether the chain has the sector no more: ended, or undone by a reorganisation. */
  private static Optional<Next> undone(Evidence.Activated known, Facts facts) {
    return switch (facts.chain()) {
      case ChainStanding.Unknown _ -> Optional.empty();
      case ChainStanding.Active _, ChainStanding.Faulty _ ->
          facts.isOwn(known) ? Optional.empty() : Optional.of(Answers.stop(Reason.OTHER_REPLICA));
      case ChainStanding.Ended ended -> Optional.of(Answers.ended(ended));
      case ChainStanding.PreCommitted _ -> Optional.of(unproven(known, facts));
      case ChainStanding.Absent _ -> Optional.of(unpromised(known, facts));
      case ChainStanding.NumberUsed _ -> Optional.of(forgotten(known, facts));
    };
  }

  /** The proof is sent anew only when the first message cannot land any more. */
  private static Next unproven(Evidence.Activated known, Facts facts) {
    if (!facts.isOwn(known)) {
      return Answers.stop(Reason.OTHER_REPLICA);
    }
    MessageFate fate = facts.fate(known.message());
    if (fate.mayTakeEffect()) {
      return Answers.waitFor(Reason.UNDONE_FOR_NOW);
    }
    if (fate instanceof MessageFate.Landed refused && !facts.isConfirmed(refused.at())) {
      return new Next.WaitForEpoch(
          refused.at().plus(Facts.MESSAGE_CONFIDENCE), Reason.LANDED_LATELY);
    }
    if (known.find(Evidence.Proven.class).isPresent()) {
      return Answers.retry(RestartPoint.COMMIT, Reason.MESSAGE_LOST);
    }
    return known.find(Evidence.Replicated.class).isPresent()
        ? Answers.retry(RestartPoint.PRE_COMMIT, Reason.SEEN_ON_CHAIN)
        : Answers.stop(Reason.FORGOTTEN_BY_CHAIN);
  }

  /**
   * Promised anew is the same replica, and only when it is certain that the first message has not
   * landed and cannot: a node that is behind knows nothing of the sector either.
   */
  private static Next unpromised(Evidence.Activated known, Facts facts) {
    return isPromiseLost(known, facts)
        ? Answers.retry(RestartPoint.PRE_COMMIT, Reason.MESSAGE_LOST)
        : forgotten(known, facts);
  }

  /** Whether it is certain that the message of the promise has not landed and cannot. */
  static boolean isPromiseLost(Evidence.Activated known, Facts facts) {
    Optional<MessageFate> fate =
        known
            .find(Evidence.PreCommitted.class)
            .flatMap(Evidence.PreCommitted::message)
            .map(facts::fate);
    return switch (fate.orElse(new MessageFate.Unknown())) {
      case MessageFate.Landed landed -> !landed.exit().isOk() && facts.isConfirmed(landed.at());
      case MessageFate.Superseded _ -> true;
      case MessageFate.Unknown _, MessageFate.Pending _, MessageFate.None _ -> false;
    };
  }

  /** While the chain knows nothing of a sector that it had. */
  static Next forgotten(Evidence.Activated known, Facts facts) {
    return facts.rules().isFinal(known.epoch(), facts.head())
        ? Answers.stop(Reason.FORGOTTEN_BY_CHAIN)
        : Answers.waitFor(Reason.UNDONE_FOR_NOW);
  }

  static Next report(Faulty state, Facts facts) {
    return undone(state.known().activated(), facts)
        .orElseGet(() ->
            switch (facts.chain()) {
              case ChainStanding.Unknown _ -> Answers.waitFor(Reason.CHAIN_UNKNOWN);
              case ChainStanding.Faulty _ ->
                  new Next.WriteDown(
                      new SectorEvent.FaultReported(Optional.empty()), Reason.SEEN_ON_CHAIN);
              default -> undeclared(state, facts);
            });
  }

  /** What is lost is made again at once: its window may be hours away, and then nobody notices. */
  private static Next undeclared(Faulty state, Facts facts) {
    return switch (facts.files()) {
      case READABLE -> new Next.WriteDown(new SectorEvent.Recovered(), Reason.FILES_BACK);
      case LOST -> recover(state).orElseGet(() -> declare(state, facts));
      case UNREACHABLE, UNKNOWN -> declare(state, facts);
    };
  }

  private static Next declare(Faulty state, Facts facts) {
    return Answers.whenDeclarable(facts, new Request.DeclareFault(state.known()));
  }

  /** To make its files again, if it is known from what. */
  private static Optional<Next> recover(SectorState state) {
    return state.known().canBeMadeAgain()
        ? Optional.of(new Next.Recover(Reason.FILES_LOST))
        : Optional.empty();
  }

  static Next mend(FaultReported state, Facts facts) {
    return undone(state.known().activated(), facts)
        .orElseGet(() ->
            switch (facts.chain()) {
              case ChainStanding.Unknown _ -> Answers.waitFor(Reason.CHAIN_UNKNOWN);
              case ChainStanding.Faulty faulty -> mend(state, faulty.recovering(), facts);
              default -> notFaulty(state, facts);
            });
  }

  private static Next mend(FaultReported state, boolean recovering, Facts facts) {
    if (recovering) {
      return new Next.WriteDown(
          new SectorEvent.RecoveryDeclared(Optional.empty()), Reason.SEEN_ON_CHAIN);
    }
    if (isUnderWay(facts.fate(state.sent()))) {
      return Answers.waitFor(Reason.MESSAGE_UNDER_WAY);
    }
    return switch (facts.files()) {
      case READABLE -> Answers.whenDeclarable(facts, new Request.DeclareRecovery(state.known()));
      case LOST -> recover(state).orElseGet(() -> Answers.waitFor(Reason.NOT_REMAKEABLE));
      case UNREACHABLE -> Answers.waitFor(Reason.FILES_UNREADABLE);
      case UNKNOWN -> Answers.waitFor(Reason.FILES_UNKNOWN);
    };
  }

  private static Next found(Facts facts) {
    return new Next.WriteDown(
        new SectorEvent.FaultFound(facts.files().toString()), Reason.FILES_UNREADABLE);
  }

  /** The chain counts on it: the declaration did not land, or what it said is over. */
  private static Next notFaulty(FaultReported state, Facts facts) {
    if (isUnderWay(facts.fate(state.sent()))) {
      return Answers.waitFor(Reason.MESSAGE_UNDER_WAY);
    }
    return switch (facts.files()) {
      case READABLE -> new Next.WriteDown(new SectorEvent.Recovered(), Reason.FILES_BACK);
      case LOST -> recover(state).orElseGet(() -> found(facts));
      case UNREACHABLE -> found(facts);
      case UNKNOWN -> Answers.waitFor(Reason.FILES_UNKNOWN);
    };
  }

  /** A message that has not been carried out and may be. */
  private static boolean isUnderWay(MessageFate fate) {
    return fate.mayTakeEffect() && !(fate instanceof MessageFate.Landed);
  }

  static Next recover(Recovering state, Facts facts) {
    return undone(state.known().activated(), facts)
        .orElseGet(() ->
            switch (facts.chain()) {
              case ChainStanding.Unknown _ -> Answers.waitFor(Reason.CHAIN_UNKNOWN);
              case ChainStanding.Faulty faulty when faulty.recovering() ->
                  Answers.waitFor(Reason.ON_DUTY);
              case ChainStanding.Faulty _ -> notRecovering(state, facts);
              default -> new Next.WriteDown(new SectorEvent.Recovered(), Reason.SEEN_ON_CHAIN);
            });
  }

  private static Next notRecovering(Recovering state, Facts facts) {
    MessageFate fate = facts.fate(state.sent());
    if (isUnderWay(fate)) {
      return Answers.waitFor(Reason.MESSAGE_UNDER_WAY);
    }
    if (fate instanceof MessageFate.Landed landed && !facts.isConfirmed(landed.at())) {
      return new Next.WaitForEpoch(
          landed.at().plus(Facts.MESSAGE_CONFIDENCE), Reason.LANDED_LATELY);
    }
    return new Next.WriteDown(
        new SectorEvent.FaultReported(Optional.empty()), Reason.NOT_PROVEN_IN_WINDOW);
  }
}
