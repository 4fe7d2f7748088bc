package io.sealwright.engine.serving;

import static io.sealwright.engine.removal.Reason.HEALTHY;

import io.sealwright.engine.clearing.Basis;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.ClusterFacts;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Transitions;
import io.sealwright.engine.life.next.Outlook;
import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.removal.Action;
import io.sealwright.engine.removal.ChainStanding;
import io.sealwright.engine.removal.Decision;
import io.sealwright.engine.removal.DeletionPlan;
import io.sealwright.engine.removal.DeletionPlanner;
import io.sealwright.engine.removal.Intent;
import io.sealwright.engine.removal.LocalRecord;
import io.sealwright.engine.removal.Permit;
import io.sealwright.engine.removal.SectorFacts;
import io.sealwright.engine.removal.Way;
import io.sealwright.engine.removal.Ways;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.sending.SendRefused;
import io.sealwright.engine.sending.miner.MessagePurpose;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.SectorSelections;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.network.NetworkRules;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries out on our own sectors what the planner permits, and nothing else. Facts are collected
 * right before anything is done, and must be those of the plan that was shown.
 */
record SectorClearing(ClusterFacts facts, MinerSender sender, InstantSource clock) {
  /** Jobs to give up before a sector is free; more would mean that they come anew. */
  private static final int MOST_STEPS = 8;

  static final Wish CLEAN_UP = new Wish(Intent.CLEAN_UP);
  static final Wish END = new Wish(Intent.END);

  private NetworkRules rules() throws ActionRefused, InterruptedException {
    try {
      return facts.sectors().rulesNow();
    } catch (RpcException e) {
      throw ActionRefused.ofChain(e);
    }
  }

  private Ways ways(SectorFacts now) throws ActionRefused, InterruptedException {
    return new Ways(rules(), now, true);
  }

  SectorFacts look(SectorId sector, Wish wish) throws ActionRefused, InterruptedException {
    Optional<String> objection = facts.objection(sector, wish);
    if (objection.isPresent()) {
      throw new ActionRefused(objection.get());
    }
    try {
      return facts.of(sector, wish);
    } catch (RpcException e) {
      throw ActionRefused.ofChain(e);
    } catch (IOException e) {
      throw ActionRefused.ofRecords(e);
    }
  }

  ClearingPlan plan(SectorId sector, Wish wish) throws ActionRefused, InterruptedException {
    SectorFacts now = look(sector, wish);
    return ClearingPlan.of(ways(now), wish.intent(), clock.instant())
        .at(facts.folders(now.files().paths()));
  }

  /** The facts, if a plan that was shown rests on the same. */
  private SectorFacts same(SectorId sector, Wish wish, Basis basis)
      throws ActionRefused, InterruptedException {
    SectorFacts now = look(sector, wish);
    List<String> changes = basis.changes(Basis.of(rules(), now));
    if (!changes.isEmpty()) {
      throw new ActionRefused(
          "the facts have changed since the plan: " + String.join("; ", changes));
    }
    return now;
  }

  List<String> carryOut(SectorId sector, Wish wish, Basis basis)
      throws ActionRefused, InterruptedException {
    return carryOut(wish, same(sector, wish, basis));
  }

  /** Goes on until what was wanted is begun: jobs are given up one after another before it. */
  List<String> carryOut(Wish wish, SectorFacts first) throws ActionRefused, InterruptedException {
    List<String> done = new ArrayList<>();
    SectorFacts now = first;
    for (int i = 0; i < MOST_STEPS; i++) {
      DeletionPlan plan = new DeletionPlanner(rules()).plan(now, wish.intent());
      Permit permit = permitted(plan);
      act(permit);
      done.add(ClearingPlan.word(permit.action()));
      if (!(permit.action() instanceof Action.Abort)) {
        return done;
      }
      now = look(first.sector(), wish);
    }
    throw new ActionRefused("jobs of " + first.sector() + " come anew as fast as they are aborted");
  }

