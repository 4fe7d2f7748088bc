package io.sealwright.proofs.tree;

import io.sealwright.proofs.poseidon.Poseidon;
import io.sealwright.protocol.Bytes32;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
    if (children.size() != arity()) {
      throw new IllegalArgumentException(children.size() + " children for arity " + arity());
    }
    return joinAll(children).getFirst();
  }

  /** The parents of as many groups of children as there are. */
  default List<Bytes32> joinAll(List<Bytes32> children) {
    int count = children.size() / arity();
    byte[] nodes = new byte[children.size() * Bytes32.LENGTH];
    for (int i = 0; i < children.size(); i++) {
      children.get(i).copyTo(nodes, i * Bytes32.LENGTH);
    }
    byte[] parents = new byte[count * Bytes32.LENGTH];
    hashRows(MemorySegment.ofArray(nodes), 0, MemorySegment.ofArray(parents), 0, count);
    return IntStream.range(0, count)
        .mapToObj(i ->
            Bytes32.of(Arrays.copyOfRange(parents, i * Bytes32.LENGTH, (i + 1) * Bytes32.LENGTH)))
        .toList();
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
