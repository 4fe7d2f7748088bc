package io.sealwright.engine.recovery.metadata;

import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.util.List;
import java.util.Optional;

/** The sectors of one miner that a metadata file describes; all are of the same size. */
public record RecoveryMetadata(MinerId miner, SectorSize size, List<KnownSector> sectors) {
  public RecoveryMetadata {
    sectors = List.copyOf(sectors);
  }

  public Optional<KnownSector> sector(SectorNumber number) {
    return sectors.stream().filter(sector -> sector.id().number().equals(number)).findFirst();
  }
}