  private static Permit permitted(DeletionPlan plan) throws ActionRefused {
    boolean isMeant =
        switch (plan.decision()) {
          case REMOVE, ABORT_FIRST, DELETE_LEFTOVERS -> plan.intent() == Intent.CLEAN_UP;
          case TERMINATE_FIRST -> plan.intent() == Intent.END;
          case SET_BACK, RESCUE, WAIT, NOTHING_LEFT, NEVER, UNDETERMINED -> false;
        };
    return plan.steps().stream()
        .filter(_ -> isMeant)
        .findFirst()
        .flatMap(step -> step.permit())
        .orElseThrow(() -> stays(plan));
  }

  private static ActionRefused stays(DeletionPlan plan) {
    String why = words(plan.decision()) + ", " + words(plan.reason());
    if (plan.intent() == Intent.CLEAN_UP) {
      if (plan.decision() == Decision.TERMINATE_FIRST) {
        why = "the chain expects proofs of it, and it is to be terminated first";
      } else if (plan.reason() == HEALTHY) {
        why = "the chain expects proofs of it, and its files are there; terminate it to end it";
      }
    }
    return new ActionRefused("sector %s stays: %s".formatted(plan.facts().sector(), why));
  }

  static String words(Enum<?> value) {
    return Outlook.word(value).replace('_', ' ');
  }

  private void act(Permit permit) throws ActionRefused, InterruptedException {
    SectorId sector = permit.sector();
    switch (permit.action()) {
      case Action.Abort(var job) ->
          new Operations(facts.database(), clock).abort(new TaskId(job.call()));
      case Action.Terminate(Action.Means means) -> {
        if (means == Action.Means.MINER) {
          happen(sector, new SectorEvent.Terminate());
        } else {
          terminateForgotten(permit);
        }
      }
      case Action.Remove(Action.Means means) -> {
        if (means == Action.Means.MINER) {
          happen(sector, new SectorEvent.Remove(Reason.OPERATOR));
        } else {
          discard(permit.facts());
        }
      }
      case Action.SetBack _,
          Action.Reattach _,
          Action.Attach _,
          Action.Recover _,
          Action.RestoreRecord _,
          Action.Await _ ->
          throw new IllegalArgumentException("no step of a removal: " + permit.action());
    }
  }

  private void discard(SectorFacts now) throws ActionRefused {
    try {
      facts.files().discard(now, clock.instant());
    } catch (IOException e) {
      throw new ActionRefused("files of %s stay: %s".formatted(now.sector(), e.getMessage()));
    }
  }

  /** A record that knows the sector on the chain is opened again, and its life cycle ends it. */
  private void terminateForgotten(Permit permit) throws ActionRefused, InterruptedException {
    SectorId sector = permit.sector();
    Optional<Evidence.Activated> known =
        state(sector).flatMap(state -> state.known().find(Evidence.Activated.class));
    if (known.isPresent()) {
      happen(sector, new SectorEvent.Reinstated(place(sector)));
      happen(sector, new SectorEvent.Terminate());
    } else {
      send(permit.facts(), Request.Purpose.TERMINATE);
    }
  }

  void rescue(SectorId sector, Way.Kind kind, Wish wish, Basis basis)
      throws ActionRefused, InterruptedException {
    SectorFacts now = same(sector, wish, basis);
    Way way =
        ways(now).all().stream()
            .filter(one -> one.kind() == kind)
            .findFirst()
            .orElseThrow(
                () -> new ActionRefused("nothing is expected of sector %s".formatted(sector)));
    if (!way.open()) {
      throw new ActionRefused(
          "there is no way to %s sector %s: %s"
              .formatted(words(kind), sector, words(way.reason())));
    }
    switch (kind) {
      case RESTORE -> {
        restore(now, way.path().orElseThrow());
        adopt(sector, new Place(way.path().orElseThrow()));
      }
      case ADOPT -> {
        Place at = new Place(way.path().orElseThrow());
        if (now.record() instanceof LocalRecord.Kept) {
          adopt(sector, at);
        } else {
          enter(now, at);
        }
      }
      case RECOVER -> {
        if (now.record() instanceof LocalRecord.Kept) {
          recover(sector);
        } else {
          begin(now);
        }
      }
      case DECLARE -> send(now, Request.Purpose.DECLARE_FAULT);
      case TERMINATE -> carryOut(wish.to(Intent.END), now);
    }
  }

