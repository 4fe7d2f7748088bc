package io.sealwright.protocol.actor;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The state of the power actor. Power is in bytes; "committed" counts miners below the minimum too.
 *
 * @param cronQueue AMT of events by epoch
 * @param claims HAMT of {@link PowerClaim} by the miner's ID address
 * @param proofBatch null since proofs are verified as they come
 */
public record PowerState(
    BigInteger rawPower,
    BigInteger rawCommitted,
    BigInteger qualityPower,
    BigInteger qualityCommitted,
    TokenAmount pledge,
    BigInteger epochRawPower,
    BigInteger epochQualityPower,
    TokenAmount epochPledge,
    Estimate qualityPowerSmoothed,
    long miners,
    long minersAboveMinimum,
    Epoch rampStart,
    long rampEpochs,
    Cid cronQueue,
    Epoch firstCronEpoch,
    Cid claims,
    Optional<Cid> proofBatch) {}
