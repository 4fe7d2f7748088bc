package io.sealwright.protocol.actor.miner;

import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.cid.Cid;

/** A share of a deadline's sectors that one proof covers. */
public record Partition(
    Bitfield sectors,
    Bitfield unproven,
    Bitfield faults,
    Bitfield recoveries,
    Bitfield terminated,
    Cid expirations,
    Cid earlyTerminated,
    PowerPair livePower,
    PowerPair unprovenPower,
    PowerPair faultyPower,
    PowerPair recoveringPower) {

  /** All sectors that have not been terminated. */
  public Bitfield live() {
    return sectors.minus(terminated);
  }

  /** The live sectors that count as power: neither faulty nor still unproven. */
  public Bitfield active() {
    return live().minus(faults).minus(unproven);
  }

  /** The power of the active sectors. */
  public PowerPair activePower() {
    return livePower.minus(faultyPower).minus(unprovenPower);
  }
}
