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
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Sectors of the chain and where their files are.
 *
 * @param missing those that no storage path of this host has both parts of
 * @param silent those that may be on a path that does not answer
 */
record Located(List<PlacedSector> placed, List<Unplaced> missing, List<Unplaced> silent) {
  private static final SectorFiles.Found NOWHERE =
      new SectorFiles.Missing(Optional.empty(), "no storage path has its files");

  Located {
    placed = List.copyOf(placed);
    missing = List.copyOf(missing);
    silent = List.copyOf(silent);
  }

  /**
   * A sector whose files were not seen.
   *
   * @param recorded where they should be
   * @param sector with the reason
   */
  record Unplaced(Optional<PlacedSector> recorded, BadSector sector) {}

  static Located of(MinerId miner, SectorSize size, List<Sector> sectors, SectorFiles files)
      throws IOException, InterruptedException {
    Map<SectorNumber, SectorFiles.Found> places =
        files.find(sectors.stream().map(Sector::number).toList());
    List<PlacedSector> placed = new ArrayList<>();
    List<Unplaced> missing = new ArrayList<>();
    List<Unplaced> silent = new ArrayList<>();
    for (Sector sector : sectors) {
      SectorId id = new SectorId(miner, sector.number());
      Function<SectorFiles.Place, PlacedSector> at = place -> placed(id, size, sector, place);
      switch (places.getOrDefault(sector.number(), NOWHERE)) {
        case SectorFiles.Place place -> placed.add(at.apply(place));
        case SectorFiles.Missing(var recorded, String why) ->
            missing.add(new Unplaced(recorded.map(at), bad(sector, why)));
        case SectorFiles.Silent(var recorded, String why) ->
            silent.add(new Unplaced(recorded.map(at), bad(sector, why)));
      }
    }
    return new Located(placed, missing, silent);
  }

  private static BadSector bad(Sector sector, String why) {
    return new BadSector(sector.number(), Optional.empty(), new Defect.Told(why));
  }

  /** Those to try a proof with: a path that comes back in time has lost nothing. */
  List<PlacedSector> toProve() {
    return Stream.concat(placed.stream(), unplaced().flatMap(sector -> sector.recorded().stream()))
        .toList();
  }

  /** Those that not even a proof knows where to look for. */
  List<BadSector> nowhere() {
    return unplaced().filter(sector -> sector.recorded().isEmpty()).map(Unplaced::sector).toList();
  }

  /** Those whose files were not seen, for whatever reason. */
  Stream<Unplaced> unplaced() {
    return Stream.concat(missing.stream(), silent.stream());
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
