package io.sealwright.proofs.porep;

import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a phase may use.
 *
 * @param threads platform threads for work that can be shared
 * @param parentCaches folder of the parent cache files
 * @param kernels what computes the hot loops
 */
public record Means(int threads, Path parentCaches, Progress progress, Kernels kernels) {
  public Means {
    if (threads < 1) {
      throw new IllegalArgumentException("no threads to work with");
    }
  }

  /** With the native kernels that the machine has. */
  public Means(int threads, Path parentCaches, Progress progress) {
    this(threads, parentCaches, progress, Kernels.found());
  }

  /** Opens the parent cache of a graph, making it where it is missing. */
  public ParentCache openParents(PorepConfig config) throws IOException, InterruptedException {
    long nodes = config.size().nodes();
    return ParentCache.open(
        parentCaches,
        config.graph(),
        threads,
        done -> progress.on(new ProgressEvent(Phase.PARENTS, 0, done, nodes)));
  }
}
