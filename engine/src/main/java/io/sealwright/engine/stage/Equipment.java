package io.sealwright.engine.stage;

import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.protocol.SectorId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What the stages of a worker share.
 *
 * @param threads platform threads a stage may use
 * @param parentCaches folder of the parent cache files
 * @param kernels what computes the hot loops
 * @param withheldAllowed whether the chain takes withheld proofs, for sizes there are no keys of
 * @param clock for the times a recovery tells
 * @param watchers who hears of each sector's progress
 */
public record Equipment(
    int threads,
    Path parentCaches,
    Kernels kernels,
    Keys keys,
    boolean withheldAllowed,
    InstantSource clock,
    Function<SectorId, Progress> watchers) {

  Means means(SectorId sector) {
    return new Means(threads, parentCaches, watchers.apply(sector), kernels);
  }
}
