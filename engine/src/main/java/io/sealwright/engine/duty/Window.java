package io.sealwright.engine.duty;

import io.sealwright.lotus.node.ProvingDeadline;
import io.sealwright.protocol.epoch.Deadline;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;

/**
 * One deadline of one proving period, as long as the network's rules have it.
 *
 * <pre>
 *   faultCutoff ── challenge ──── open ─────────────── close ──▶ epochs
 *   declare before │ prove from   │ messages land from  │ before this
 * </pre>
 *
 * @param challenge the epoch whose randomness picks the leaves
 * @param faultCutoff the first epoch at which faults and recoveries are declared too late
 */
public record Window(int index, Epoch open, Epoch close, Epoch challenge, Epoch faultCutoff) {
  private static final EpochSpan ONE = new EpochSpan(1);

  /** Lotus waits so long after a challenge, lest its tipset be replaced. */
  private static final long CALM_AFTER_CHALLENGE = 1;

  /** Lotus waits so long after the opening before it sends, where windows are 60 epochs. */
  private static final long CALM_AFTER_OPENING = 4;

  private static final long MOST_UNTIL_SECOND_LOOK = 10;

  private static final long USUAL_CALMS = Deadline.WINDOW.epochs() / CALM_AFTER_OPENING;

  public Window {
    if (index < 0 || index >= Deadline.PER_PERIOD) {
      throw new IllegalArgumentException("deadline index " + index);
    }
    if (!open.isBefore(close) || open.isBefore(challenge) || challenge.isBefore(faultCutoff)) {
      throw new IllegalArgumentException("a window out of order, from " + open + " to " + close);
    }
  }

  /** The one a node names. */
  public static Window of(ProvingDeadline due) {
    return new Window(
        Math.toIntExact(due.index()), due.open(), due.close(), due.challenge(), due.faultCutoff());
  }

  /** The window after this one. */
  public Window next() {
    EpochSpan length = close.since(open);
    return new Window(
        (index + 1) % Deadline.PER_PERIOD,
        close,
        close.plus(length),
        challenge.plus(length),
        faultCutoff.plus(length));
  }

  /** The first head at which its proof is begun. Where all is shorter, so are the waits. */
  public Epoch provableFrom() {
    long calm = Math.min(CALM_AFTER_CHALLENGE, open.since(challenge).epochs() - 1);
    return challenge.plus(new EpochSpan(Math.max(0, calm)));
  }

  /** The first head at which its message is sent. */
  public Epoch sendableFrom() {
    return open.plus(calm());
  }

  /** The last head at which a message may still land: it does so an epoch later at the soonest. */
  public Epoch lastHead() {
    return close.minus(new EpochSpan(2));
  }

  /** Whether it is too late for a message at a head. */
  public boolean isLostAt(Epoch head) {
    return lastHead().isBefore(head);
  }

  /** The first head at which what was carried out in an epoch counts as settled. */
  Epoch settledFrom(Epoch carriedOut) {
    return carriedOut.plus(calm());
  }

  /**
   * The head at which what a first look left open is looked at again: a mount that was away for
   * minutes is no fault, and a fault that was declared stays for a period.
   *
   * @param first the head of the first look
   */
  Epoch secondLook(Epoch first) {
    EpochSpan calm =
        new EpochSpan(Math.min(MOST_UNTIL_SECOND_LOOK, close.since(open).epochs() / 6));
    Epoch last = lastDeclarable().minus(ONE);
    Epoch wanted = first.plus(calm);
    return wanted.isBefore(last) ? wanted : last;
  }

  /** Until when a look that begins at a head may read: what it sees is still to be declared. */
  Epoch lookedAtUntil(Epoch begin) {
    long left = Math.max(0, lastDeclarable().since(begin).epochs());
    return begin.plus(new EpochSpan(1 + left / 2));
  }

  private Epoch lastDeclarable() {
    return faultCutoff.minus(calm()).minus(new EpochSpan(2));
  }

  /** Whether a declaration that is sent at a head lands before the cutoff. */
  public boolean isDeclarableAt(Epoch head) {
    return !lastDeclarable().isBefore(head);
  }

  private EpochSpan calm() {
    return new EpochSpan(Math.min(CALM_AFTER_OPENING, close.since(open).epochs() / USUAL_CALMS));
  }
}
