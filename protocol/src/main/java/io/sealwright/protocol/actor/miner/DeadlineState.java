package io.sealwright.protocol.actor.miner;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.cid.Cid;

/**
 * What a miner has in one deadline.
 *
 * @param partitions AMT of {@link Partition}
 * @param posted the partitions already proven in the current window
 * @param live sectors not terminated
 * @param total sectors ever assigned and not compacted away
 */
public record DeadlineState(
    Cid partitions,
    Cid expirations,
    Bitfield posted,
    Bitfield earlyTerminations,
    long live,
    long total,
    PowerPair faultyPower,
    Cid optimisticProofs,
    Cid sectorsSnapshot,
    Cid partitionsSnapshot,
    Cid optimisticProofsSnapshot,
    PowerPair livePower,
    TokenAmount dailyFee) {}
