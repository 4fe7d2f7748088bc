package io.sealwright.devchain.node;

import io.sealwright.devchain.mpool.ReplaceRule;
import io.sealwright.protocol.network.NetworkRules;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How a node runs.
 *
 * @param rules of the network; their block delay is that of the chain
 * @param replaceRule what it takes to replace a pending message
 * @param keep for how many epochs the states stay readable; without it for ever
 */
public record NodeSettings(NetworkRules rules, ReplaceRule replaceRule, OptionalLong keep) {
  public NodeSettings {
    if (rules.blockDelay().toMillis() < 1) {
      throw new IllegalArgumentException("a block time of " + rules.blockDelay());
    }
    if (keep.isPresent() && keep.getAsLong() < 0) {
      throw new IllegalArgumentException("states of " + keep.getAsLong() + " epochs");
    }
  }

  /** Today's rules, and every state kept. */
  public static NodeSettings of(NetworkRules rules) {
    return new NodeSettings(rules, ReplaceRule.TENTH, OptionalLong.empty());
  }

  public Duration blockTime() {
    return rules.blockDelay();
  }
}
