package io.sealwright.protocol.actor;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import java.math.BigInteger;

/** The state of the reward actor. Sums and baselines are in bytes times epochs, or bytes. */
public record RewardState(
    BigInteger baselineSum,
    BigInteger realizedSum,
    Epoch networkTime,
    BigInteger networkBaseline,
    TokenAmount epochReward,
    Estimate epochRewardSmoothed,
    BigInteger epochBaseline,
    Epoch epoch,
    TokenAmount paid,
    TokenAmount simpleTotal,
    TokenAmount baselineTotal) {}
