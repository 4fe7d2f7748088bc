package io.sealwright.engine.sending;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says of each pending message where it stands. Beyond a missing nonce nothing else counts. Else
 * its own fault comes before that of an earlier one: a message with too low a fee that is also
 * behind another is told to have too low a fee, for both have to be seen to.
 */
public final class Diagnosis {
  private Diagnosis() {}

  /**
   * A pending message.
   *
   * @param ownFee the most it may cost: fee cap times gas limit
   * @param blocking how many messages of its sender wait behind it, if it blocks them
   */
  public record Pending(
      SignedMessage message, Standing standing, TokenAmount ownFee, int blocking) {}

  /** Every message of every queue, in order. */
  public static List<Pending> of(PoolFacts facts) {
    return facts.queues().stream().flatMap(queue -> of(facts, queue).stream()).toList();
  }

  private static List<Pending> of(PoolFacts facts, SenderQueue queue) {
    List<Pending> found = new ArrayList<>();
    long expected = queue.nextNonce();
    TokenAmount needed = TokenAmount.ZERO;
    Optional<Long> blocker = Optional.empty();
    Optional<Long> gap = Optional.empty();
    for (SignedMessage signed : queue.pending()) {
      Message message = signed.message();
      boolean past = Long.compareUnsigned(message.nonce(), queue.nextNonce()) < 0;
      if (!past) {
        if (message.nonce() != expected && gap.isEmpty()) {
          gap = Optional.of(expected);
        }
        expected = message.nonce() + 1;
        needed = needed.plus(message.worstCost());
      }
      Standing standing =
          past
              ? new Standing.Superseded()
              : standing(facts, message, gap, needed, queue.balance(), blocker);
      if (standing.isBlocking() && blocker.isEmpty()) {
        blocker = Optional.of(message.nonce());
      }
      found.add(new Pending(signed, standing, message.worstFee(), 0));
    }
    return counted(found);
  }

  private static Standing standing(
      PoolFacts facts,
      Message message,
      Optional<Long> gap,
      TokenAmount needed,
      TokenAmount balance,
      Optional<Long> blocker) {
    if (gap.isPresent()) {
      return new Standing.BeyondGap(gap.get());
    }
    Standing own = fee(facts, message);
    if (own.isBlocking()) {
      return own;
    }
    if (needed.compareTo(balance) > 0) {
      return new Standing.NotFunded(needed, balance);
    }
    return blocker.<Standing>map(Standing.Behind::new).orElseGet(Standing.Clear::new);
  }

  private static Standing fee(PoolFacts facts, Message message) {
    if (message.gasFeeCap().compareTo(facts.baseFee()) < 0) {
      return new Standing.FeeCapTooLow(facts.baseFee());
    }
    TokenAmount offered = message.gasPremium().min(message.gasFeeCap().minus(facts.baseFee()));
    return offered.times(2).compareTo(facts.usualPremium()) < 0
        ? new Standing.PremiumTooLow(offered, facts.usualPremium())
        : new Standing.Clear();
  }

  /** A message blocks those behind it only if it is the first that cannot land. */
  private static List<Pending> counted(List<Pending> queue) {
    List<Pending> counted = new ArrayList<>(queue);
    for (int i = 0; i < counted.size(); i++) {
      Pending pending = counted.get(i);
      if (pending.standing().isBlocking()) {
        int behind = counted.size() - 1 - i;
        counted.set(
            i, new Pending(pending.message(), pending.standing(), pending.ownFee(), behind));
        break;
      }
    }
    return List.copyOf(counted);
  }
}
