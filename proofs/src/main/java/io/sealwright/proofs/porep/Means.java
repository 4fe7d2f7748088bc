package io.sealwright.proofs.porep;

import java.nio.file.Path;

/**
 * What a phase may use.
 *
 * @param threads platform threads for work that can be shared
 * @param parentCaches folder of the parent cache files
 */
public record Means(int threads, Path parentCaches, Progress progress) {
  public Means {
    if (threads < 1) {
      throw new IllegalArgumentException("no threads to work with");
    }
  }
}
