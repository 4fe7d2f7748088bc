package io.sealwright.engine.duty;

import io.sealwright.protocol.bitfield.Bitfield;

/**
 * A partition as the chain has it.
 *
 * @param live its sectors without those that ended
 * @param recovering those of the faulty that were declared recovered
 */
public record DuePartition(long index, Bitfield live, Bitfield faulty, Bitfield recovering) {

  /** What a proof has to be of: what is not faulty, and what recovers. */
  public Bitfield toProve() {
    return live.minus(faulty.minus(recovering));
  }

  /** What counts as healthy. */
  public Bitfield healthy() {
    return live.minus(faulty);
  }

  /** What could be declared recovered. */
  public Bitfield lost() {
    return faulty.intersect(live).minus(recovering);
  }
}
