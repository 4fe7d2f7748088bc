package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.tree.MerkleProof;
import java.util.List;

/**
 * All that is opened of a sector for one challenged leaf (proofs specification, section 5.5).
 *
 * @param data the leaf in the tree over the data
 * @param replica the leaf in the tree over the replica
 * @param column of the challenged node
 * @param baseParents columns of its parents in its own layer, in the graph's order
 * @param expanderParents columns of its parents in the layer before
 * @param labelings one for each layer
 * @param encoding what the label was hashed from that encoded the leaf: that of the last layer
 */
public record LeafProof(
    MerkleProof data,
    MerkleProof replica,
    Column column,
    List<Column> baseParents,
    List<Column> expanderParents,
    List<Labeling> labelings,
    Labeling encoding) {
  public LeafProof {
    baseParents = List.copyOf(baseParents);
    expanderParents = List.copyOf(expanderParents);
    labelings = List.copyOf(labelings);
  }
}
