package io.sealwright.devchain.actor.miner.state;

import io.sealwright.protocol.actor.miner.ExpirationSet;
import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.network.SectorPower;
import java.util.Collection;

/** Sectors that are added to a queue or taken from it together, and their sums. */
public record ExpirationGroup(
    Bitfield sectors, PowerPair power, TokenAmount pledge, TokenAmount dailyFee) {
  public static final ExpirationGroup EMPTY =
      new ExpirationGroup(Bitfield.EMPTY, PowerPair.ZERO, TokenAmount.ZERO, TokenAmount.ZERO);

  static ExpirationGroup of(SectorPower power, Collection<Sector> sectors) {
    return new ExpirationGroup(
        numbers(sectors),
        power.of(sectors),
        sectors.stream().map(Sector::initialPledge).reduce(TokenAmount.ZERO, TokenAmount::plus),
        sectors.stream().map(Sector::dailyFee).reduce(TokenAmount.ZERO, TokenAmount::plus));
  }

  static Bitfield numbers(Collection<Sector> sectors) {
    return Bitfield.of(sectors.stream().mapToLong(s -> s.number().number()).toArray());
  }

  ExpirationGroup plus(ExpirationGroup other) {
    return new ExpirationGroup(
        sectors.union(other.sectors),
        power.plus(other.power),
        pledge.plus(other.pledge),
        dailyFee.plus(other.dailyFee));
  }

  /** As the queue keeps sectors that end as promised and are not faulty. */
  ExpirationSet active() {
    return new ExpirationSet(sectors, Bitfield.EMPTY, pledge, power, PowerPair.ZERO, dailyFee);
  }

  /** As the queue keeps sectors that end as promised but are faulty. */
  ExpirationSet faultyOnTime() {
    return new ExpirationSet(sectors, Bitfield.EMPTY, pledge, PowerPair.ZERO, power, dailyFee);
  }

  /** As the queue keeps sectors that end early, being faulty: their pledge is not counted. */
  ExpirationSet faultyEarly() {
    return new ExpirationSet(
        Bitfield.EMPTY, sectors, TokenAmount.ZERO, PowerPair.ZERO, power, dailyFee);
  }
}
