package io.sealwright.proofs.porep;

import io.sealwright.proofs.graph.ApiVersion;
import io.sealwright.proofs.graph.StackedGraph;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;

/** What fixes a replica's graph and trees: the size, the porep id, and the version of the rules. */
public record PorepConfig(SectorSize size, Bytes32 porepId, ApiVersion api) {

  public static PorepConfig of(SealProof proof) {
    return new PorepConfig(proof.size(), proof.porepId(), ApiVersion.of(proof.family()));
  }

  public StackedGraph graph() {
    return new StackedGraph(size.nodes(), porepId, api);
  }

  public TreeShape shape() {
    return TreeShape.of(size);
  }
}
