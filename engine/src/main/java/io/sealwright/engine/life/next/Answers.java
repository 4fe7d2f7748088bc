package io.sealwright.engine.life.next;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.Trouble;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers that several parts of the way give. */
final class Answers {
  private Answers() {}

  static Next stop(Reason reason) {
    return new Next.WriteDown(new SectorEvent.Stop(reason), reason);
  }

  static Next retry(RestartPoint point, Reason reason) {
    return new Next.WriteDown(new SectorEvent.Retry(point, reason), reason);
  }

  static Next waitFor(Reason reason) {
    return new Next.WaitForChange(reason);
  }

  static Next fail(FailedStep step, Trouble.Kind kind, String words, Reason reason) {
    return new Next.WriteDown(new SectorEvent.StepFailed(step, new Trouble(kind, words)), reason);
  }

  static Next landed(ChainStanding.PreCommitted promise) {
    return new Next.WriteDown(
        new SectorEvent.PreCommitLanded(promise.landed(), promise.deposit()), Reason.SEEN_ON_CHAIN);
  }

  static Next ended(ChainStanding.Ended ended) {
    return new Next.WriteDown(
        new SectorEvent.Ended(ended.at(), ended.early()), Reason.ENDED_ON_CHAIN);
  }

  /** Takes a sector the chain has for our own, once it lies deep enough. */
  static Next activated(Evidence known, Facts facts, Epoch activated, Epoch expires) {
    if (!facts.isOwn(known)) {
      return stop(Reason.OTHER_REPLICA);
    }
    return facts.isConfirmed(activated)
        ? new Next.WriteDown(new SectorEvent.Activated(activated, expires), Reason.SEEN_ON_CHAIN)
        : new Next.WaitForEpoch(activated.plus(Facts.MESSAGE_CONFIDENCE), Reason.LANDED_LATELY);
  }

  /**
   * What is made of a message that has not had its effect: it failed, or it is waited for. A
   * refusal counts only when it lies deep enough: a reorganisation may carry the message out anew.
   */
  static Next unheard(FailedStep step, Sent sent, Facts facts) {
    return switch (facts.fate(sent)) {
      case MessageFate.Unknown _, MessageFate.Pending _, MessageFate.None _ ->
          waitFor(Reason.MESSAGE_UNDER_WAY);
      case MessageFate.Landed landed when landed.exit().isOk() -> waitFor(Reason.MESSAGE_UNDER_WAY);
      case MessageFate.Landed landed when !facts.isConfirmed(landed.at()) ->
          new Next.WaitForEpoch(landed.at().plus(Facts.MESSAGE_CONFIDENCE), Reason.LANDED_LATELY);
      case MessageFate.Landed landed ->
          fail(
              step,
              Trouble.ofExit(landed.exit()),
              "%s ended with exit code %s".formatted(sent.message(), landed.exit()),
              Reason.MESSAGE_REFUSED);
      case MessageFate.Superseded _ ->
          fail(
              step,
              Trouble.Kind.SUPERSEDED,
              "another message took the nonce of " + sent.message(),
              Reason.MESSAGE_LOST);
    };
  }

  /** Sends a message, unless one for the same is under way: then that is the one. */
  static Next send(Request request, Facts facts) {
    return underWay(request, facts).orElse(new Next.Send(request, Reason.NEXT_STEP));
  }

  /** The same of a message that locks money. */
  static Next affordable(Request request, Facts facts, Predicate<Facts.Funds> covers) {
    Reason missing = facts.funds().isPresent() ? Reason.FUNDS_MISSING : Reason.FUNDS_UNKNOWN;
    return facts.funds().filter(covers).isPresent()
        ? send(request, facts)
        : underWay(request, facts).orElseGet(() -> waitFor(missing));
  }

  static Optional<Next> underWay(Request request, Facts facts) {
    return Optional.ofNullable(facts.underWay().get(request.purpose()))
        .map(sent -> new Next.WriteDown(request.whenSent(sent), Reason.MESSAGE_UNDER_WAY));
  }

  /** Waits until the chain takes word about the sector's deadline again. */
  static Next whenDeclarable(Facts facts, Request request) {
    if (facts.isDeclarable()) {
      return send(request, facts);
    }
    return underWay(request, facts)
        .or(() ->
            facts
                .deadlineOpens()
                .map(open -> open.plus(facts.rules().deadlineWindow()))
                .filter(facts.head()::isBefore)
                .map(epoch -> new Next.WaitForEpoch(epoch, Reason.DEADLINE_CLOSED)))
        .orElseGet(() -> waitFor(Reason.DEADLINE_CLOSED));
  }
}
