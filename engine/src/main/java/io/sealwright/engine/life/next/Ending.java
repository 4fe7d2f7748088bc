package io.sealwright.engine.life.next;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState.Removing;
import io.sealwright.engine.life.SectorState.TerminateFinality;
import io.sealwright.engine.life.SectorState.TerminateWait;
import io.sealwright.engine.life.SectorState.Terminating;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;

/** What a sector needs that is to be ended on the chain before its time. */
final class Ending {
  private static final EpochSpan BEYOND = new EpochSpan(1);

  private Ending() {}

  static Next submit(Terminating state, Facts facts) {
    return switch (facts.chain()) {
      case ChainStanding.Unknown _ -> Answers.waitFor(Reason.CHAIN_UNKNOWN);
      case ChainStanding.Ended ended -> terminated(ended);
      case ChainStanding.Active _, ChainStanding.Faulty _ ->
          facts.isOwn(state.known())
              ? Answers.whenDeclarable(facts, new Request.Terminate(state.known()))
              : Answers.stop(Reason.OTHER_REPLICA);
      case ChainStanding.PreCommitted _ -> Answers.stop(Reason.NOTHING_TO_TERMINATE);
      case ChainStanding.Absent _, ChainStanding.NumberUsed _ ->
          Answers.stop(Reason.FORGOTTEN_BY_CHAIN);
    };
  }

  private static Next terminated(ChainStanding.Ended ended) {
    return new Next.WriteDown(new SectorEvent.Terminated(ended.at()), Reason.ENDED_ON_CHAIN);
  }

  /** A miner of many sectors may be told that the rest is ended later: then there is patience. */
  static Next await(TerminateWait state, Facts facts) {
    return switch (facts.chain()) {
      case ChainStanding.Unknown _ -> Answers.waitFor(Reason.CHAIN_UNKNOWN);
      case ChainStanding.Ended ended ->
          facts.isConfirmed(ended.at())
              ? terminated(ended)
              : new Next.WaitForEpoch(
                  ended.at().plus(Facts.MESSAGE_CONFIDENCE), Reason.LANDED_LATELY);
      case ChainStanding.Active _, ChainStanding.Faulty _ ->
          Answers.unheard(FailedStep.TERMINATE, state.sent(), facts);
      case ChainStanding.PreCommitted _, ChainStanding.Absent _, ChainStanding.NumberUsed _ ->
          Answers.stop(Reason.FORGOTTEN_BY_CHAIN);
    };
  }

  /** Files are deleted when nothing is on the chain, or on its way there, that needs them. */
  static Next remove(Removing state, Facts facts) {
    if (!facts.underWay().isEmpty()) {
      return Answers.waitFor(Reason.MESSAGE_UNDER_WAY);
    }
    return switch (facts.chain()) {
      case ChainStanding.PreCommitted _, ChainStanding.Active _, ChainStanding.Faulty _ ->
          facts.isOwn(state.known())
              ? Answers.waitFor(Reason.SEEN_ON_CHAIN)
              : new Next.DeleteFiles(state.reason());
      case ChainStanding.Unknown _ ->
          state.known().replica().isPresent()
              ? Answers.waitFor(Reason.CHAIN_UNKNOWN)
              : new Next.DeleteFiles(state.reason());
      case ChainStanding.Absent _, ChainStanding.NumberUsed _, ChainStanding.Ended _ ->
          new Next.DeleteFiles(state.reason());
    };
  }

  /** Blocks may still be won with the sector until no reorganisation reaches its end. */
  static Next rest(TerminateFinality state, Facts facts) {
    return switch (facts.chain()) {
      case ChainStanding.Active _, ChainStanding.Faulty _ ->
          facts.fate(state.sent()).mayTakeEffect()
              ? Answers.waitFor(Reason.UNDONE_FOR_NOW)
              : Answers.retry(RestartPoint.TERMINATE, Reason.MESSAGE_LOST);
      case ChainStanding.Unknown _ -> Answers.waitFor(Reason.CHAIN_UNKNOWN);
      case ChainStanding.Ended _,
          ChainStanding.PreCommitted _,
          ChainStanding.Absent _,
          ChainStanding.NumberUsed _ -> {
        Epoch safe = state.at().plus(facts.rules().finality()).plus(BEYOND);
        yield facts.head().isBefore(safe)
            ? new Next.WaitForEpoch(safe, Reason.LANDED_LATELY)
            : new Next.WriteDown(new SectorEvent.Remove(Reason.TERMINATED), Reason.TERMINATED);
      }
    };
  }
}
