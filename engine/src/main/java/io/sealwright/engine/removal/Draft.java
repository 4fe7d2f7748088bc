package io.sealwright.engine.removal;

import io.sealwright.engine.cluster.work.Job;
import io.sealwright.engine.cluster.work.JobState;
import io.sealwright.engine.removal.Action.Event;
import io.sealwright.engine.removal.Action.Means;
import io.sealwright.engine.removal.ChainStanding.Ended;
import io.sealwright.engine.removal.ChainStanding.Live;
import io.sealwright.engine.removal.ChainStanding.Never;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A plan in the making. It gives the permits, and so checks once more what the branches that fill
 * it have decided: a permit that the chain's standing forbids is a bug.
 */
final class Draft {
  private static final UUID NOT_BEGUN = new UUID(0, 0);

  private final NetworkRules rules;
  private final SectorFacts facts;
  private final Intent intent;
  private final List<Step> rescue = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private boolean permitted = true;
  private Optional<Bill> bill = Optional.empty();

  Draft(NetworkRules rules, SectorFacts facts, Intent intent) {
    this.rules = rules;
    this.facts = facts;
    this.intent = intent;
  }

  /** Offers what would keep the sector. */
  void offer(Action action, Reason reason) {
    rescue.add(new Step(action, reason, permit(action)));
  }

  /** Adds a step. It gets its permit if nothing but aborts of jobs comes before it. */
  void step(Action action, Reason reason) {
    boolean first = steps.isEmpty();
    boolean abort = action instanceof Action.Abort;
    steps.add(
        new Step(
            action, reason, permitted && (first || abort) ? permit(action) : Optional.empty()));
    permitted &= abort;
  }

  void await(Event event, Reason reason) {
    step(new Action.Await(event, Optional.empty()), reason);
  }

  void await(Event event, Epoch until, Reason reason) {
    step(new Action.Await(event, Optional.of(until)), reason);
  }

  void bill(Bill of) {
    bill = Optional.of(of);
  }

  DeletionPlan decide(Decision decision, Reason reason) {
    return new DeletionPlan(facts, intent, decision, reason, rescue, steps, bill);
  }

  /** The sector stays: it goes on from an earlier state. */
  DeletionPlan setBack(String state, Reason reason) {
    offerLostJobs();
    offer(new Action.SetBack(state), reason);
    return decide(Decision.SET_BACK, reason);
  }

  /**
   * The same, of a sector that is being removed and must not be. A miner that decides by a table of
   * its own takes such a removal back as one of the ways out.
   */
  DeletionPlan setBackFromRemoval(String state) {
    return facts.record().told().isPresent()
        ? decide(Decision.NEVER, Reason.REMOVAL_UNDER_WAY)
        : setBack(state, Reason.REMOVAL_UNDER_WAY);
  }

  /** Offers what the miner's own table does next about a sector that failed. */
  void offerGoOn() {
    if (facts.record().told().orElse(null) instanceof Remedy.GoOn(String point)) {
      offer(new Action.SetBack(point), Reason.STEP_CAN_BE_REPEATED);
    }
  }

  /** The sector stays, and what becomes of it is decided by the miner's own table. */
  DeletionPlan remedied(Remedy remedy) {
    offerSearch();
    return switch (remedy) {
      case Remedy.GoOn(String point) -> setBack(point, Reason.STEP_CAN_BE_REPEATED);
      case Remedy.Itself _, Remedy.Remove _ -> underWay();
      case Remedy.Stop _ -> decide(Decision.NEVER, Reason.LEFT_TO_OPERATOR);
    };
  }

  /** The miner is at it. Of jobs whose result will not come it is to be told. */
  DeletionPlan underWay() {
    offerLostJobs();
    offer(new Action.Await(Event.MINER, Optional.empty()), Reason.UNDER_WAY);
    return decide(Decision.NEVER, Reason.UNDER_WAY);
  }

  DeletionPlan wait(Event event, Reason reason) {
    await(event, reason);
    return decide(Decision.WAIT, reason);
  }

  void offerReattach() {
    if (!facts.files().isCertain()) {
      offer(new Action.Reattach(facts.files().unreachable()), Reason.PATHS_UNREACHABLE);
    }
  }

  /** What shows whether files are lost that were not found: to be done before all else. */
  void offerSearch() {
    offerReattach();
    if (!facts.files().recorded() && Whereabouts.of(facts).isOpen()) {
      offer(new Action.Attach(facts.files().idleHosts()), Reason.PLACE_UNRECORDED);
    }
  }

  /** Files were not found that may be somewhere: that is no leave to do anything. */
  DeletionPlan notKnown() {
    offerSearch();
    boolean silent = Whereabouts.of(facts) == Whereabouts.SILENT;
    if (!(facts.record() instanceof LocalRecord.Kept)) {
      offer(new Action.RestoreRecord(), Reason.RECORD_LOST);
    }
    return decide(
        Decision.UNDETERMINED, silent ? Reason.PATHS_UNREACHABLE : Reason.PLACE_UNRECORDED);
  }

  void offerLostJobs() {
    for (Job job : facts.jobs()) {
      if (job.state() instanceof JobState.Lost && !job.call().equals(NOT_BEGUN)) {
        offer(new Action.Abort(job), Reason.JOB_LOST);
      }
    }
  }

  /** Adds what frees the sector of its jobs; whether there are any. */
  boolean freeOfJobs() {
    int before = steps.size();
    for (Job job : facts.jobs()) {
      switch (job.state()) {
        case JobState.Running _, JobState.Lost _, JobState.Assigned _, JobState.Prepared _ -> {
          if (job.call().equals(NOT_BEGUN)) {
            await(Event.JOB, Reason.JOB_NOT_ABORTABLE);
          } else {
            step(new Action.Abort(job), reason(job));
          }
        }
        case JobState.Returned _ -> await(Event.JOB, Reason.JOB_NOT_ABORTABLE);
        case JobState.Done _ -> {}
      }
    }
    return steps.size() > before;
  }

  private static Reason reason(Job job) {
    return job.state() instanceof JobState.Lost ? Reason.JOB_LOST : Reason.JOB_HOLDS_SECTOR;
  }

  private Optional<Permit> permit(Action action) {
    if (!action.isDangerous()) {
      return Optional.empty();
    }
    if (!isLawful(action)) {
      throw new IllegalArgumentException(action + " must not be done to " + facts);
    }
    return Optional.of(new Permit(action, facts, intent));
  }

  private boolean isLawful(Action action) {
    if (action.isCommandToMiner() && !facts.record().takesCommands()) {
      return false;
    }
    return switch (action) {
      case Action.Remove(Means _) -> facts.inFlight().isEmpty() && isNothingExpected();
      case Action.Terminate(Means _) ->
          facts.chain() instanceof Live && !Whereabouts.of(facts).isOpen();
      case Action.SetBack _, Action.Abort _ -> !(facts.chain() instanceof ChainStanding.Unknown);
      case Action.Reattach _,
          Action.Attach _,
          Action.Recover _,
          Action.RestoreRecord _,
          Action.Await _ ->
          true;
    };
  }

  private boolean isNothingExpected() {
    return switch (facts.chain()) {
      case Never _ -> facts.record() instanceof LocalRecord.Kept;
      case Ended(_, Epoch at) -> rules.isFinal(at, facts.head());
      case ChainStanding.Unknown _, ChainStanding.PreCommitted _, Live _ -> false;
    };
  }
}
