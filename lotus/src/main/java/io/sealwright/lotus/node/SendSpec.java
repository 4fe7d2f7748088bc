package io.sealwright.lotus.node;

import io.sealwright.protocol.amount.TokenAmount;
import java.util.Optional;
import java.util.UUID;

/**
 * How a node may set the gas of a message it is given to send.
 *
 * @param maxFee the most the message may cost; zero for the node's own limit
 * @param uuid a second message of the same number is not sent; unknown to old nodes
 * @param maximizeFeeCap whether to raise the cap as far as maxFee allows; unknown to old nodes
 */
public record SendSpec(TokenAmount maxFee, Optional<UUID> uuid, Optional<Boolean> maximizeFeeCap) {

  /** Only a limit, in the words every node knows. */
  public static SendSpec atMost(TokenAmount maxFee) {
    return new SendSpec(maxFee, Optional.empty(), Optional.empty());
  }
}
