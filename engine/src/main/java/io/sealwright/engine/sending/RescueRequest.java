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
 */
public record RescueRequest(
    Set<Cid> only,
    Set<Cid> spared,
    boolean evenClear,
    TokenAmount maxFee,
    Optional<TokenAmount> maxTotal) {
  /** What Lotus lets a message cost if it is not told otherwise: 0.07 FIL. */
  public static final TokenAmount USUAL_MAX_FEE = TokenAmount.of(70, FilUnit.MILLI);

  public RescueRequest {
    only = Set.copyOf(only);
    spared = Set.copyOf(spared);
  }
}
