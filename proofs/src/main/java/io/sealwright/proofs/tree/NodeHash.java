package io.sealwright.proofs.tree;

import io.sealwright.proofs.poseidon.Poseidon;
import io.sealwright.protocol.Bytes32;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Joins children into parents. Nodes are 32 bytes; implementations may be shared by threads. */
public interface NodeHash {
  int arity();

  /**
   * Hashes {@code count} groups of {@link #arity} consecutive nodes.
   *
   * @param childOffset bytes into {@code children}; arity·count·32 bytes are read
   * @param parentOffset bytes into {@code parents}; count·32 bytes are written
   */
  void hashRows(
      MemorySegment children,
      long childOffset,
      MemorySegment parents,
      long parentOffset,
      int count);

  /** The parent of as many children as the arity. */
  default Bytes32 join(List<Bytes32> children) {
    byte[] nodes = new byte[children.size() * Bytes32.LENGTH];
    for (int i = 0; i < children.size(); i++) {
      children.get(i).copyTo(nodes, i * Bytes32.LENGTH);
    }
    byte[] parent = new byte[Bytes32.LENGTH];
    hashRows(MemorySegment.ofArray(nodes), 0, MemorySegment.ofArray(parent), 0, 1);
    return Bytes32.of(parent);
  }

  /** The Poseidon hash of trees over labels and replicas. */
  static NodeHash poseidon(int arity) {
    return of(Poseidon.ofArity(arity));
  }

  /** The same in what computes it. */
  static NodeHash of(Poseidon poseidon) {
    return new NodeHash() {
      @Override
      public int arity() {
        return poseidon.arity();
      }

      @Override
      public void hashRows(
          MemorySegment children,
          long childOffset,
          MemorySegment parents,
          long parentOffset,
          int count) {
        poseidon.hashRows(children, childOffset, parents, parentOffset, count);
      }
    };
  }

  /** The binary SHA-256 hash of trees over data. */
  static NodeHash sha254() {
    return Sha254.INSTANCE;
  }
}
