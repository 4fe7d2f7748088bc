package io.sealwright.lotus.node;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The network a node was built for.
 *
 * @param upgrades the heights of upgrades, by the name of the node's field, in its order
 * @param eip155 the number of the chain for Ethereum's tools; old nodes have none
 * @param genesisTimestamp old nodes do not say
 */
public record NetworkParameters(
    String name,
    long blockDelaySeconds,
    BigInteger minimumPower,
    long challengeDelay,
    Map<String, Long> upgrades,
    Optional<Long> eip155,
    Optional<Long> genesisTimestamp) {
  public NetworkParameters {
    upgrades = Collections.unmodifiableMap(new LinkedHashMap<>(upgrades));
  }
}
