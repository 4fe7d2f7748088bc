package io.sealwright.devchain.view;

import io.sealwright.protocol.actor.PowerClaim;
import io.sealwright.protocol.actor.PowerState;
import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.address.Address;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A miner's power beside the network's.
 *
 * @param enough whether the miner may win blocks
 */
public record PowerView(PowerPair miner, PowerPair network, boolean enough) {
  /** So many large miners make small ones lose the right to win blocks. */
  private static final long LARGE_MINERS = 4;

  public static PowerView of(StateView state, Address miner, BigInteger minimum)
      throws IOException {
    PowerState power = state.power();
    Optional<PowerClaim> claim = state.claim(miner);
    PowerPair own =
        claim.map(some -> new PowerPair(some.rawPower(), some.qualityPower()))
            .orElse(PowerPair.ZERO);
    return new PowerView(own, network(power), isEnough(own.raw(), power, minimum));
  }

  /** The network's power as a node tells it. */
  public static PowerPair network(PowerState power) {
    return new PowerPair(power.rawPower(), power.qualityPower());
  }

  private static boolean isEnough(BigInteger raw, PowerState power, BigInteger minimum) {
    return raw.compareTo(minimum) >= 0
        || (power.minersAboveMinimum() < LARGE_MINERS && raw.signum() > 0);
  }
}
