package io.sealwright.lotus.cluster;

import java.util.List;
import java.util.Optional;

/**
 * A path that has files of a sector, or could fetch them.
 *
 * @param baseUrls old miners do not say
 * @param primary whether the miner counts this copy as the one to keep
 */
public record SectorCopy(
    String path,
    Optional<List<String>> urls,
    Optional<List<String>> baseUrls,
    long weight,
    boolean canSeal,
    boolean canStore,
    boolean primary,
    StoragePath.Limits limits) {
  public SectorCopy {
    urls = urls.map(List::copyOf);
    baseUrls = baseUrls.map(List::copyOf);
  }
}
