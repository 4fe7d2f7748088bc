package io.sealwright.engine.life.next;

import static io.sealwright.engine.life.FailedStep.ADD_PIECE;
import static io.sealwright.engine.life.FailedStep.COMMIT;
import static io.sealwright.engine.life.FailedStep.COMMIT_1;
import static io.sealwright.engine.life.FailedStep.COMMIT_2;
import static io.sealwright.engine.life.FailedStep.FINALIZE;
import static io.sealwright.engine.life.FailedStep.PRE_COMMIT;
import static io.sealwright.engine.life.FailedStep.PRE_COMMIT_1;
import static io.sealwright.engine.life.FailedStep.PRE_COMMIT_2;
import static io.sealwright.engine.life.FailedStep.REMOVE;
import static io.sealwright.engine.life.FailedStep.STORE;
import static io.sealwright.engine.life.FailedStep.TERMINATE;
import static io.sealwright.engine.life.Trouble.Kind.HOST;
import static io.sealwright.engine.life.Trouble.Kind.INPUT_BAD;
import static io.sealwright.engine.life.Trouble.Kind.INPUT_LOST;
import static io.sealwright.engine.life.Trouble.Kind.NO_FUNDS;
import static io.sealwright.engine.life.Trouble.Kind.OUT_OF_GAS;
import static io.sealwright.engine.life.Trouble.Kind.PRE_COMMIT_EXPIRED;
import static io.sealwright.engine.life.Trouble.Kind.PROOF_INVALID;
import static io.sealwright.engine.life.Trouble.Kind.REFUSED;
import static io.sealwright.engine.life.Trouble.Kind.SEED_CHANGED;
import static io.sealwright.engine.life.Trouble.Kind.SUPERSEDED;
import static io.sealwright.engine.life.Trouble.Kind.UNACCEPTABLE;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The one table of what is done about a failed step. Rows are tried from the top, and the first
 * that fits decides.
 *
 * <p>It differs from a lotus-miner's where that one destroys or wastes: a sector is removed only if
 * the chain never had anything of it or its deposit is already lost; a host's trouble does not make
 * P1 run again; a ticket is kept as long as a pre-commit names it, so that the replica made again
 * is the one on the chain; a message is not sent anew while the first may land; and a message the
 * chain keeps refusing is not paid for without end.
 */
public final class FailureTable {
  /** How often a step may fail in a row before it is more than bad luck. As in Lotus. */
  public static final int TRIES = 3;

  private static final Set<FailedStep> SEALING = EnumSet.range(ADD_PIECE, STORE);
  private static final Set<FailedStep> BEFORE_LANDING = EnumSet.range(ADD_PIECE, COMMIT);
  private static final Set<FailedStep> WITH_TICKET = EnumSet.range(PRE_COMMIT_1, PRE_COMMIT);

  /** Steps that can only be decided about when the chain is known. */
  private static final Set<FailedStep> ON_CHAIN = EnumSet.of(PRE_COMMIT, COMMIT, TERMINATE);

