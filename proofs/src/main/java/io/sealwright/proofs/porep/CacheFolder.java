package io.sealwright.proofs.porep;

import java.nio.file.Path;

/** A sector's cache folder, with the reference's file names (section 4.7) and our one sidecar. */
public record CacheFolder(Path folder) {
  private static final String PREFIX = "sc-02-data-";

  /** Labels of a layer, counted from 1. */
  public Path layer(int layer) {
    return folder.resolve(PREFIX + "layer-" + layer + ".dat");
  }

  /** Where a layer stands while it is made; the two dots are the reference's. */
  public Path unfinishedLayer(int layer) {
    return folder.resolve(PREFIX + "layer-" + layer + "..tmp");
  }

  public Path treeD() {
    return folder.resolve(PREFIX + "tree-d.dat");
  }

  /** The column tree over base tree {@code index} of {@code trees}. */
  public Path treeC(int index, int trees) {
    return folder.resolve(PREFIX + "tree-c" + number(index, trees) + ".dat");
  }

  /** The replica tree over base tree {@code index} of {@code trees}. */
  public Path treeRLast(int index, int trees) {
    return folder.resolve(PREFIX + "tree-r-last" + number(index, trees) + ".dat");
  }

  public Path pAux() {
    return folder.resolve("p_aux");
  }

  public Path tAux() {
    return folder.resolve("t_aux");
  }

  /** The opened leaves of a synthetic proof's whole set of challenges. */
  public Path syntheticProofs() {
    return folder.resolve("syn-porep-vanilla-proofs.dat");
  }

  /** What phase 1 leaves beside the layers: what they are labels of, and their digests. */
  public Path journal() {
    return folder.resolve("sealwright-p1.txt");
  }

  private static String number(int index, int trees) {
    return trees == 1 ? "" : "-" + index;
  }
}
