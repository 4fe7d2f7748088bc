package io.sealwright.engine.removal;

import io.sealwright.engine.removal.Action.Event;
import io.sealwright.engine.removal.Action.Means;
import java.util.Optional;

/** The plan of a sector whose number the chain has never seen. */
final class UnpromisedSector {
  private UnpromisedSector() {}

  static DeletionPlan plan(SectorFacts facts, Draft draft) {
    return switch (facts.record()) {
      case LocalRecord.Absent _ ->
          draft.decide(
              Decision.NEVER,
              facts.files().found().isEmpty()
                  ? Reason.NO_SUCH_SECTOR
                  : Reason.FILES_WITHOUT_RECORD);
      case LocalRecord.Blank _ -> draft.decide(Decision.NEVER, Reason.BLANK_RECORD);
      case LocalRecord.Kept kept -> plan(facts, kept, draft);
    };
  }

  private static DeletionPlan plan(SectorFacts facts, LocalRecord.Kept kept, Draft draft) {
    if (!facts.inFlight().isEmpty()) {
      return draft.wait(
          Event.MESSAGE,
          facts.inFlight().contains(InFlight.PRE_COMMIT)
              ? Reason.PRE_COMMIT_MAY_LAND
              : Reason.MESSAGE_IN_FLIGHT);
    }
    return switch (kept.stage()) {
      case FILLING, PROMISING -> {
        draft.offerGoOn();
        yield free(draft);
      }
      case SEALING -> {
        draft.offerLostJobs();
        draft.offer(new Action.Await(Event.MINER, Optional.empty()), Reason.UNDER_WAY);
        yield free(draft);
      }
      case SEALING_FAILED, PRE_COMMIT_FAILED -> {
        draft.offerReattach();
        draft.offerGoOn();
        draft.offer(new Action.Await(Event.MINER, Optional.empty()), Reason.RETRY_MAY_SUCCEED);
        yield free(draft);
      }
      case PROMISED -> draft.wait(Event.MESSAGE, Reason.PRE_COMMIT_MAY_LAND);
      case COMMIT_FAILED ->
          kept.remedy()
              .map(draft::remedied)
              .orElseGet(
                  () -> draft.decide(Decision.UNDETERMINED, Reason.CHAIN_CONTRADICTS_RECORD));
      case COMMITTING, FINALIZING, FINALIZE_FAILED, LIVE, UPGRADING, UPGRADE_FAILED ->
          draft.decide(Decision.UNDETERMINED, Reason.CHAIN_CONTRADICTS_RECORD);
      case TERMINATING, REMOVING -> {
        draft.offerGoOn();
        yield draft.wait(Event.MINER, Reason.MINER_REMOVES);
      }
      case REMOVED, GIVEN_UP -> EndedSector.leftovers(facts, draft, Reason.NOTHING_PROMISED);
      case UNKNOWN -> {
        draft.offer(new Action.SetBack("SealPreCommit1Failed"), Reason.STATE_UNKNOWN);
        yield draft.decide(Decision.UNDETERMINED, Reason.STATE_UNKNOWN);
      }
    };
  }

  private static DeletionPlan free(Draft draft) {
    boolean jobs = draft.freeOfJobs();
    draft.step(new Action.Remove(Means.MINER), Reason.NOTHING_PROMISED);
    return jobs
        ? draft.decide(Decision.ABORT_FIRST, Reason.JOB_HOLDS_SECTOR)
        : draft.decide(Decision.REMOVE, Reason.NOTHING_PROMISED);
  }
}
