package io.sealwright.engine.sending;

import io.sealwright.protocol.amount.TokenAmount;
import java.util.List;

/**
 * What is known of a node's pool when a decision is made.
 *
 * @param baseFee of the head's blocks; the next may be up to an eighth higher or lower
 * @param usualPremium what the node estimates a message must offer to be taken soon
 * @param rule what the pool asks of a replacement
 * @param ratioPercent what the node is configured to raise a premium to, 125 by default
 * @param queues of the senders looked at
 */
public record PoolFacts(
    TokenAmount baseFee,
    TokenAmount usualPremium,
    ReplacementRule rule,
    int ratioPercent,
    List<SenderQueue> queues) {
  public PoolFacts {
    queues = List.copyOf(queues);
  }
}
