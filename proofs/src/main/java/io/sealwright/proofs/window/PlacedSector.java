package io.sealwright.proofs.window;

import io.sealwright.proofs.post.KeptSector;
import io.sealwright.protocol.SectorNumber;
import java.nio.file.Path;

/**
 * A sector and the storage paths that its files lie on, which may be two.
 *
 * @param cachePath the path of p_aux and the replica trees
 * @param sealedPath the path of the replica
 */
public record PlacedSector(KeptSector files, Path cachePath, Path sealedPath) {
  public SectorNumber sector() {
    return files.sector();
  }

  /** The path whose threads read for a stage. Most of what branches need is in the replica. */
  Path pathOf(Stage stage) {
    return switch (stage) {
      case P_AUX, TREE_ROOTS -> cachePath;
      case TREE_BRANCHES, PROOF, CLOSING -> sealedPath;
    };
  }
}
