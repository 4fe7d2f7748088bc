package io.sealwright.engine.life.next;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState.Failed;
import java.time.Duration;
import java.time.Instant;

/** Turns what the table decides into what the sector needs now. */
final class AfterFailure {
  /** Lotus's pause. It doubles with every failure of the same step in a row. */
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

  /** No longer, so that a repaired disk does not wait for long. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private static final int MOST_DOUBLINGS = 6;

  private AfterFailure() {}

  static Next next(Failed failed, Facts facts) {
    FailureTable.Verdict verdict = FailureTable.decide(FailureCase.of(failed, facts));
    Reason reason = verdict.reason();
    return switch (verdict.decision()) {
      case Decision.Retry retry -> afterPause(failed, Answers.retry(retry.point(), reason), facts);
      case Decision.FollowChain _ -> followChain(failed, facts);
      case Decision.Recover _ -> new Next.Recover(reason);
      case Decision.Remove _ -> new Next.WriteDown(new SectorEvent.Remove(reason), reason);
      case Decision.Stop _ -> Answers.stop(reason);
      case Decision.Wait _ -> Answers.waitFor(reason);
      case Decision.WaitForEpoch until ->
          facts.head().isBefore(until.epoch())
              ? new Next.WaitForEpoch(until.epoch(), reason)
              : Answers.waitFor(reason);
    };
  }

  private static Next afterPause(Failed failed, Next retry, Facts facts) {
    Instant end = facts.lastChange().plus(pause(facts.failures().of(failed.step())));
    return facts.now().isBefore(end) ? new Next.WaitForTime(end, Reason.PAUSE) : retry;
  }

  static Duration pause(int failures) {
    int doublings = Math.clamp(failures - 1, 0, MOST_DOUBLINGS);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private static Next followChain(Failed failed, Facts facts) {
    return switch (facts.chain()) {
      case ChainStanding.PreCommitted promise -> Answers.landed(promise);
      case ChainStanding.Active active ->
          Answers.activated(failed.known(), facts, active.activated(), active.expires());
      case ChainStanding.Faulty faulty ->
          Answers.activated(failed.known(), facts, faulty.activated(), faulty.expires());
      case ChainStanding.Ended ended ->
          failed.step() == FailedStep.TERMINATE
              ? new Next.WriteDown(new SectorEvent.Terminated(ended.at()), Reason.ENDED_ON_CHAIN)
              : Answers.ended(ended);
      case ChainStanding.Unknown _, ChainStanding.Absent _, ChainStanding.NumberUsed _ ->
          Answers.waitFor(Reason.CHAIN_UNKNOWN);
    };
  }
}