  static final List<Row> ROWS =
      List.of(
          // What the chain says comes first.
          row(ON_CHAIN, FailureCase::isUnknown, new Decision.Wait(), Reason.CHAIN_UNKNOWN),
          row(
              TERMINATE,
              c -> c.isPromised() || c.isAbsent() || c.isNumberUsed(),
              new Decision.Stop(),
              Reason.NOTHING_TO_TERMINATE),
          row(TERMINATE, FailureCase::isEnded, new Decision.FollowChain(), Reason.ENDED_ON_CHAIN),
          row(
              EnumSet.of(FINALIZE, STORE),
              FailureCase::isEnded,
              new Decision.FollowChain(),
              Reason.ENDED_ON_CHAIN),
          row(BEFORE_LANDING, FailureCase::isEnded, new Decision.Stop(), Reason.ENDED_ON_CHAIN),
          row(SEALING, FailureCase::isOther, new Decision.Stop(), Reason.OTHER_REPLICA),
          row(
              BEFORE_LANDING,
              c -> c.isOwn() && c.chain().isLive(),
              new Decision.FollowChain(),
              Reason.SEEN_ON_CHAIN),
          row(
              BEFORE_LANDING,
              c -> c.isNumberUsed() && c.kind() == PRE_COMMIT_EXPIRED,
              new Decision.Remove(),
              Reason.DEPOSIT_LOST),
          row(BEFORE_LANDING, FailureCase::isNumberUsed, new Decision.Stop(), Reason.NUMBER_TAKEN),
          new Row(
              BEFORE_LANDING,
              c -> c.lateSince().isPresent(),
              c -> new Decision.WaitForEpoch(c.lateSince().orElseThrow()),
              Reason.DEPOSIT_LOST),

          // A message that may take effect is waited for.
          retry(
              PRE_COMMIT,
              c -> c.isAbsent() && c.fate().mayTakeEffect(),
              RestartPoint.PRE_COMMIT_WAIT,
              Reason.MESSAGE_UNDER_WAY),
          retry(
              COMMIT,
              c -> c.fate().mayTakeEffect(),
              RestartPoint.COMMIT_WAIT,
              Reason.MESSAGE_UNDER_WAY),
          retry(
              TERMINATE,
              c -> c.fate().mayTakeEffect(),
              RestartPoint.TERMINATE_WAIT,
              Reason.MESSAGE_UNDER_WAY),

          // What the chain would refuse each time is not done again.
          row(
              PRE_COMMIT,
              c -> c.isAbsent() && c.kind() == UNACCEPTABLE,
              new Decision.Stop(),
              Reason.REFUSED_FOR_GOOD),
          row(COMMIT, c -> c.kind() == UNACCEPTABLE, new Decision.Stop(), Reason.REFUSED_FOR_GOOD),

          // What failed again and again; and a ticket that no pre-commit names may be exchanged.
          row(
              EnumSet.of(ADD_PIECE, PRE_COMMIT_1),
              c -> c.isAbsent() && c.isHopeless(),
              new Decision.Remove(),
              Reason.FAILS_AGAIN_AND_AGAIN),
          row(
              PRE_COMMIT_2,
              c -> c.isAbsent() && c.kind() == INPUT_BAD && c.isHopeless(),
              new Decision.Remove(),
              Reason.FAILS_AGAIN_AND_AGAIN),
          row(
              EnumSet.of(PRE_COMMIT_2, COMMIT_1),
              c -> c.isUnknown() && c.kind() == INPUT_BAD && c.isHopeless(),
              new Decision.Wait(),
              Reason.CHAIN_UNKNOWN),
          row(
              COMMIT_2,
              c -> c.isUnknown() && c.kind() == PROOF_INVALID && c.isHopeless(),
              new Decision.Wait(),
              Reason.CHAIN_UNKNOWN),
          row(
              EnumSet.of(PRE_COMMIT_2, COMMIT_1),
              c -> c.kind() == INPUT_BAD && c.isHopeless(),
              new Decision.Stop(),
              Reason.FAILS_AGAIN_AND_AGAIN),
          row(
              EnumSet.of(COMMIT_2, COMMIT),
              c -> c.kind() == PROOF_INVALID && c.isHopeless(),
              new Decision.Stop(),
              Reason.FAILS_AGAIN_AND_AGAIN),
          row(
              PRE_COMMIT,
              c -> c.isAbsent() && c.kind() == REFUSED && c.isHopeless(),
              new Decision.Stop(),
              Reason.REFUSED_AGAIN_AND_AGAIN),
          new Row(
              WITH_TICKET,
              c -> c.isAbsent() && c.ticketTooOld(),
              _ -> new Decision.Retry(RestartPoint.GET_TICKET),
              Reason.TICKET_TOO_OLD),

          // Making what the failed step reads.
          retry(ADD_PIECE, _ -> true, RestartPoint.PACKING, Reason.TRY_AGAIN),
          retry(
              PRE_COMMIT_1,
              c -> c.isAnyOf(INPUT_LOST, INPUT_BAD),
              RestartPoint.PACKING,
              Reason.PIECES_LOST),
          retry(PRE_COMMIT_1, _ -> true, RestartPoint.PRE_COMMIT_1, Reason.TRY_AGAIN),
          retry(
              PRE_COMMIT_2,
              c -> c.isAnyOf(INPUT_LOST, INPUT_BAD),
              RestartPoint.PRE_COMMIT_1,
              Reason.LAYERS_LOST),
          retry(
              PRE_COMMIT_2,
              c -> c.isHopeless() && c.kind() != HOST,
              RestartPoint.PRE_COMMIT_1,
              Reason.FAILS_AGAIN_AND_AGAIN),
          retry(PRE_COMMIT_2, _ -> true, RestartPoint.PRE_COMMIT_2, Reason.TRY_AGAIN),

          // The pre-commit.
          row(
              PRE_COMMIT,
              c -> c.isPromised() && c.isOwn(),
              new Decision.FollowChain(),
              Reason.SEEN_ON_CHAIN),
          retry(
              PRE_COMMIT, c -> c.kind() == OUT_OF_GAS, RestartPoint.PRE_COMMIT, Reason.OUT_OF_GAS),
          retry(
              PRE_COMMIT,
              c -> c.kind() == REFUSED,
              RestartPoint.PRE_COMMIT,
              Reason.MESSAGE_REFUSED),
          retry(
              PRE_COMMIT, c -> c.kind() == NO_FUNDS, RestartPoint.PRE_COMMIT, Reason.FUNDS_MISSING),
          retry(PRE_COMMIT, _ -> true, RestartPoint.PRE_COMMIT, Reason.MESSAGE_LOST),

          // The proof. The pre-commit is on the chain, so whatever is made again keeps the ticket.
          retry(
              EnumSet.of(COMMIT_1, COMMIT_2, COMMIT),
              c -> c.kind() == SEED_CHANGED,
              RestartPoint.WAIT_SEED,
              Reason.SEED_CHANGED),
          retry(
              COMMIT_1,
              c -> c.isAnyOf(INPUT_LOST, INPUT_BAD),
              RestartPoint.PRE_COMMIT_1,
              Reason.REPLICA_LOST),
          retry(COMMIT_1, _ -> true, RestartPoint.COMMIT_1, Reason.TRY_AGAIN),
          retry(
              COMMIT_2,
              c -> c.isAnyOf(INPUT_LOST, INPUT_BAD),
              RestartPoint.COMMIT_1,
              Reason.OPENINGS_LOST),
          retry(
              COMMIT_2,
              c -> c.kind() == PROOF_INVALID && c.failures() > 1,
              RestartPoint.PRE_COMMIT_1,
              Reason.REPLICA_LOST),
          retry(
              COMMIT_2, c -> c.kind() == PROOF_INVALID, RestartPoint.COMMIT_1, Reason.PROOF_WRONG),
          retry(COMMIT_2, _ -> true, RestartPoint.COMMIT_2, Reason.TRY_AGAIN),
          row(
              COMMIT,
              c -> c.kind() == REFUSED && c.isHopeless(),
              new Decision.Stop(),
              Reason.REFUSED_AGAIN_AND_AGAIN),
          retry(
              COMMIT,
              c -> c.kind() == PROOF_INVALID && c.failures() > 1,
              RestartPoint.PRE_COMMIT_1,
              Reason.REPLICA_LOST),
          retry(
              COMMIT,
              c -> c.isAnyOf(REFUSED, PROOF_INVALID),
              RestartPoint.WAIT_SEED,
              Reason.MESSAGE_REFUSED),
          retry(COMMIT, c -> c.kind() == OUT_OF_GAS, RestartPoint.COMMIT, Reason.OUT_OF_GAS),
          retry(COMMIT, c -> c.kind() == SUPERSEDED, RestartPoint.COMMIT, Reason.MESSAGE_LOST),
          retry(COMMIT, c -> c.kind() == NO_FUNDS, RestartPoint.COMMIT, Reason.FUNDS_MISSING),
          retry(COMMIT, _ -> true, RestartPoint.COMMIT, Reason.TRY_AGAIN),

          // A live sector's files are not given up.
          row(
              EnumSet.of(FINALIZE, STORE),
              c -> c.isAnyOf(INPUT_LOST, INPUT_BAD),
              new Decision.Recover(),
              Reason.FILES_LOST),
          retry(FINALIZE, _ -> true, RestartPoint.FINALIZE, Reason.TRY_AGAIN),
          retry(STORE, _ -> true, RestartPoint.STORE, Reason.TRY_AGAIN),

          // The end.
          retry(TERMINATE, _ -> true, RestartPoint.TERMINATE, Reason.TRY_AGAIN),
          retry(REMOVE, _ -> true, RestartPoint.REMOVE, Reason.TRY_AGAIN));

