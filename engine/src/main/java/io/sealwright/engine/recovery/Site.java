package io.sealwright.engine.recovery;

import io.sealwright.engine.recovery.space.Place;
import io.sealwright.engine.recovery.space.Preflight.Demand;
import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.PorepConfig;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * What the sectors in work on a host share.
 *
 * @param threads platform threads a phase may use
 * @param parentCaches folder of the parent cache files
 * @param kernels what computes the hot loops
 * @param phase2 lets phases 2 in, each of which uses all threads
 * @param watchers who hears of each sector's progress
 */
public record Site(
    int threads,
    Path parentCaches,
    Kernels kernels,
    Semaphore phase2,
    InstantSource clock,
    Function<SectorId, Progress> watchers) {

  /** A site where one phase 2 runs at a time, with the native kernels that the machine has. */
  public static Site of(
      int threads, Path parentCaches, InstantSource clock, Function<SectorId, Progress> watchers) {
    Semaphore phase2 = new Semaphore(1, true);
    return new Site(threads, parentCaches, Kernels.found(), phase2, clock, watchers);
  }

  public Site with(Kernels others) {
    return new Site(threads, parentCaches, others, phase2, clock, watchers);
  }

  Means means(SectorId sector) {
    return new Means(threads, parentCaches, watchers.apply(sector), kernels);
  }

  /** Room for the parent caches of these graphs that are not there yet. */
  Optional<Demand> parentsToMake(List<PorepConfig> configs) throws IOException {
    long bytes =
        configs.stream()
            .distinct()
            .map(PorepConfig::graph)
            .filter(graph -> !Files.exists(parentCaches.resolve(ParentCache.fileName(graph))))
            .mapToLong(ParentCache::fileBytes)
            .sum();
    return bytes == 0
        ? Optional.empty()
        : Optional.of(new Demand(Place.measure("parent caches", parentCaches), bytes));
  }
}
