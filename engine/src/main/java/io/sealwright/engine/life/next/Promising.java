package io.sealwright.engine.life.next;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.util.Optional;

/** What a sector needs until its promise is on the chain. */
final class Promising {
  private Promising() {}

  /** A number with a pre-commit gets the ticket that names; any other gets a fresh one. */
  static Next ticket(Facts facts) {
    return switch (facts.chain()) {
      case ChainStanding.Unknown _ -> Answers.waitFor(Reason.CHAIN_UNKNOWN);
      case ChainStanding.Absent _ ->
          new Next.DrawTicket(facts.head().minus(facts.rules().ticketLookback()), Reason.NEXT_STEP);
      case ChainStanding.PreCommitted promise ->
          new Next.DrawTicket(promise.ticketEpoch(), Reason.TICKET_OF_PRE_COMMIT);
      case ChainStanding.NumberUsed _ ->
          new Next.WriteDown(new SectorEvent.Remove(Reason.NUMBER_TAKEN), Reason.NUMBER_TAKEN);
      case ChainStanding.Active _, ChainStanding.Faulty _, ChainStanding.Ended _ ->
          Answers.stop(Reason.NUMBER_TAKEN);
    };
  }

  /** P1 or P2, unless the replica they make could not be promised. */
  static Next replicate(Evidence known, Evidence.Ticketed ticketed, TaskType task, Facts facts) {
    return obstacle(known, ticketed, facts).orElse(new Next.Run(task, Reason.NEXT_STEP));
  }

  private static Optional<Next> obstacle(Evidence known, Evidence.Ticketed ticketed, Facts facts) {
    return switch (facts.chain()) {
      case ChainStanding.Unknown _ ->
          facts.isTicketTooOld(ticketed.epoch())
              ? Optional.of(Answers.waitFor(Reason.CHAIN_UNKNOWN))
              : Optional.empty();
      case ChainStanding.Absent _ ->
          facts.isTicketTooOld(ticketed.epoch())
              ? Optional.of(Answers.retry(RestartPoint.GET_TICKET, Reason.TICKET_TOO_OLD))
              : Optional.empty();
      case ChainStanding.PreCommitted promise ->
          promise.ticketEpoch().equals(ticketed.epoch())
              ? Optional.empty()
              : Optional.of(Answers.retry(RestartPoint.GET_TICKET, Reason.TICKET_OF_PRE_COMMIT));
      case ChainStanding.Active _, ChainStanding.Faulty _ ->
          known.replica().isPresent() && !facts.isOwn(known)
              ? Optional.of(Answers.stop(Reason.OTHER_REPLICA))
              : Optional.empty();
      case ChainStanding.NumberUsed _ -> Optional.of(Answers.stop(Reason.NUMBER_TAKEN));
      case ChainStanding.Ended _ -> Optional.of(Answers.stop(Reason.ENDED_ON_CHAIN));
    };
  }

  static Next submit(Evidence.Replicated replica, Facts facts) {
    return switch (facts.chain()) {
      case ChainStanding.Unknown _ -> Answers.waitFor(Reason.CHAIN_UNKNOWN);
      case ChainStanding.PreCommitted promise ->
          facts.isOwn(replica) ? Answers.landed(promise) : Answers.stop(Reason.OTHER_REPLICA);
      case ChainStanding.Active active ->
          Answers.activated(replica, facts, active.activated(), active.expires());
      case ChainStanding.Faulty faulty ->
          Answers.activated(replica, facts, faulty.activated(), faulty.expires());
      case ChainStanding.Absent _, ChainStanding.NumberUsed _, ChainStanding.Ended _ ->
          obstacle(replica, replica.labelled().ticketed(), facts)
              .orElseGet(() -> affordable(replica, facts));
    };
  }

  private static Next affordable(Evidence.Replicated replica, Facts facts) {
    Request request = new Request.PreCommit(replica, expiration(replica.pledged(), facts));
    return Answers.affordable(request, facts, Facts.Funds::coverPreCommit);
  }

  /**
   * Counted from the last epoch at which the proof may land, within what the rules allow; with as
   * much to spare at the lower end as the message may be late before its ticket is too old.
   */
  private static Epoch expiration(Evidence.Pledged pledged, Facts facts) {
    EpochSpan least = facts.rules().shortestSectorLife().plus(facts.rules().ticketLifetime());
    EpochSpan life = pledged.life().compareTo(least) < 0 ? least : pledged.life();
    Epoch wanted = facts.head().plus(facts.rules().proveCommitWindow()).plus(life);
    Epoch latest = facts.head().plus(facts.rules().longestSectorLife());
    return wanted.isBefore(latest) ? wanted : latest;
  }

  static Next await(SectorState.PreCommitBatchWait state, Facts facts) {
    return switch (facts.chain()) {
      case ChainStanding.Unknown _ -> Answers.waitFor(Reason.CHAIN_UNKNOWN);
      case ChainStanding.Absent _ -> Answers.unheard(FailedStep.PRE_COMMIT, state.sent(), facts);
      case ChainStanding.PreCommitted promise -> {
        if (!facts.isOwn(state.known())) {
          yield Answers.stop(Reason.OTHER_REPLICA);
        }
        yield facts.isConfirmed(promise.landed())
            ? Answers.landed(promise)
            : new Next.WaitForEpoch(
                promise.landed().plus(Facts.MESSAGE_CONFIDENCE), Reason.LANDED_LATELY);
      }
      case ChainStanding.Active active ->
          Answers.activated(state.known(), facts, active.activated(), active.expires());
      case ChainStanding.Faulty faulty ->
          Answers.activated(state.known(), facts, faulty.activated(), faulty.expires());
      case ChainStanding.NumberUsed _ ->
          Answers.fail(
              FailedStep.PRE_COMMIT,
              Trouble.Kind.PRE_COMMIT_EXPIRED,
              "the pre-commit was taken off the chain",
              Reason.DEPOSIT_LOST);
      case ChainStanding.Ended _ -> Answers.stop(Reason.ENDED_ON_CHAIN);
    };
  }
}
