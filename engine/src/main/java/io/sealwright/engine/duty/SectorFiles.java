package io.sealwright.engine.duty;

import io.sealwright.protocol.SectorNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Knows where the files of a miner's sectors are on this host. */
@FunctionalInterface
public interface SectorFiles {
  /**
   * The roots of the storage paths that hold a sector; nothing is said of the files themselves.
   *
   * @param cachePath has {@code cache/NAME}
   * @param sealedPath has {@code sealed/NAME}
   */
  record Place(Path cachePath, Path sealedPath) {}

  /** Where a sector is; empty if no path here has both parts. */
  Optional<Place> find(SectorNumber sector) throws IOException;
}