  /** Makes a record anew, if the files that were found are those that the chain knows. */
  private void enter(SectorFacts now, Place at) throws ActionRefused, InterruptedException {
    SectorId sector = now.sector();
    try {
      Evidence known = facts.adoption(sector, now.chain(), at);
      if (!facts.files().isSound(known, clock.millis())) {
        throw new ActionRefused(
            "the files of sector %s on path %s are not the replica that the chain has"
                .formatted(sector, at.path()));
      }
      enter(known);
    } catch (RpcException e) {
      throw ActionRefused.ofChain(e);
    } catch (IOException e) {
      throw new ActionRefused(
          "the files of sector %s could not be read: %s".formatted(sector, e.getMessage()));
    }
  }

  private void enter(Evidence known) throws ActionRefused {
    if (!facts.database().sectors().adopt(known, clock.instant())) {
      throw new ActionRefused(
          "there is a record of sector %s by now".formatted(known.pledged().id()));
    }
  }

  private void restore(SectorFacts now, String path) throws ActionRefused {
    try {
      facts.files().restore(now.sector(), path, now.files().trashed());
    } catch (IOException e) {
      throw new ActionRefused(
          "files of %s are not all back: %s".formatted(now.sector(), e.getMessage()));
    }
  }

  /** The files are at a place, whatever the record says. */
  private void adopt(SectorId sector, Place at) throws ActionRefused {
    SectorState state = state(sector).orElseThrow();
    switch (state) {
      case SectorState.Removing _, SectorState.Removed _ ->
          happen(sector, new SectorEvent.Reinstated(at));
      case SectorState.Proving _ -> {
        happen(sector, new SectorEvent.FaultFound("its files lie on " + at));
        happen(sector, new SectorEvent.Stored(at));
      }
      case SectorState.Recovering _ -> {
        happen(sector, new SectorEvent.FaultReported(Optional.empty()));
        happen(sector, new SectorEvent.Stored(at));
      }
      default -> happen(sector, new SectorEvent.Stored(at));
    }
  }

  /** Enters a promised sector as if it were pledged now: its number brings the ticket with it. */
  private void begin(SectorFacts now) throws ActionRefused {
    if (!(now.chain() instanceof ChainStanding.PreCommitted(PreCommit promise))) {
      throw new IllegalArgumentException("nothing is begun that is " + now.chain());
    }
    try {
      enter(facts.beginning(now.sector(), promise));
    } catch (RpcException e) {
      throw new ActionRefused("the chain's answer was not understood: " + e.getMessage());
    }
  }

  /** The life cycle seals a sector again that it finds lost; it has to look. */
  private void recover(SectorId sector) throws ActionRefused {
    switch (state(sector).orElseThrow()) {
      case SectorState.Removing _, SectorState.Removed _ ->
          happen(sector, new SectorEvent.Reinstated(place(sector)));
      case SectorState.Faulty _, SectorState.FaultReported _ -> {}
      default -> happen(sector, new SectorEvent.FaultFound("its files are lost"));
    }
  }

  /** Where its files are to lie: as before, if this host reaches that path. */
  private Place place(SectorId sector) throws ActionRefused {
    return state(sector)
        .flatMap(state -> state.known().find(Evidence.Live.class))
        .map(Evidence.Live::files)
        .filter(place -> facts.files().find(place.path()).isPresent())
        .or(() -> facts.files().anyStore())
        .orElseThrow(() -> new ActionRefused("no path to store on is mounted on this host"));
  }

  private Optional<SectorState> state(SectorId sector) {
    return facts.database().sectors().find(sector).map(StoredSector::state);
  }

  /** A message of ours about a sector that there is no record of; one in a proving period. */
  private void send(SectorFacts now, Request.Purpose purpose)
      throws ActionRefused, InterruptedException {
    if (!(now.chain() instanceof ChainStanding.Live live)) {
      throw new IllegalArgumentException("no message is about " + now.chain());
    }
    SectorSelections selections =
        new SectorSelections(
            List.of(
                new SectorSelections.Selection(
                    live.place().deadline(),
                    live.place().partition(),
                    Bitfield.of(now.sector().number().number()))));
    String key =
        ClusterFacts.key(purpose, now.sector())
            + now.head().height() / facts.sectors().rules().provingPeriod().epochs();
    try {
      sender.sendOnce(
          key,
          MessagePurpose.of(purpose),
          ByteString.of(MethodCbor.SECTOR_SELECTIONS.encode(selections)));
    } catch (RpcException | IOException e) {
      throw new ActionRefused("the message could not be sent: " + e.getMessage());
    } catch (SendRefused e) {
      throw new ActionRefused("the chain would refuse the message: " + e.getMessage());
    }
  }

