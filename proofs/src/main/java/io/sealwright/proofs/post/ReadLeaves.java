package io.sealwright.proofs.post;

import io.sealwright.proofs.file.FaultyFile;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.tree.Branch;
import io.sealwright.proofs.tree.Forest;
import io.sealwright.proofs.tree.MerkleProof;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What was read of a sector's files for its challenged leaves. What is left is computing: it is
 * done elsewhere than the reading, which only waits.
 *
 * @param branches one for each leaf, in its base tree
 */
public record ReadLeaves(KeptSector sector, List<Long> leaves, List<Branch> branches) {
  public ReadLeaves {
    leaves = List.copyOf(leaves);
    branches = List.copyOf(branches);
  }

  /**
   * Makes the vanilla proof.
   *
   * @param treeRoots the roots of the base trees
   * @throws IOException that names the replica, if it holds what no sealing writes
   */
  public SectorPost post(PAux roots, List<Bytes32> treeRoots) throws IOException {
    TreeShape shape = TreeShape.of(sector.size());
    try {
      List<MerkleProof> inclusions = new ArrayList<>();
      for (int i = 0; i < leaves.size(); i++) {
        Branch branch = branches.get(i);
        inclusions.add(
            Forest.proof(shape, treeRoots, leaves.get(i), branch.node(), branch.steps()));
      }
      return new SectorPost(sector.sector(), sector.commR(), inclusions, roots);
    } catch (IllegalArgumentException _) {
      throw FaultyFile.noSealingWrites(sector.sealed());
    }
  }
}
