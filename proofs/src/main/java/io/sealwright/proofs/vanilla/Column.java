package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.poseidon.Poseidon;
import io.sealwright.proofs.tree.MerkleProof;
import io.sealwright.protocol.Bytes32;
import java.util.List;

/**
 * The labels of one node in all layers, and the proof that their hash is a leaf of the column tree.
 *
 * @param labels of the first layer first
 */
public record Column(long node, List<Bytes32> labels, MerkleProof inclusion) {
  public Column {
    labels = List.copyOf(labels);
  }

  /** The leaf that the labels hash to. */
  public Bytes32 hash() {
    return Poseidon.ofArity(labels.size()).hash(labels.toArray(Bytes32[]::new));
  }

  /** The label in a layer, counted from 1. */
  public Bytes32 label(int layer) {
    return labels.get(layer - 1);
  }
}
