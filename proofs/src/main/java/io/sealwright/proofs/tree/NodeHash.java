package io.sealwright.proofs.tree;

import io.sealwright.proofs.poseidon.Poseidon;
import java.lang.foreign.MemorySegment;

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

  /** The Poseidon hash of trees over labels and replicas. */
  static NodeHash poseidon(int arity) {
    Poseidon poseidon = Poseidon.ofArity(arity);
    return new NodeHash() {
      @Override
      public int arity() {
        return arity;
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
