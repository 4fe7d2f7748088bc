package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.graph.Parents;
import io.sealwright.proofs.graph.StackedGraph;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.porep.PorepConfig;
import io.sealwright.proofs.tree.MerkleProof;
import io.sealwright.proofs.vanilla.Fault.Part;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Verifies the proofs of challenged leaves of one replica. It finds all faults, so that an operator
 * learns which file is damaged and not just that one is. Safe for many threads.
 */
public final class LeafVerifier {
  private final PorepConfig config;
  private final StackedGraph graph;
  private final Bytes32 replicaId;
  private final CommD commD;
  private final CommR commR;

  public LeafVerifier(PorepConfig config, Bytes32 replicaId, CommD commD, CommR commR) {
    this.config = config;
    this.graph = config.graph();
    this.replicaId = replicaId;
    this.commD = commD;
    this.commR = commR;
  }

  /**
   * Every fault of a proof for a leaf; none if it holds. Whatever is in the proof, this answers.
   */
  public List<Fault> faults(LeafProof proof, long leaf) {
    Check check = new Check(proof, leaf);
    check.commitments();
    check.trees();
    check.graph();
    check.labels();
    return List.copyOf(check.found);
  }

  private final class Check {
    private final List<Fault> found = new ArrayList<>();
    private final LeafProof proof;
    private final long leaf;

    Check(LeafProof proof, long leaf) {
      this.proof = proof;
      this.leaf = leaf;
    }

    void commitments() {
      require(
          proof.data().root().equals(commD.value()),
          Part.DATA_TREE,
          "the data tree's root is not CommD");
      Bytes32 commC = proof.column().inclusion().root();
      require(
          Fr.isCanonical(commC)
              && Fr.isCanonical(proof.replica().root())
              && new PAux(commC, proof.replica().root()).commR().equals(commR),
          Part.COMMITMENT,
          "the roots of the column trees and the replica trees do not give CommR");
      for (Column column : parents()) {
        require(
            column.inclusion().root().equals(commC),
            Part.COLUMN_TREE,
            "the column of node " + column.node() + " is in another column tree");
      }
    }

    void trees() {
      require(
          proof.data().isBinary(config.size().nodes())
              && proof.data().leafIndex() == leaf
              && proof.data().dataRoot().equals(proof.data().root()),
          Part.DATA_TREE,
          "leaf " + leaf + " is not in the data tree");
      require(
          isIn(proof.replica(), leaf),
          Part.REPLICA_TREE,
          "leaf " + leaf + " of the replica is not in the replica tree");
      column(proof.column());
      parents().forEach(this::column);
    }

    private void column(Column column) {
      boolean whole = column.labels().size() == config.size().layers();
      if (!whole || !column.labels().stream().allMatch(Fr::isCanonical)) {
        fault(Part.LAYER, "node " + column.node() + " has labels that no sealing writes");
      } else if (!column.hash().equals(column.inclusion().leaf())) {
        fault(
            Part.COLUMN_TREE,
            "the labels of node " + column.node() + " do not hash to its leaf of the column tree");
      }
      require(
          isIn(column.inclusion(), column.node()),
          Part.COLUMN_TREE,
          "node " + column.node() + " is not in the column tree");
    }

    private boolean isIn(MerkleProof inclusion, long index) {
      return inclusion.isShaped(config.shape())
          && inclusion.leafIndex() == index
          && inclusion.isCanonical()
          && inclusion.poseidonRoot().equals(inclusion.root());
    }

    void graph() {
      int[] parents = graph.parents(leaf);
      require(
          proof.column().node() == leaf
              && names(proof.baseParents(), Arrays.copyOf(parents, Parents.BASE_DEGREE))
              && names(
                  proof.expanderParents(),
                  Arrays.copyOfRange(parents, Parents.BASE_DEGREE, Parents.DEGREE)),
          Part.GRAPH,
          "the proof of leaf " + leaf + " opens other nodes than the leaf and its parents");
    }

    private static boolean names(List<Column> columns, int... nodes) {
      return Arrays.equals(columns.stream().mapToLong(Column::node).toArray(), asLongs(nodes));
    }

    private static long[] asLongs(int... nodes) {
      return Arrays.stream(nodes).asLongStream().toArray();
    }

    /** Labels follow from the parents' as opened, and the replica from the label and the data. */
    void labels() {
      int layers = config.size().layers();
      if (parents().size() != Parents.DEGREE
          || proof.baseParents().size() != Parents.BASE_DEGREE
          || !all().stream().allMatch(column -> column.labels().size() == layers)
          || proof.labelings().size() != layers) {
        fault(Part.LAYER, "the proof of leaf " + leaf + " lacks labels");
        return;
      }
      List<Labeling> expected =
          SealedSector.labelings(leaf, proof.baseParents(), proof.expanderParents());
      for (int layer = 1; layer <= layers; layer++) {
        Labeling given = proof.labelings().get(layer - 1);
        require(
            given.equals(expected.get(layer - 1))
                && given.label(replicaId).equals(proof.column().label(layer)),
            Part.LAYER,
            "layer "
                + layer
                + ": the label of node "
                + leaf
                + " does not follow from those of its parents");
      }
      require(
          proof.encoding().equals(expected.getLast()) && isEncoded(),
          Part.REPLICA,
          "the replica at leaf " + leaf + " is not the data encoded with the last layer");
    }

    private boolean isEncoded() {
      Bytes32 key = proof.encoding().label(replicaId);
      Bytes32 data = proof.data().leaf();
      if (!Fr.isCanonical(key) || !Fr.isCanonical(data)) {
        return false;
      }
      byte[] sum = new byte[Bytes32.LENGTH];
      Fr.addNodes(segment(key), segment(data), MemorySegment.ofArray(sum));
      return Bytes32.of(sum).equals(proof.replica().leaf());
    }

    private List<Column> all() {
      List<Column> all = new ArrayList<>(parents());
      all.add(proof.column());
      return all;
    }

    private List<Column> parents() {
      List<Column> parents = new ArrayList<>(proof.baseParents());
      parents.addAll(proof.expanderParents());
      return parents;
    }

    private void require(boolean holds, Part part, String words) {
      if (!holds) {
        fault(part, words);
      }
    }

    private void fault(Part part, String words) {
      found.add(new Fault(part, leaf, words));
    }
  }

  private static MemorySegment segment(Bytes32 node) {
    return MemorySegment.ofArray(node.toBytes());
  }
}