  /**
   * Lets a sector that failed go on. Back to before a pre-commit goes only what has none on the
   * chain, and a proof is sent only of what the chain has not.
   */
  void reset(SectorId sector, RestartPoint point) throws ActionRefused, InterruptedException {
    Optional<String> objection = resetObjection(sector, point);
    if (objection.isPresent()) {
      throw new ActionRefused(objection.get());
    }
    happen(sector, new SectorEvent.Retry(point, Reason.OPERATOR));
  }

  /** Why a reset would be refused as things stand. */
  Optional<String> resetObjection(SectorId sector, RestartPoint point)
      throws ActionRefused, InterruptedException {
    Optional<SectorState> recorded = state(sector);
    if (recorded.isEmpty()) {
      return Optional.of("there is no record of sector %s".formatted(sector));
    }
    SectorState now = recorded.get();
    if (!(now instanceof SectorState.Failed || now instanceof SectorState.FailedUnrecoverable)) {
      return Optional.of(
          "sector %s is in %s and has not failed: only what failed is let go on"
              .formatted(sector, now.name()));
    }
    if (point == RestartPoint.TERMINATE && !isEnding(now)) {
      return Optional.of(
          "sector %s is not being ended: 'sectors terminate' shows what that takes"
              .formatted(sector));
    }
    Optional<String> ofChain =
        switch (point) {
          case PACKING, GET_TICKET, COMMIT -> chainObjection(sector, now, point);
          default -> Optional.empty();
        };
    return ofChain.or(() ->
        Transitions.on(now, new SectorEvent.Retry(point, Reason.OPERATOR))
                instanceof Outcome.Refused(String why)
            ? Optional.of(why)
            : Optional.empty());
  }

  private Optional<String> chainObjection(SectorId sector, SectorState now, RestartPoint point)
      throws ActionRefused, InterruptedException {
    return switch (look(sector, CLEAN_UP).chain()) {
      case ChainStanding.Unknown(String why) -> Optional.of(why);
      case ChainStanding.Live _ when point == RestartPoint.COMMIT ->
          isToBeCommitted(now)
              ? Optional.empty()
              : Optional.of("sector %s stays: the chain has its proof already".formatted(sector));
      case ChainStanding.PreCommitted _ when point == RestartPoint.COMMIT -> Optional.empty();
      case ChainStanding.PreCommitted _, ChainStanding.Live _ ->
          Optional.of(
              "sector %s stays: the chain has a promise of this very replica".formatted(sector));
      case ChainStanding.Never _, ChainStanding.Ended _ -> Optional.empty();
    };
  }

  /** Whether it would send its proof; what the chain has by then is seen first, and not sent. */
  private static boolean isToBeCommitted(SectorState state) {
    return state.reached().find(Evidence.Activated.class).isEmpty()
        || (state.known().find(Evidence.Live.class).isPresent() && !isEnding(state));
  }

  /** Whether its end was permitted before, and only did not go on. */
  private static boolean isEnding(SectorState state) {
    SectorState at =
        state instanceof SectorState.FailedUnrecoverable(var stopped, _) ? stopped : state;
    SectorState step = at instanceof SectorState.Failed(var failed, _) ? failed : at;
    return step instanceof SectorState.Terminating
        || step instanceof SectorState.TerminateWait
        || step instanceof SectorState.TerminateFinality;
  }

  private void happen(SectorId sector, SectorEvent event) throws ActionRefused {
    Outcome outcome = facts.database().sectors().append(sector, event, clock.instant());
    if (outcome instanceof Outcome.Refused(String why)) {
      throw new ActionRefused(why);
    }
  }
}
