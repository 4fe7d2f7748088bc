package io.sealwright.engine.removal;

import io.sealwright.engine.removal.ChainStanding.Live;
import io.sealwright.engine.removal.ChainStanding.PreCommitted;
import io.sealwright.engine.removal.Way.Kind;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ways to repair the common mistake: a sector whose files or record went while the chain
 * expects something of it. The cheapest is first; what cannot be gone is there too, with the
 * reason.
 *
 * @param makesRecords whether the miner takes up a sector of the chain that it has no record of
 */
public record Ways(NetworkRules rules, SectorFacts facts, boolean makesRecords) {
  /**
   * All of them; none for a sector that nothing is expected of, or of which too little is known.
   */
  public List<Way> all() {
    return switch (facts.chain()) {
      case Live live -> List.of(restore(), adopt(), recover(), declare(live), terminate(live));
      case PreCommitted _ -> List.of(restore(), adopt(), recover());
      case ChainStanding.Unknown _, ChainStanding.Never _, ChainStanding.Ended _ -> List.of();
    };
  }

  /**
   * What keeps from taking a sector up or making it again, whatever is there of it: a message may
   * make something else of it at any moment, or there is nothing to be had for it any more.
   */
  private Optional<Reason> obstacle() {
    Optional<Reason> busy = makesRecords ? busy(facts.record()) : Optional.empty();
    if (busy.isPresent()) {
      return busy;
    }
    if (facts.chain() instanceof PreCommitted promised
        && !facts.head().isBefore(promised.lapse(rules))) {
      return Optional.of(Reason.DEPOSIT_LOST);
    }
    return facts.inFlight().isEmpty() ? Optional.empty() : Optional.of(Reason.MESSAGE_IN_FLIGHT);
  }

