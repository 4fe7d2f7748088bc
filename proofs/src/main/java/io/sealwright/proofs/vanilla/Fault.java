package io.sealwright.proofs.vanilla;

/**
 * Something in a leaf's proof that does not hold.
 *
 * @param part what is wrong with the sector, if the proof was made from its files
 * @param leaf the challenged leaf
 * @param words for the operator: which layer, tree or node
 */
public record Fault(Part part, long leaf, String words) {

  /** The parts of a sector that a proof speaks of. */
  public enum Part {
    LAYER,
    DATA_TREE,
    COLUMN_TREE,
    REPLICA_TREE,
    REPLICA,
    GRAPH,
    COMMITMENT
  }

  /** Rows that are hashed again from the replica held what is no field element. */
  static Fault unreadable(long leaf) {
    return new Fault(
        Part.REPLICA,
        leaf,
        "the replica near leaf " + leaf + " holds values that no sealing writes");
  }

  @Override
  public String toString() {
    return words;
  }
}
