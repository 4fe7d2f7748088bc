package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.hash.Sha256;
import io.sealwright.protocol.Bytes32;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What one label was hashed from (proofs specification, section 2.5).
 *
 * @param parents the 37 labels in the order they were hashed: the node's parents, repeated
 * @param layer counted from 1
 * @param node never 0, which has no parents
 */
public record Labeling(List<Bytes32> parents, int layer, long node) {
  /** Labels that go into one. */
  public static final int PARENTS = 37;

  private static final int HEADER = 64;
  private static final byte TOP_BITS_CLEAR = 0x3f;

  public Labeling {
    parents = List.copyOf(parents);
    if (parents.size() != PARENTS) {
      throw new IllegalArgumentException(parents.size() + " parents of " + PARENTS);
    }
  }

  /** Repeats the labels of a node's parents as often as the hash takes them. */
  static Labeling of(List<Bytes32> distinct, int layer, long node) {
    List<Bytes32> repeated = new ArrayList<>();
    for (int i = 0; i < PARENTS; i++) {
      repeated.add(distinct.get(i % distinct.size()));
    }
    return new Labeling(repeated, layer, node);
  }

  /** The label that follows. */
  public Bytes32 label(Bytes32 replicaId) {
    ByteBuffer preimage = ByteBuffer.allocate(HEADER + PARENTS * Bytes32.LENGTH);
    preimage.put(replicaId.toBytes()).putInt(layer).putLong(node).position(HEADER);
    parents.forEach(parent -> preimage.put(parent.toBytes()));
    byte[] label = Sha256.of(preimage.array());
    label[label.length - 1] &= TOP_BITS_CLEAR;
    return Bytes32.of(label);
  }
}
