package io.sealwright.proofs.label;

import io.sealwright.proofs.graph.GraphOracle;
import io.sealwright.protocol.Bytes32;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Labels written down as the specification says it: the preimage in full, a fresh digest each. */
public record LabelOracle(GraphOracle graph, Bytes32 replicaId) {

  /** All layers from the first, 32 bytes a node. */
  public byte[][] layers(int count) {
    byte[][] layers = new byte[count][(int) graph.nodes() * 32];
    for (int layer = 1; layer <= count; layer++) {
      for (int node = 0; node < graph.nodes(); node++) {
        System.arraycopy(label(layers, layer, node), 0, layers[layer - 1], node * 32, 32);
      }
    }
    return layers;
  }

  private byte[] label(byte[][] layers, int layer, int node) {
    ByteBuffer preimage = ByteBuffer.allocate(64 + 37 * 32);
    preimage.put(replicaId.toBytes()).putInt(layer).putLong(node).position(64);
    if (node > 0) {
      int[] parents = graph.parents(node);
      int degree = layer == 1 ? 6 : 14;
      for (int i = 0; i < 37; i++) {
        int which = i % degree;
        byte[] source = layers[which < 6 ? layer - 1 : layer - 2];
        preimage.put(source, parents[which] * 32, 32);
      }
    }
    return hash(preimage.flip());
  }

  private static byte[] hash(ByteBuffer preimage) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(preimage);
      byte[] label = sha256.digest();
      label[31] &= 0x3f;
      return label;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
