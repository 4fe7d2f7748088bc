package io.sealwright.engine.removal;

import io.sealwright.engine.removal.Action.Event;
import io.sealwright.engine.removal.Action.Means;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import java.util.Set;

/**
 * The plan of a sector that is pre-committed. There is no way to end it: it is proven in time, or
 * the chain drops it and burns its deposit.
 */
record PromisedSector(NetworkRules rules, SectorFacts facts, PreCommit promise, Draft draft) {
  private static final Set<FileType> NEEDED = Set.of(FileType.SEALED, FileType.CACHE);
  private static final String PROVE = "Committing";
  private static final String AFTER_PRE_COMMIT = "WaitSeed";

  DeletionPlan plan() {
    if (!facts.head().isBefore(lapse())) {
      return draft.wait(Event.LAPSE, Reason.DEPOSIT_LOST);
    }
    if (!facts.inFlight().isEmpty()) {
      return draft.wait(Event.MESSAGE, Reason.MESSAGE_IN_FLIGHT);
    }
    return switch (facts.record()) {
      case LocalRecord.Absent _, LocalRecord.Blank _ -> {
        draft.offerSearch();
        draft.offer(new Action.RestoreRecord(), Reason.RECORD_LOST);
        yield keep(Reason.RECORD_LOST);
      }
      case LocalRecord.Kept kept -> plan(kept);
    };
  }

  private DeletionPlan plan(LocalRecord.Kept kept) {
    if (kept.commR().filter(commR -> !commR.equals(promise.sector().sealed())).isPresent()) {
      draft.offerReattach();
      return keep(Reason.COMMITMENT_DIFFERS);
    }
    if (!kept.stage().takesCommands()) {
      draft.offerSearch();
      draft.offer(new Action.RestoreRecord(), Reason.RECORD_CLOSED);
      return keep(Reason.REMOVED_FIRST);
    }
    if (kept.remedy().isPresent() && kept.stage() != Stage.REMOVING) {
      return kept.remedy().get() instanceof Remedy.Stop
          ? keep(Reason.LEFT_TO_OPERATOR)
          : draft.remedied(kept.remedy().get());
    }
    if (kept.stage() == Stage.SEALING || kept.stage() == Stage.FINALIZING) {
      return draft.underWay();
    }
    if (facts.files().missing(NEEDED).isEmpty()) {
      return whole(kept);
    }
    if (Whereabouts.of(facts).isOpen()) {
      return draft.notKnown();
    }
    return keep(Reason.DEPOSIT_AT_STAKE);
  }

  /** Everything its proof is made from is there. */
  private DeletionPlan whole(LocalRecord.Kept kept) {
    return switch (kept.stage()) {
      case FILLING, SEALING_FAILED, COMMIT_FAILED, LIVE, UPGRADE_FAILED ->
          draft.setBack(PROVE, Reason.STEP_CAN_BE_REPEATED);
      case PROMISING, PRE_COMMIT_FAILED ->
          draft.setBack(AFTER_PRE_COMMIT, Reason.STEP_CAN_BE_REPEATED);
      case FINALIZE_FAILED ->
          draft.setBack(LiveSector.finalizing(kept.state()), Reason.STORAGE_TO_REPAIR);
      case TERMINATING -> draft.setBack(PROVE, Reason.NOT_TERMINABLE);
      case REMOVING -> draft.setBackFromRemoval(PROVE);
      case UNKNOWN -> draft.setBack(PROVE, Reason.STATE_UNKNOWN);
      case SEALING, PROMISED, COMMITTING, FINALIZING, UPGRADING, REMOVED, GIVEN_UP ->
          draft.underWay();
    };
  }

  /** It cannot go on as it is: recovery is offered, and after all there is the lapse. */
  private DeletionPlan keep(Reason reason) {
    boolean rescue = offerRecovery();
    draft.await(Event.LAPSE, lapse(), Reason.DEPOSIT_AT_STAKE);
    draft.step(
        new Action.Remove(facts.record().takesCommands() ? Means.MINER : Means.FILES),
        Reason.END_FINAL);
    return draft.decide(rescue ? Decision.RESCUE : Decision.NEVER, reason);
  }

  private boolean offerRecovery() {
    if (!(facts.recovery() instanceof Recovery.Possible possible)) {
      return false;
    }
    Epoch done = facts.head().plus(Bill.epochs(rules, possible));
    boolean inTime = done.isBefore(lapse());
    if (inTime) {
      draft.offer(new Action.Recover(facts.files().missing(NEEDED), possible), Reason.RECOVERABLE);
    }
    return inTime;
  }

  private Epoch lapse() {
    return new ChainStanding.PreCommitted(promise).lapse(rules);
  }
}
