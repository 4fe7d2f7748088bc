package io.sealwright.devchain.mpool;

import io.sealwright.protocol.amount.TokenAmount;
import java.util.Optional;
import java.util.UUID;

/**
 * How a message is to be sent.
 *
 * @param maxFee the most all its gas may cost; the node's own limit where zero
 * @param uuid tells a repeated request from a new one
 * @param maximizeFeeCap whether the fee cap is to be as high as the limit allows
 */
public record SendSpec(TokenAmount maxFee, Optional<UUID> uuid, boolean maximizeFeeCap) {
  public static final SendSpec DEFAULT = new SendSpec(TokenAmount.ZERO, Optional.empty(), false);
}
