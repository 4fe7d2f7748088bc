package io.sealwright.engine.driver;

import io.sealwright.engine.life.next.FileCondition;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Looks at the files of sectors that are finished. */
@FunctionalInterface
public interface FileWatch {
  /** How the files of each of them are where they stay; one that is not named is unknown. */
  Map<SectorId, FileCondition> look(Collection<StoredSector> sectors)
      throws IOException, InterruptedException;

  /** What could not be looked at the last time; empty if nothing. */
  default Optional<Finding> trouble() {
    return Optional.empty();
  }
}
