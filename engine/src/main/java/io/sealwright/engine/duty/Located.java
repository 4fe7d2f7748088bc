package io.sealwright.engine.duty;

import io.sealwright.engine.storage.PathLayout;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.post.KeptSector;
import io.sealwright.proofs.window.BadSector;
import io.sealwright.proofs.window.Defect;
import io.sealwright.proofs.window.PlacedSector;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.actor.miner.Sector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sectors of the chain and where their files are.
 *
 * @param missing those that no storage path of this host has both parts of
 * @param silent those that may be on a path that does not answer
 */
record Located(List<PlacedSector> placed, List<BadSector> missing, List<Silent> silent) {
  private static final SectorFiles.Found NOWHERE =
      new SectorFiles.Missing("no storage path has its files");

  Located {
    placed = List.copyOf(placed);
    missing = List.copyOf(missing);
    silent = List.copyOf(silent);
  }

  /**
   * A sector of which is not known whether its files are there.
   *
   * @param recorded where they should be
   */
  record Silent(Optional<PlacedSector> recorded, BadSector sector) {}

  static Located of(MinerId miner, SectorSize size, List<Sector> sectors, SectorFiles files)
      throws IOException, InterruptedException {
    Map<SectorNumber, SectorFiles.Found> places =
        files.find(sectors.stream().map(Sector::number).toList());
    List<PlacedSector> placed = new ArrayList<>();
    List<BadSector> missing = new ArrayList<>();
    List<Silent> silent = new ArrayList<>();
    for (Sector sector : sectors) {
      SectorId id = new SectorId(miner, sector.number());
      switch (places.getOrDefault(sector.number(), NOWHERE)) {
        case SectorFiles.Place place -> placed.add(placed(id, size, sector, place));
        case SectorFiles.Missing(String why) -> missing.add(bad(sector, why));
        case SectorFiles.Silent(var recorded, String why) ->
            silent.add(
                new Silent(
                    recorded.map(place -> placed(id, size, sector, place)), bad(sector, why)));
      }
    }
    return new Located(placed, missing, silent);
  }

  /**
   * The same with silence taken for what it is to a proof: a path that comes back in time is read.
   */
  Located forProof() {
    return new Located(
        Stream.concat(placed.stream(), silent.stream().flatMap(one -> one.recorded().stream()))
            .toList(),
        Stream.concat(
                missing.stream(),
                silent.stream().filter(one -> one.recorded().isEmpty()).map(Silent::sector))
            .toList(),
        List.of());
  }

  private static BadSector bad(Sector sector, String why) {
    return new BadSector(sector.number(), Optional.empty(), new Defect.Told(why));
  }

  private static PlacedSector placed(
      SectorId id, SectorSize size, Sector sector, SectorFiles.Place place) {
    return new PlacedSector(
        new KeptSector(
            sector.number(),
            size,
            sector.sealed(),
            new CacheFolder(new PathLayout(place.cachePath()).file(FileType.CACHE, id)),
            new PathLayout(place.sealedPath()).file(FileType.SEALED, id)),
        place.cachePath(),
        place.sealedPath());
  }
}
