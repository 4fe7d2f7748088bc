package io.sealwright.devchain.actor.miner.state;

import io.sealwright.protocol.ipld.BlockStore;
import io.sealwright.protocol.network.SectorPower;

/**
 * What stays the same while a miner's state is changed.
 *
 * @param blocks where the state is
 * @param sectorsPerPartition how many sectors one partition holds
 */
public record MinerTerms(
    BlockStore blocks, Pace pace, SectorPower power, long sectorsPerPartition) {
  /** Partitions one deadline may have. */
  public static final long MOST_PARTITIONS = 3000;

  /** Sectors one message, or one round of the chain's own work, may address. */
  public static final long MOST_SECTORS = 25_000;
}
