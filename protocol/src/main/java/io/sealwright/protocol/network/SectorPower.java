package io.sealwright.protocol.network;

import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.epoch.EpochSpan;
import java.math.BigInteger;
import java.util.Collection;

/**
 * The power of sectors of one size. Verified data counts ten times for its share of the sector's
 * space and life; everything else counts once.
 */
public record SectorPower(long sectorSize) {
  private static final int PRECISION_BITS = 20;
  private static final BigInteger PLAIN = BigInteger.TEN;
  private static final BigInteger VERIFIED = Whole.of(100);

  public PowerPair of(Sector sector) {
    EpochSpan life = sector.expiration().since(sector.powerBase());
    return new PowerPair(raw(), quality(life, sector.verifiedDealWeight()));
  }

  public PowerPair of(Collection<Sector> sectors) {
    return sectors.stream().map(this::of).reduce(PowerPair.ZERO, PowerPair::plus);
  }

  public BigInteger raw() {
    return Whole.of(sectorSize);
  }

  /** The most a sector's power can be: all of it verified data. */
  public BigInteger most() {
    return raw().multiply(VERIFIED).divide(PLAIN);
  }

  /** Power weighted by quality, of a sector with so many bytes times epochs of verified data. */
  public BigInteger quality(EpochSpan life, BigInteger verifiedWeight) {
    BigInteger space = raw().multiply(Whole.of(life.epochs()));
    BigInteger weighted =
        space
            .subtract(verifiedWeight)
            .multiply(PLAIN)
            .add(verifiedWeight.multiply(VERIFIED))
            .shiftLeft(PRECISION_BITS);
    BigInteger quality = Whole.divide(Whole.divide(weighted, space), PLAIN);
    return raw().multiply(quality).shiftRight(PRECISION_BITS);
  }
}