  /** Our own life cycle seals what it is at, and lets what it has stopped go on where it stood. */
  private static Optional<Reason> busy(LocalRecord record) {
    if (!(record instanceof LocalRecord.Kept)
        || record.isIn(Stage.REMOVED, Stage.REMOVING, Stage.FINALIZE_FAILED)
        || (record.isIn(Stage.LIVE) && record.told().isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(record.told().isPresent() ? Reason.LEFT_TO_OPERATOR : Reason.UNDER_WAY);
  }

  private boolean hasRecord() {
    return facts.record() instanceof LocalRecord.Kept;
  }

  private boolean isRemoved() {
    return facts.record().isIn(Stage.REMOVED, Stage.REMOVING);
  }

  private Set<FileType> needed() {
    return Whereabouts.needed(facts.chain());
  }

  private Way restore() {
    Optional<String> path = facts.files().trashWith(needed());
    if (path.isEmpty()) {
      return Way.closed(Kind.RESTORE, Reason.NOT_IN_TRASH);
    }
    Optional<Reason> obstacle = obstacle();
    if (obstacle.isPresent()) {
      return Way.closed(Kind.RESTORE, obstacle.get());
    }
    return hasRecord()
        ? free(Kind.RESTORE, Reason.IN_TRASH, path)
        : Way.closed(Kind.RESTORE, Reason.RECORD_LOST);
  }

  private Way adopt() {
    Optional<Reason> obstacle = obstacle();
    if (obstacle.isPresent()) {
      return Way.closed(Kind.ADOPT, obstacle.get());
    }
    Optional<String> path = facts.files().pathWith(needed());
    if (path.isEmpty()) {
      return Way.closed(Kind.ADOPT, Reason.FOUND_NOWHERE);
    }
    if (!hasRecord()) {
      return canBeRecorded() ? record(path) : Way.closed(Kind.ADOPT, Reason.RECORD_LOST);
    }
    return isRemoved() || !path.equals(facts.files().home())
        ? free(Kind.ADOPT, Reason.FOUND_ELSEWHERE, path)
        : Way.closed(Kind.ADOPT, Reason.FOUND_AT_HOME);
  }

  /**
   * Makes a record of what the chain has, unless a reorganisation could take that from it: a record
   * made anew knows neither the proof that it could send again, nor whether it will land again.
   */
  private Way record(Optional<String> path) {
    if (facts.chain() instanceof Live live
        && !rules.isFinal(live.sector().activation(), facts.head())) {
      Epoch until = live.sector().activation().plus(rules.finality()).plus(new EpochSpan(1));
      return Way.closed(Kind.ADOPT, Reason.ACTIVATION_NOT_FINAL, Optional.of(until));
    }
    return free(Kind.ADOPT, Reason.RECORD_TO_BE_MADE, path);
  }

  /**
   * Whether the chain tells enough for a record: not of a replica that data was put into what it
   * was before, nor of a promise of data what that is.
   */
  private boolean canBeRecorded() {
    return makesRecords
        && switch (facts.chain()) {
          case Live live -> live.sector().sectorKey().isEmpty();
          case PreCommitted(var promise) ->
              promise.sector().data().isEmpty() && promise.sector().deals().isEmpty();
          case ChainStanding.Unknown _, ChainStanding.Never _, ChainStanding.Ended _ -> false;
        };
  }

  /** A promise names the ticket, so that the miner can seal such a sector from its beginning. */
  private boolean canBeBegunAnew() {
    return facts.chain() instanceof PreCommitted && canBeRecorded();
  }

  /** It takes a moment, and until the next window a fault that the chain has found already. */
  private Way free(Kind kind, Reason reason, Optional<String> path) {
    return new Way(
        kind,
        true,
        reason,
        Optional.empty(),
        path,
        Optional.of(TokenAmount.ZERO),
        Optional.of(Duration.ZERO));
  }

  private Way recover() {
    Optional<Reason> obstacle = obstacle();
    if (obstacle.isPresent()) {
      return Way.closed(Kind.RECOVER, obstacle.get());
    }
    if (!(facts.recovery() instanceof Recovery.Possible possible)) {
      return Way.closed(Kind.RECOVER, Reason.NOT_RECOVERABLE);
    }
    if (facts.files().missing(needed()).isEmpty()) {
      boolean home = facts.files().pathWith(needed()).equals(facts.files().home());
      return Way.closed(Kind.RECOVER, home ? Reason.FOUND_AT_HOME : Reason.FOUND_ELSEWHERE);
    }
    if (Whereabouts.of(facts).isOpen()) {
      return Way.closed(Kind.RECOVER, notKnown());
    }
    Optional<TokenAmount> cost = Optional.of(possible.cost());
    boolean inTime = true;
    if (facts.chain() instanceof Live live) {
      Bill bill = Bill.of(rules, live, facts.head(), possible);
      cost = bill.recovery();
      inTime = bill.inTime();
    } else if (facts.chain() instanceof PreCommitted promised) {
      inTime = facts.head().plus(Bill.epochs(rules, possible)).isBefore(promised.lapse(rules));
    }
    boolean open = inTime && (hasRecord() || canBeBegunAnew());
    Reason reason =
        inTime ? open ? Reason.RECOVERABLE : Reason.RECORD_LOST : Reason.RECOVERY_TOO_LATE;
    return new Way(
        Kind.RECOVER,
        open,
        reason,
        Optional.empty(),
        Optional.empty(),
        cost,
        Optional.of(possible.time()));
  }

  private Way declare(Live live) {
    Duration period = rules.duration(rules.provingPeriod());
    Reason reason =
        live.isFaulty()
            ? Reason.FAULT_KNOWN
            : hasRecord()
                ? Reason.MINER_DECLARES
                : Whereabouts.of(facts) == Whereabouts.FOUND
                    ? Reason.NO_FAULT_SEEN
                    : Reason.RECORD_LOST;
    return new Way(
        Kind.DECLARE,
        reason == Reason.RECORD_LOST,
        reason,
        Optional.empty(),
        Optional.empty(),
        Optional.of(live.fees().fault()),
        Optional.of(period));
  }

  /** Why it is not known whether what was not found is lost. */
  private Reason notKnown() {
    return Whereabouts.of(facts) == Whereabouts.SILENT
        ? Reason.PATHS_UNREACHABLE
        : Reason.PLACE_UNRECORDED;
  }

  private Way terminate(Live live) {
    DeletionPlan plan = new DeletionPlanner(rules).plan(facts, Intent.END);
    Optional<Step> step =
        plan.steps().stream().filter(one -> one.action() instanceof Action.Terminate).findFirst();
    boolean open = step.isPresent() && step.get().permit().isPresent();
    Bill bill = Bill.of(rules, live, facts.head(), facts.recovery());
    Reason reason = plan.reason();
    if (!open && !plan.steps().isEmpty()) {
      reason = plan.steps().getFirst().reason();
    } else if (Whereabouts.of(facts) == Whereabouts.TRASHED) {
      reason = Reason.IN_TRASH;
    } else if (Whereabouts.of(facts) == Whereabouts.LOST) {
      reason = LiveSector.reason(bill);
    }
    return new Way(
        Kind.TERMINATE,
        open,
        reason,
        Optional.empty(),
        Optional.empty(),
        Optional.of(bill.fee()),
        Optional.empty());
  }
}
