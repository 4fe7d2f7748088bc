package io.sealwright.engine.life.next;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.SectorState.Failed;
import io.sealwright.engine.life.SectorState.FailedUnrecoverable;
import io.sealwright.protocol.epoch.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What is decided about a sector as it stands, for operators to read: of a failed one by the table
 * of failures.
 *
 * @param about a task, a message, the event that is written down or the point of a retry, in its
 *     own word; empty where the step says all
 * @param epoch at which it comes, if it waits for one
 * @param left until that epoch, by the time that the network gives one; a bit more or less
 * @param time at which it comes, if it waits for one
 * @param failed the step that failed, if one did
 * @param failures how often that step failed in a row
 */
public record Outlook(
    Step step,
    String about,
    Reason reason,
    Optional<Epoch> epoch,
    Optional<Duration> left,
    Optional<Instant> time,
    Optional<FailedStep> failed,
    int failures) {

  /** What comes next. */
  public enum Step {
    /** A task for a worker. */
    RUN,
    SEND,
    /** A message that goes before the sector's next window, to be proven in it or not. */
    DECLARE,
    /** Randomness of the chain is taken. */
    DRAW,
    /** What the chain or the files show is written down. */
    NOTE,
    WAIT,
    /** A failed step goes on from a point. */
    RETRY,
    FOLLOW_CHAIN,
    RECOVER,
    REMOVE,
    /** It is left to an operator. */
    STOP,
    /** Nothing, ever, unless an operator decides otherwise. */
    REST
  }

  /** Of a sector, on the facts of a moment. */
  public static Outlook of(SectorState state, Facts facts) {
    Outlook next = of(Lifecycle.next(state, facts), facts);
    return state instanceof Failed failed ? next.failed(failed, facts) : next;
  }

  private Outlook failed(Failed state, Facts facts) {
    FailureTable.Verdict verdict = FailureTable.decide(FailureCase.of(state, facts));
    return new Outlook(
        step(verdict.decision()),
        verdict.decision() instanceof Decision.Retry(RestartPoint point) ? word(point) : "",
        verdict.reason(),
        epoch,
        left,
        time,
        Optional.of(state.step()),
        facts.failures().of(state.step()));
  }

  private static Step step(Decision decision) {
    return switch (decision) {
      case Decision.Retry _ -> Step.RETRY;
      case Decision.FollowChain _ -> Step.FOLLOW_CHAIN;
      case Decision.Recover _ -> Step.RECOVER;
      case Decision.Remove _ -> Step.REMOVE;
      case Decision.Stop _ -> Step.STOP;
      case Decision.Wait _, Decision.WaitForEpoch _ -> Step.WAIT;
    };
  }

  private static Outlook of(Next next, Facts facts) {
    return switch (next) {
      case Next.Run(var task, Reason reason) -> now(Step.RUN, task.name(), reason);
      case Next.Send(Request request, Reason reason) ->
          now(request.isOfDuty() ? Step.DECLARE : Step.SEND, word(request.purpose()), reason);
      case Next.DrawTicket(_, Reason reason) -> now(Step.DRAW, "ticket", reason);
      case Next.DrawSeed(_, Reason reason) -> now(Step.DRAW, "seed", reason);
      case Next.WriteDown(var event, Reason reason) -> now(Step.NOTE, event.name(), reason);
      case Next.WaitForEpoch(Epoch epoch, Reason reason) ->
          at(
              Optional.of(epoch),
              Optional.of(facts.rules().duration(epoch.since(facts.head()))),
              Optional.empty(),
              reason);
      case Next.WaitForTime(Instant time, Reason reason) ->
          at(Optional.empty(), Optional.empty(), Optional.of(time), reason);
      case Next.WaitForChange(Reason reason) -> now(Step.WAIT, "", reason);
      case Next.Recover(Reason reason) -> now(Step.RECOVER, "", reason);
      case Next.DeleteFiles(Reason reason) -> now(Step.REMOVE, "", reason);
      case Next.Rest(Reason reason) -> now(Step.REST, "", reason);
    };
  }

  private static Outlook now(Step step, String about, Reason reason) {
    return new Outlook(
        step,
        about,
        reason,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  private static Outlook at(
      Optional<Epoch> epoch, Optional<Duration> left, Optional<Instant> time, Reason reason) {
    return new Outlook(Step.WAIT, "", reason, epoch, left, time, Optional.empty(), 0);
  }

  /**
   * Where a sector that was given up goes on when an operator wants it to: from where the table
   * sends a first failure of the step, else from where it stood; none if there is no such point.
   */
  public static Optional<RestartPoint> afterStop(FailedUnrecoverable stopped, Facts facts) {
    if (stopped.at() instanceof Failed failed) {
      return FailureTable.decide(FailureCase.of(failed, facts).first()).decision()
              instanceof Decision.Retry(RestartPoint point)
          ? Optional.of(point)
          : Optional.empty();
    }
    return RestartPoint.of(stopped.at()).or(() -> again(stopped.at()));
  }

  /**
   * A stored sector would send its proof again; where the chain has it, that is seen instead. One
   * whose proof is not known, as of one that was adopted, has none to send, and is looked at.
   */
  private static Optional<RestartPoint> again(SectorState at) {
    return switch (at) {
      case SectorState.Proving _,
          SectorState.Faulty _,
          SectorState.FaultReported _,
          SectorState.Recovering _ ->
          Optional.of(
              at.known().find(Evidence.Proven.class).isPresent()
                  ? RestartPoint.COMMIT
                  : RestartPoint.MEND);
      default -> Optional.empty();
    };
  }

  /** The word of an enumeration in a message or a plan. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
