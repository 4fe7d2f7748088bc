package io.sealwright.engine.life.next;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.SectorState.Failed;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.Trouble;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;
import java.util.Optional;

/**
 * What the decision about a failed step goes by.
 *
 * @param failures how often the step failed in a row
 * @param ownReplica whether the replica on the chain, if there is one, is the sector's; empty if it
 *     has none or the chain has none
 * @param fate of the message that matters: the pre-commit's if that is what failed, else the
 *     state's own
 * @param ticketTooOld to pre-commit with
 * @param lateSince when the deposit of a pre-commit on the chain is lost, if the time to prove it
 *     is over
 */
public record FailureCase(
    FailedStep step,
    Trouble.Kind kind,
    int failures,
    ChainStanding chain,
    Optional<Boolean> ownReplica,
    MessageFate fate,
    boolean ticketTooOld,
    Optional<Epoch> lateSince) {

  /** The case of a sector. */
  static FailureCase of(Failed failed, Facts facts) {
    Evidence known = failed.known();
    Optional<Boolean> ownReplica =
        known.replica().flatMap(own -> facts.chain().replica().map(own::equals));
    Optional<Epoch> late =
        facts.chain() instanceof ChainStanding.PreCommitted promise
                && facts.isOverdue(promise.landed())
            ? Optional.of(
                promise
                    .landed()
                    .plus(facts.rules().proveCommitWindow())
                    .plus(facts.rules().preCommitCleanUpDelay()))
            : Optional.empty();
    return new FailureCase(
        failed.step(),
        failed.trouble().kind(),
        facts.failures().of(failed.step()),
        facts.chain(),
        ownReplica,
        facts.fate(message(failed)),
        known
            .find(Evidence.Ticketed.class)
            .filter(ticketed -> facts.isTicketTooOld(ticketed.epoch()))
            .isPresent(),
        late);
  }

  private static Optional<Sent> message(Failed failed) {
    return switch (failed.trouble().kind()) {
      case PRE_COMMIT_GONE, PRE_COMMIT_EXPIRED ->
          failed
              .known()
              .find(Evidence.PreCommitted.class)
              .flatMap(Evidence.PreCommitted::message)
              .or(failed::message);
      case HOST,
          INPUT_LOST,
          INPUT_BAD,
          NO_PARAMETERS,
          PROOF_INVALID,
          SEED_CHANGED,
          REFUSED,
          UNACCEPTABLE,
          OUT_OF_GAS,
          NO_FUNDS,
          SUPERSEDED ->
          failed.message();
    };
  }

  /** The same as if the step had not failed before, and nothing were certain of it. */
  FailureCase first() {
    Trouble.Kind open = kind == Trouble.Kind.UNACCEPTABLE ? Trouble.Kind.REFUSED : kind;
    return new FailureCase(step, open, 1, chain, ownReplica, fate, ticketTooOld, lateSince);
  }

  boolean isAnyOf(Trouble.Kind... kinds) {
    return List.of(kinds).contains(kind);
  }

  /** Whether the chain never had anything under the number. */
  boolean isAbsent() {
    return chain instanceof ChainStanding.Absent;
  }

  boolean isPromised() {
    return chain instanceof ChainStanding.PreCommitted;
  }

  boolean isOther() {
    return ownReplica.equals(Optional.of(false));
  }

  boolean isOwn() {
    return ownReplica.equals(Optional.of(true));
  }

  boolean isNumberUsed() {
    return chain instanceof ChainStanding.NumberUsed;
  }

  boolean isEnded() {
    return chain instanceof ChainStanding.Ended;
  }

  boolean isUnknown() {
    return chain instanceof ChainStanding.Unknown;
  }

  /** Whether it failed more often than is tried again without a second thought. */
  boolean isHopeless() {
    return failures > FailureTable.TRIES;
  }
}