  private FailureTable() {}

  /** What is done, and why. */
  public record Verdict(Decision decision, Reason reason) {}

  /** A line of the table: which cases it is for, and what it says of them. */
  record Row(
      Set<FailedStep> steps,
      Predicate<FailureCase> condition,
      Function<FailureCase, Decision> decision,
      Reason reason) {
    Row {
      steps = Set.copyOf(steps);
    }

    boolean fits(FailureCase failure) {
      return steps.contains(failure.step()) && condition.test(failure);
    }
  }

  /** The first row that fits. The last row of each step fits always. */
  public static Verdict decide(FailureCase failure) {
    Row row = ROWS.stream().filter(r -> r.fits(failure)).findFirst().orElseThrow();
    return new Verdict(row.decision.apply(failure), row.reason);
  }

  private static Row row(
      Set<FailedStep> steps, Predicate<FailureCase> when, Decision then, Reason reason) {
    return new Row(steps, when, _ -> then, reason);
  }

  private static Row row(
      FailedStep step, Predicate<FailureCase> when, Decision then, Reason reason) {
    return row(EnumSet.of(step), when, then, reason);
  }

  private static Row retry(
      Set<FailedStep> steps, Predicate<FailureCase> when, RestartPoint point, Reason reason) {
    return row(steps, when, new Decision.Retry(point), reason);
  }

  private static Row retry(
      FailedStep step, Predicate<FailureCase> when, RestartPoint point, Reason reason) {
    return retry(EnumSet.of(step), when, point, reason);
  }
}
