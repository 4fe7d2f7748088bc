package io.sealwright.engine.sending;

import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator wants rescued, and what it may cost.
 *
 * @param only these messages, whether they look stuck or not; empty: all whose fee is too low
 * @param spared these are left as they are, though they belong to the same queues
 * @param evenClear also messages that nothing known keeps from landing
 * @param maxFee the most one message may cost for gas
 * @param maxTotal the most all replacements together may cost for gas
 * @param spent what of that was spent already
 * @param lingering messages that wait for long though nothing known keeps them from landing
 */
public record RescueRequest(
    Set<Cid> only,
    Set<Cid> spared,
    boolean evenClear,
    TokenAmount maxFee,
    Optional<TokenAmount> maxTotal,
    TokenAmount spent,
    Set<Cid> lingering) {
  /** What Lotus lets a message cost if it is not told otherwise: 0.07 FIL. */
  public static final TokenAmount USUAL_MAX_FEE = TokenAmount.of(70, FilUnit.MILLI);

  public RescueRequest {
    only = Set.copyOf(only);
    spared = Set.copyOf(spared);
    lingering = Set.copyOf(lingering);
  }

  /** A request at the first look: nothing is spent, and for how long anything waits is unknown. */
  public RescueRequest(
      Set<Cid> only,
      Set<Cid> spared,
      boolean evenClear,
      TokenAmount maxFee,
      Optional<TokenAmount> maxTotal) {
    this(only, spared, evenClear, maxFee, maxTotal, TokenAmount.ZERO, Set.of());
  }

  RescueRequest unlimited() {
    return new RescueRequest(only, spared, evenClear, maxFee, Optional.empty(), spent, lingering);
  }
}
