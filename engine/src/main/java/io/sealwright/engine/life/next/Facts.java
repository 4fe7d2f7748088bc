package io.sealwright.engine.life.next;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Failures;
import io.sealwright.engine.life.Sent;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be known of the world to say what one sector needs. All of the chain's part is of one
 * head.
 *
 * @param now the time by the wall clock
 * @param lastChange when the sector's log got its newest entry
 * @param failures from the sector's log
 * @param chain what the chain says of the sector
 * @param fates what became of the messages its state knows; one that is missing is unknown
 * @param underWay the sector's messages that may still land, whether its state knows them or not:
 *     whoever sends keeps them from before they are sent, so that nothing is sent twice after a
 *     crash between a message and its event
 * @param files of a sector that is finalized; anything for others
 * @param deadlineOpens when its deadline opens next or opened, if it is open; none before the
 *     sector has one
 * @param funds none if they could not be learned
 */
public record Facts(
    NetworkRules rules,
    Epoch head,
    Instant now,
    Instant lastChange,
    Failures failures,
    ChainStanding chain,
    Map<Sent, MessageFate> fates,
    Map<Request.Purpose, Sent> underWay,
    FileCondition files,
    Optional<Epoch> deadlineOpens,
    Optional<Funds> funds) {
  /** Epochs on top of a message before it counts: Lotus's {@code MessageConfidence}. */
  public static final EpochSpan MESSAGE_CONFIDENCE = new EpochSpan(5);

  /** Epochs on top of a seed: Lotus's {@code InteractivePoRepConfidence}. */
  public static final EpochSpan SEED_CONFIDENCE = new EpochSpan(6);

  public Facts {
    fates = Map.copyOf(fates);
    underWay = Map.copyOf(underWay);
  }

  /**
   * The miner's money.
   *
   * @param available for messages and what they lock
   * @param deposit what a pre-commit locks
   * @param pledge what a proof locks, from which the deposit is taken
   */
  public record Funds(TokenAmount available, TokenAmount deposit, TokenAmount pledge) {
    boolean coverPreCommit() {
      return available.compareTo(deposit) >= 0;
    }

    boolean coverCommit(TokenAmount locked) {
      return available.compareTo(pledge.minus(locked)) >= 0;
    }
  }

  MessageFate fate(Optional<Sent> sent) {
    return sent.map(this::fate).orElse(new MessageFate.None());
  }

  MessageFate fate(Sent sent) {
    return fates.getOrDefault(sent, new MessageFate.Unknown());
  }

  /** Whether what happened at an epoch lies deep enough to count on. */
  boolean isConfirmed(Epoch at) {
    return !head.isBefore(at.plus(MESSAGE_CONFIDENCE));
  }

  /** Whether a pre-commit with the randomness of an epoch would be refused. */
  boolean isTicketTooOld(Epoch drawn) {
    return drawn.isBefore(head.minus(rules.ticketLifetime()));
  }

  /** Whether the time to prove a pre-commit is over. */
  boolean isOverdue(Epoch landed) {
    return landed.plus(rules.proveCommitWindow()).isBefore(head);
  }

  /** Whether the chain takes faults, recoveries and ends of the sector's deadline now. */
  boolean isDeclarable() {
    return deadlineOpens.map(open -> head.isBefore(open.minus(rules.faultCutoff()))).orElse(false);
  }

  /** Whether the chain has this replica under the sector's number, rather than another. */
  boolean isOwn(Evidence known) {
    return known.replica().isPresent() && known.replica().equals(chain.replica());
  }
}
