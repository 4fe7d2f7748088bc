package io.sealwright.proofs.post;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.file.FaultyFile;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.tree.Forest;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a proving miner keeps of a sector: the replica, the upper rows of its tree, and p_aux. */
public record KeptSector(
    SectorNumber sector, SectorSize size, CommR commR, CacheFolder cache, Path sealed) {

  /** The files that leaves are read from; nothing is opened yet. */
  public SectorFiles files() {
    return new SectorFiles(this);
  }

  /**
   * Opens leaves. No file is open when it returns.
   *
   * @throws IOException that names the file which is missing, has another size, or holds what no
   *     sealing writes
   */
  public SectorPost open(List<Long> leaves) throws IOException {
    PAux roots = PAux.read(cache.pAux());
    try (SectorFiles files = files()) {
      return files.read(leaves).post(roots, files.treeRoots());
    }
  }

  /**
   * Reads p_aux, which must give the sector's CommR.
   *
   * @throws IOException that names the file and says what is wrong with it
   */
  public PAux readPAux() throws IOException {
    PAux roots = PAux.read(cache.pAux());
    if (!Fr.isCanonical(roots.commC())
        || !Fr.isCanonical(roots.commRLast())
        || !roots.commR().equals(commR)) {
      throw FaultyFile.otherCommR(cache.pAux());
    }
    return roots;
  }

  /** Whether the roots of the base trees give p_aux's. */
  public boolean holds(PAux roots, List<Bytes32> treeRoots) {
    return treeRoots.stream().allMatch(Fr::isCanonical)
        && Forest.join(treeRoots, TreeShape.of(size)).equals(roots.commRLast());
  }
}
