package io.sealwright.engine.standing;

import io.sealwright.engine.life.next.ChainStanding;
import io.sealwright.engine.sending.miner.SectorPlace;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was read of a miner's sectors at one head, before it is made sense of. A part that could not
 * be read is empty.
 *
 * @param allocated the numbers ever used
 * @param places of the sectors asked about that a partition has
 * @param sets none exactly if the places are none
 * @param sectors the chain's records of sectors; one that is missing could not be read
 * @param preCommits of allocated numbers that no partition has, empty where there is none; one that
 *     is missing could not be read
 */
record ChainRead(
    Optional<Bitfield> allocated,
    Optional<Map<SectorNumber, SectorPlace>> places,
    Optional<Partitions.Sets> sets,
    Map<SectorNumber, Sector> sectors,
    Map<SectorNumber, Optional<PreCommit>> preCommits) {

  /**
   * What the chain says of a sector.
   *
   * @param ended since when a sector that has ended is known to have
   */
  ChainStanding standing(SectorNumber number, Function<SectorNumber, Epoch> ended) {
    if (allocated.isEmpty()) {
      return new ChainStanding.Unknown();
    }
    if (!allocated.get().contains(number.number())) {
      return new ChainStanding.Absent();
    }
    if (places.isEmpty() || sets.isEmpty()) {
      return new ChainStanding.Unknown();
    }
    return places.get().containsKey(number)
        ? proven(number, sets.get(), ended)
        : Optional.ofNullable(preCommits.get(number))
            .map(ChainRead::promised)
            .orElse(new ChainStanding.Unknown());
  }

  private static ChainStanding promised(Optional<PreCommit> promise) {
    return promise
        .<ChainStanding>map(on ->
            new ChainStanding.PreCommitted(
                on.sector().sealed(), on.sector().randomness(), on.landed(), on.deposit()))
        .orElse(new ChainStanding.NumberUsed());
  }

  private ChainStanding proven(
      SectorNumber number, Partitions.Sets in, Function<SectorNumber, Epoch> ended) {
    Sector sector = sectors.get(number);
    if (sector == null) {
      return new ChainStanding.Unknown();
    }
    if (!in.live().contains(number.number())) {
      Epoch at = ended.apply(number);
      return new ChainStanding.Ended(at, at.isBefore(sector.expiration()));
    }
    return in.faulty().contains(number.number())
        ? new ChainStanding.Faulty(
            sector.sealed(),
            sector.activation(),
            sector.expiration(),
            in.recovering().contains(number.number()))
        : new ChainStanding.Active(sector.sealed(), sector.activation(), sector.expiration());
  }
}
