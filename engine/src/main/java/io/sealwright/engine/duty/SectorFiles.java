package io.sealwright.engine.duty;

import io.sealwright.protocol.SectorNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Knows where the files of a miner's sectors are on this host. */
@FunctionalInterface
public interface SectorFiles {
  /** Where a sector is, as far as is known. */
  sealed interface Found {}

  /**
   * The roots of the storage paths that hold a sector; nothing is said of what is in the files.
   *
   * @param cachePath has {@code cache/NAME}
   * @param sealedPath has {@code sealed/NAME}
   */
  record Place(Path cachePath, Path sealedPath) implements Found {}

  /**
   * No path here has both parts.
   *
   * @param recorded where it should be, if that path is here and in trouble
   * @param why in words, with the names of what is missing
   */
  record Missing(Optional<Place> recorded, String why) implements Found {}

  /**
   * It may be on a path that does not answer.
   *
   * @param recorded where it should be, if that path is here and in trouble, or does not answer
   * @param why in words
   */
  record Silent(Optional<Place> recorded, String why) implements Found {}

  /** Where each of these sectors is. */
  Map<SectorNumber, Found> find(Collection<SectorNumber> sectors)
      throws IOException, InterruptedException;
}
