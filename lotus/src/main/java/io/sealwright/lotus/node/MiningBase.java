package io.sealwright.lotus.node;

import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.BeaconEntry;
import io.sealwright.protocol.cid.Cid;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What a miner needs to see whether it may make a block, and to prove it.
 *
 * @param sectors those challenged by the winning proof
 */
public record MiningBase(
    BigInteger minerPower,
    BigInteger networkPower,
    List<Challenged> sectors,
    Address workerKey,
    long sectorSize,
    BeaconEntry previousBeacon,
    List<BeaconEntry> beacons,
    boolean eligible) {
  public MiningBase {
    sectors = List.copyOf(sectors);
    beacons = List.copyOf(beacons);
  }

  /** A sector to be proven. */
  public record Challenged(
      long sealProof, SectorNumber number, Optional<Cid> sectorKey, CommR sealed) {}
}
