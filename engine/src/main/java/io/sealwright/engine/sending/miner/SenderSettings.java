package io.sealwright.engine.sending.miner;

import io.sealwright.lotus.cluster.AddressRoles;
import java.util.Optional;

/**
 * How a miner's messages are sent.
 *
 * @param roles which control addresses are for what; without them all are for window proofs
 */
public record SenderSettings(
    BatchLimits limits, FeeLimits fees, Collateral collateral, Optional<AddressRoles> roles) {
  public static final SenderSettings DEFAULTS =
      new SenderSettings(
          BatchLimits.DEFAULTS, FeeLimits.DEFAULTS, Collateral.MISSING_PART, Optional.empty());
}
