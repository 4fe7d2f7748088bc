package io.sealwright.engine.sending;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.message.Message;
import java.util.List;

/**
 * A message to be sent, as it is shown.
 *
 * @param message with its gas; the node gives it its nonce when it is sent
 * @param balance of its sender at the head
 * @param pendingCost what the sender's messages that wait already may take
 * @param objections what the node's own checks say against it
 */
public record SendPlan(
    Message message, TokenAmount balance, TokenAmount pendingCost, List<String> objections) {
  public SendPlan {
    objections = List.copyOf(objections);
  }

  /** The most the message may cost for gas. */
  public TokenAmount worstFee() {
    return message.worstFee();
  }

  /** The most the message may take from its sender. */
  public TokenAmount total() {
    return message.worstCost();
  }

  /** The least the sender has when everything that waits, and this, has landed. */
  public TokenAmount balanceAfter() {
    return balance.minus(pendingCost).minus(total());
  }
}
