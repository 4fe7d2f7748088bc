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

/**
 * Sectors of the chain and where their files are.
 *
 * @param missing those that no storage path of this host has both parts of
 */
record Located(List<PlacedSector> placed, List<BadSector> missing) {
  private static final SectorFiles.Found NOWHERE =
      new SectorFiles.Missing("no storage path has its files");

  Located {
    placed = List.copyOf(placed);
    missing = List.copyOf(missing);
  }

  static Located of(MinerId miner, SectorSize size, List<Sector> sectors, SectorFiles files)
      throws IOException {
    Map<SectorNumber, SectorFiles.Found> places =
        files.find(sectors.stream().map(Sector::number).toList());
    List<PlacedSector> placed = new ArrayList<>();
    List<BadSector> missing = new ArrayList<>();
    for (Sector sector : sectors) {
      switch (places.getOrDefault(sector.number(), NOWHERE)) {
        case SectorFiles.Place place ->
            placed.add(placed(new SectorId(miner, sector.number()), size, sector, place));
        case SectorFiles.Missing(String why) ->
            missing.add(new BadSector(sector.number(), Optional.empty(), new Defect.Told(why)));
      }
    }
    return new Located(placed, missing);
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
