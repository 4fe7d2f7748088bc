package io.sealwright.lotus.node;

import io.sealwright.protocol.address.Address;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * How a node's message pool is set.
 *
 * @param replaceByFee by how much a replacement's premium must be higher: 1.25 or 1.1
 */
public record PoolRules(
    List<Address> priority,
    long sizeLimitHigh,
    long sizeLimitLow,
    BigDecimal replaceByFee,
    Duration pruneCooldown,
    BigDecimal gasLimitOverestimation) {
  public PoolRules {
    priority = List.copyOf(priority);
  }
}
