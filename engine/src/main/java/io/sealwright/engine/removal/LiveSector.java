package io.sealwright.engine.removal;

import io.sealwright.engine.removal.Action.Event;
import io.sealwright.engine.removal.Action.Means;
import io.sealwright.engine.removal.ChainStanding.Live;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;
import java.util.Optional;
import java.util.Set;

/** The plan of a sector that is proven on chain: it ends there before anything of it is deleted. */
record LiveSector(NetworkRules rules, SectorFacts facts, Live live, Draft draft) {
  /** Epochs a message may take to land. */
  private static final EpochSpan LANDING = new EpochSpan(10);

  /** The state in which a miner does again what a failed state of finalizing could not. */
  static String finalizing(String failed) {
    return failed.equals("CommitFinalizeFailed") ? "CommitFinalize" : "FinalizeSector";
  }

  DeletionPlan plan(Intent intent) {
    if (!facts.inFlight().isEmpty()) {
      return afterwards(Event.MESSAGE, Reason.MESSAGE_IN_FLIGHT);
    }
    if (facts.record().isIn(Stage.TERMINATING)) {
      draft.offerGoOn();
      return afterwards(Event.MINER, Reason.UNDER_WAY);
    }
    if (intent == Intent.END) {
      return Whereabouts.of(facts).isOpen() ? draft.notKnown() : wanted();
    }
    return isMoving() ? draft.underWay() : repair();
  }

  /** Whether the miner is about to change where the files lie. */
  private boolean isMoving() {
    return facts.record().isIn(Stage.FINALIZING, Stage.UPGRADING);
  }

  private DeletionPlan repair() {
    Optional<Remedy> told = facts.record().told();
    if (told.isPresent() && !facts.record().isIn(Stage.LIVE, Stage.REMOVING)) {
      return draft.remedied(told.get());
    }
    return switch (Whereabouts.of(facts)) {
      case FOUND -> whole();
      case TRASHED ->
          end(facts.record().isIn(Stage.REMOVED) ? Reason.REMOVED_FIRST : Reason.IN_TRASH);
      case SILENT, UNRECORDED -> draft.notKnown();
      case LOST -> lost();
    };
  }

  /** Everything it is proven with is there, so it stays. */
  private DeletionPlan whole() {
    return switch (facts.record()) {
      case LocalRecord.Absent _, LocalRecord.Blank _ -> withoutRecord(Reason.RECORD_LOST);
      case LocalRecord.Kept(String state, Stage stage, _, _) ->
          switch (stage) {
            case LIVE -> wellOrFaulty();
            case FILLING, SEALING_FAILED, PROMISING, PRE_COMMIT_FAILED, COMMIT_FAILED ->
                draft.setBack("Committing", Reason.STEP_CAN_BE_REPEATED);
            case FINALIZE_FAILED -> draft.setBack(finalizing(state), Reason.STORAGE_TO_REPAIR);
            case UPGRADE_FAILED -> draft.setBack("AbortUpgrade", Reason.STEP_CAN_BE_REPEATED);
            case REMOVING -> draft.setBackFromRemoval("Proving");
            case UNKNOWN -> draft.setBack("Proving", Reason.STATE_UNKNOWN);
            case REMOVED, GIVEN_UP -> withoutRecord(Reason.RECORD_CLOSED);
            case SEALING, PROMISED, COMMITTING, FINALIZING, UPGRADING, TERMINATING ->
                draft.underWay();
          };
    };
  }

  private DeletionPlan wellOrFaulty() {
    draft.offerGoOn();
    if (!live.isFaulty()) {
      return draft.decide(Decision.NEVER, Reason.HEALTHY);
    }
    draft.offer(new Action.Await(Event.MINER, Optional.empty()), Reason.FAULTY_BUT_WHOLE);
    return draft.decide(Decision.RESCUE, Reason.FAULTY_BUT_WHOLE);
  }

  private DeletionPlan withoutRecord(Reason reason) {
    draft.offer(new Action.RestoreRecord(), reason);
    return draft.decide(Decision.NEVER, reason);
  }

  /** An operator may want to end what is lost, and sees first that it can be made again. */
  private DeletionPlan wanted() {
    if (Whereabouts.of(facts) == Whereabouts.LOST) {
      offerRecovery(bill());
    }
    return end(Reason.WANTED);
  }

  /** Where making it again costs less, that is what it needs; ending it comes after all else. */
  private DeletionPlan lost() {
    Bill bill = bill();
    draft.offerGoOn();
    boolean isRescued = offerRecovery(bill) && bill.isRecoveryCheaper();
    boolean removedFirst = facts.record().isIn(Stage.REMOVED);
    return end(
        isRescued ? Decision.RESCUE : Decision.TERMINATE_FIRST,
        removedFirst ? Reason.REMOVED_FIRST : reason(bill));
  }

  private boolean offerRecovery(Bill bill) {
    if (!(facts.recovery() instanceof Recovery.Possible possible) || !bill.inTime()) {
      return false;
    }
    Set<FileType> missing = facts.files().missing(Whereabouts.needed(live));
    draft.offer(new Action.Recover(missing, possible), reason(bill));
    return true;
  }

  private Bill bill() {
    return Bill.of(rules, live, facts.head(), facts.recovery());
  }

  /** What costs less, of a sector whose data is lost. */
  static Reason reason(Bill bill) {
    if (bill.recovery().isEmpty()) {
      return Reason.NOT_RECOVERABLE;
    }
    if (!bill.inTime()) {
      return Reason.RECOVERY_TOO_LATE;
    }
    return bill.isRecoveryCheaper() ? Reason.RECOVERY_CHEAPER : Reason.TERMINATION_CHEAPER;
  }

  private DeletionPlan end(Reason reason) {
    return end(Decision.TERMINATE_FIRST, reason);
  }

  private DeletionPlan end(Decision decision, Reason reason) {
    draft.bill(bill());
    if (facts.record().takesCommands()) {
      draft.freeOfJobs();
      draft.step(new Action.Terminate(Means.MINER), reason);
    } else {
      if (isImmutable()) {
        draft.await(Event.DEADLINE, close(), Reason.DEADLINE_IMMUTABLE);
      }
      draft.step(new Action.Terminate(Means.MESSAGE), reason);
    }
    ending();
    return draft.decide(decision, reason);
  }

  private DeletionPlan afterwards(Event event, Reason reason) {
    draft.await(event, reason);
    ending();
    return draft.decide(Decision.WAIT, reason);
  }

  /** A miner that terminates a sector deletes it as well, once that is final. */
  private void ending() {
    draft.await(Event.FINALITY, Reason.END_NOT_FINAL);
    if (facts.record().takesCommands()) {
      draft.await(Event.MINER, Reason.MINER_REMOVES);
    } else {
      draft.step(new Action.Remove(Means.FILES), Reason.END_FINAL);
    }
  }

  /** A miner's own batch leaves such sectors for later by itself; a message would fail. */
  private boolean isImmutable() {
    Epoch from = live.place().opens().minus(rules.deadlineWindow()).minus(LANDING);
    return !facts.head().isBefore(from) && facts.head().isBefore(close());
  }

  private Epoch close() {
    return live.place().opens().plus(rules.deadlineWindow());
  }
}
