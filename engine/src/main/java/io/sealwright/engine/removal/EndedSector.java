package io.sealwright.engine.removal;

import io.sealwright.engine.removal.Action.Event;
import io.sealwright.engine.removal.Action.Means;
import io.sealwright.engine.removal.ChainStanding.Ended;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;

/** The plan of a sector the chain expects nothing of any more. */
final class EndedSector {
  private EndedSector() {}

  static DeletionPlan plan(NetworkRules rules, SectorFacts facts, Ended ended, Draft draft) {
    if (!facts.inFlight().isEmpty()) {
      return draft.wait(Event.MESSAGE, Reason.MESSAGE_IN_FLIGHT);
    }
    if (rules.isFinal(ended.at(), facts.head())) {
      return leftovers(facts, draft, Reason.END_FINAL);
    }
    Epoch until = ended.at().plus(rules.finality()).plus(new EpochSpan(1));
    draft.await(Event.FINALITY, until, Reason.END_NOT_FINAL);
    if (facts.record().isIn(Stage.TERMINATING)) {
      draft.offerGoOn();
      draft.await(Event.MINER, Reason.MINER_REMOVES);
    } else {
      draft.step(new Action.Remove(means(facts)), Reason.END_FINAL);
    }
    return draft.decide(Decision.WAIT, Reason.END_NOT_FINAL);
  }

  /** Deletes what is left of a sector that nothing is expected of. */
  static DeletionPlan leftovers(SectorFacts facts, Draft draft, Reason reason) {
    draft.offerReattach();
    if (facts.record().isIn(Stage.REMOVING)) {
      draft.offerGoOn();
      return draft.wait(Event.MINER, Reason.MINER_REMOVES);
    }
    boolean jobs = draft.freeOfJobs();
    Means means = means(facts);
    if (means == Means.FILES && facts.files().found().isEmpty()) {
      return draft.decide(
          jobs ? Decision.ABORT_FIRST : Decision.NOTHING_LEFT,
          jobs ? Reason.JOB_HOLDS_SECTOR : Reason.ALL_GONE);
    }
    draft.step(new Action.Remove(means), reason);
    return jobs
        ? draft.decide(Decision.ABORT_FIRST, Reason.JOB_HOLDS_SECTOR)
        : draft.decide(Decision.DELETE_LEFTOVERS, reason);
  }

  private static Means means(SectorFacts facts) {
    return facts.record().takesCommands() ? Means.MINER : Means.FILES;
  }
}
