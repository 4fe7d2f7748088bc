package io.sealwright.lotus.node;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;

/** What a node counts of a miner. */
public final class MinerFigures {
  private MinerFigures() {}

  /** How many sectors are there, give power, are faulty. */
  public record SectorCounts(long live, long active, long faulty) {}

  /**
   * One of a miner's deadlines.
   *
   * @param posted the partitions already proven in the current window
   * @param dailyFee zero where the network has none
   */
  public record ShownDeadline(Bitfield posted, long disputable, TokenAmount dailyFee) {}

  /** A miner that had a fault. */
  public record MinerFault(Address miner, Epoch epoch) {}
}
