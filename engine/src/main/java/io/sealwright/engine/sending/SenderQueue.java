package io.sealwright.engine.sending;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.message.SignedMessage;
import java.util.Comparator;
import java.util.List;

/**
 * What waits of one sender.
 *
 * @param nextNonce the nonce the chain takes next from this sender
 * @param balance at the head of the chain
 * @param pending in the order of nonces
 */
public record SenderQueue(
    Address sender, long nextNonce, TokenAmount balance, List<SignedMessage> pending) {
  private static final Comparator<SignedMessage> BY_NONCE =
      (a, b) -> Long.compareUnsigned(a.message().nonce(), b.message().nonce());

  public SenderQueue {
    pending = pending.stream().sorted(BY_NONCE).toList();
    for (SignedMessage message : pending) {
      if (!message.message().from().equals(sender)) {
        throw new IllegalArgumentException(message.cid() + " is of another sender than " + sender);
      }
    }
  }
}
